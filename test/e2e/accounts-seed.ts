/** The first account of the city office, which nobody in the office can invite: a code put straight into the database. */

import { createHash, randomBytes } from 'node:crypto'
import { invitationRule } from '../../schema/catalog/account-limits.ts'
import { invitationAlphabet } from '../../schema/contract/account.ts'
import { openLocal } from '../../schema/import/database.ts'
import { statement } from '../../schema/statement.ts'

const DAY = 86_400_000

/**
 * Invites somebody of the city office.
 * @param state folder of the local D1
 * @returns the code, good for a day
 */
export async function inviteCity(state: string): Promise<string> {
  const code = [...randomBytes(invitationRule.length)]
    .map((byte) => invitationAlphabet[byte % invitationAlphabet.length])
    .join('')
  const now = Date.now()
  const database = await openLocal(state)
  try {
    await database.batch([
      statement(
        `INSERT INTO invitation (id, code, kind, role, area, created_at, until)
          SELECT ?1, ?2, 'account', 'city', code, ?3, ?4 FROM city`,
        randomBytes(6).toString('hex'),
        createHash('sha256').update(code).digest('base64url'),
        new Date(now).toISOString(),
        new Date(now + DAY).toISOString(),
      ),
    ])
  } finally {
    await database.close()
  }
  return code
}
