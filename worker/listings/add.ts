/** Adding outlets to the ledger. */

import type { MadeOutlet, NewOutlet } from '../../schema/contract/ledger.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { actOnce } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { noteAct } from '../guard/history.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { dayAt, instant } from '../guard/time.ts'
import { requireGround } from './ground.ts'

/**
 * The statements that add an outlet, said to be right by staff today, with its row in the history. Whoever runs them has
 * asked {@link requireGround} before.
 * @param id one that is not in use
 * @param actor the account that adds it
 * @param now epoch milliseconds; its instant is the outlet's first version
 */
export function addOutletStatements(id: string, given: NewOutlet, actor: string, now: number): Statement[] {
  const { name, type, address, position, circle, hours, phone } = given
  const confirmed = { confirmedAt: dayAt(now), confirmedBy: 'staff' }
  return [
    statement(
      `INSERT INTO outlet (id, source, source_id, name, type, address, lng, lat, circle, hours, phone, confirmed_at,
          confirmed_by, created_at, updated_at)
        VALUES (?1, 'ledger', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)`,
      id,
      name,
      type,
      address,
      position[0],
      position[1],
      circle,
      hours,
      phone,
      confirmed.confirmedAt,
      confirmed.confirmedBy,
      instant(now),
    ),
    noteAct(actor, now, { kind: 'outlet', id }, null, {
      name,
      type,
      address,
      position,
      circle,
      hours,
      phone,
      ...confirmed,
    }),
  ]
}

/**
 * Adds an outlet.
 * @param key the request's `Idempotency-Key`
 * @throws ProblemError `invalid_request` outside the city or for a community that it does not have, `forbidden` outside
 * the area, `key_reused`
 */
export function addOutlet(
  c: Site,
  who: Who,
  key: string,
  given: NewOutlet,
  now: number,
): Promise<MadeOutlet> {
  return actOnce(c, who, { given, key, now }, async () => {
    await requireGround(c.env.DB, who, given)
    const id = randomId()
    return {
      writes: addOutletStatements(id, given, who.account, now),
      answer: { id, version: instant(now) },
    }
  })
}
