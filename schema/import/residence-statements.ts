/** The SQL that puts into D1 where people live: always as a whole, so that what is not in a file is not in the city. */

import type { Residence } from '../contract/residence.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

/** How many there are, as the history shows it. */
const residencesDocument = `(SELECT CASE count(*) WHEN 0 THEN NULL
  ELSE json_object('places', count(*), 'households', sum(households)) END FROM residence)`

/** Whether somebody has loaded places that are not made up. */
const othersThere = 'EXISTS (SELECT 1 FROM residence WHERE sample = 0)'

/**
 * Replaces all places where people live.
 * @param newId makes an identifier for each
 * @param sample whether they are made up: then they never replace what somebody has loaded
 */
function replaceResidences(
  residences: readonly Residence[],
  newId: () => string,
  sample: boolean,
): Statement[] {
  const rows = residences.map((residence) => ({ id: newId(), ...residence }))
  const when = sample ? `NOT ${othersThere}` : 'true'
  return [
    statement(`DELETE FROM residence WHERE ${when}`),
    ...jsonChunks(rows).map((chunk) =>
      statement(
        `INSERT INTO residence (id, name, community, lng, lat, households, sample)
          SELECT value ->> 'id', value ->> 'name', value ->> 'community', value ->> '$.position[0]',
            value ->> '$.position[1]', value ->> 'households', ?2
          FROM json_each(?1) WHERE ${when}`,
        chunk,
        sample ? 1 : 0,
      ),
    ),
  ]
}

/**
 * Replaces all places where people live, with a row in the history.
 * @param at instant, ISO 8601 UTC
 * @param actor as the history names them
 */
export function residencesStatements(
  residences: readonly Residence[],
  newId: () => string,
  at: string,
  actor: string,
): Statement[] {
  return [
    statement(
      `INSERT INTO change (at, actor, subject_kind, subject, before, after)
        SELECT ?1, ?2, 'residences', code, ${residencesDocument}, ?3 FROM city`,
      at,
      actor,
      residences.length === 0
        ? null
        : JSON.stringify({
            places: residences.length,
            households: residences.reduce((sum, { households }) => sum + households, 0),
          }),
    ),
    ...replaceResidences(residences, newId, false),
  ]
}

/** Loads the made-up ones, unless somebody has loaded others. */
export const sampleResidencesStatements = (residences: readonly Residence[], newId: () => string) =>
  replaceResidences(residences, newId, true)

/** Takes the made-up ones away. */
export function removeSampleResidencesStatements(): Statement[] {
  return [statement('DELETE FROM residence WHERE sample = 1')]
}
