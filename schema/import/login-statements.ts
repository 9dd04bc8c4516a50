/** The SQL that puts the sample city's logins into a local database, and takes them out of any. */

import { type SampleLogin, sampleHoldings, samplePasswordStored } from '../sample/logins.ts'
import { type Statement, statement } from '../statement.ts'

const theirs = '(SELECT id FROM account WHERE sample = 1)'

/**
 * Takes the sample's logins away, with what they have done that is not history. What belongs to an account alone goes
 * with it by itself.
 */
export function removeSampleLoginsStatements(): Statement[] {
  return [
    statement(`DELETE FROM holding WHERE account IN ${theirs}`),
    statement(`DELETE FROM proposal WHERE by IN ${theirs}`),
    statement(`DELETE FROM invitation WHERE by IN ${theirs} OR used_by IN ${theirs}`),
    statement('DELETE FROM account WHERE sample = 1'),
  ]
}

/**
 * Makes the sample's logins as they were made, also those whose password or factors somebody has changed. A handle that
 * somebody else has stays theirs.
 * @param at instant of the load, ISO 8601 UTC
 */
export function sampleLoginsStatements(logins: readonly SampleLogin[], at: string): Statement[] {
  const merchant = logins.find(({ role }) => role === 'merchant')
  return [
    statement(
      `INSERT INTO account (id, handle, role, area, password, sample, created_at)
        SELECT value ->> 'id', value ->> 'handle', value ->> 'role', value ->> 'area', ?2, 1, ?3 FROM json_each(?1)
        WHERE NOT EXISTS (SELECT 1 FROM account WHERE handle = value ->> 'handle' AND sample = 0)
        ON CONFLICT (id) DO UPDATE SET password = excluded.password, totp = NULL, totp_step = NULL, suspended = 0`,
      JSON.stringify(logins),
      samplePasswordStored,
      at,
    ),
    statement('DELETE FROM session WHERE account IN (SELECT id FROM account WHERE sample = 1)'),
    statement(
      `INSERT INTO holding (outlet, account, since)
        SELECT o.id, a.id, ?3 FROM outlet AS o JOIN account AS a ON a.id = ?2 AND a.sample = 1
        WHERE o.source = 'sample' AND o.source_id IN (SELECT value FROM json_each(?1))
        ON CONFLICT (outlet) DO NOTHING`,
      JSON.stringify(sampleHoldings),
      merchant?.id ?? null,
      at,
    ),
  ]
}
