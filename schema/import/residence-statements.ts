/** The SQL that puts into D1 where people live: always as a whole, so that what is not in a file is not in the city. */

import type { Residence } from '../contract/residence.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

/** How many there are, as the history shows it. */
const residencesDocument = `(SELECT CASE count(*) WHEN 0 THEN NULL
  ELSE json_object('places', count(*), 'households', sum(households)) END FROM residence)`

/** Whether somebody has loaded places that are not made up. */
const othersThere = 'EXISTS (SELECT 1 FROM residence WHERE sample = 0)'

/** A place with its identifier. */
type Identified = Residence & { id: string }

const columns = 'name, community, lng, lat, households, sample'

/** Puts places in, and leaves alone those that are as they should be. */
function insertResidences(rows: readonly Identified[], sample: boolean, when: string): Statement[] {
  const [old, fresh] = ['residence', 'excluded'].map((table) => columns.replace(/\w+/g, `${table}.$&`))
  return jsonChunks(rows).map((chunk) =>
    statement(
      `INSERT INTO residence (id, ${columns})
        SELECT value ->> 'id', value ->> 'name', value ->> 'community', value ->> '$.position[0]',
          value ->> '$.position[1]', value ->> 'households', ?2
        FROM json_each(?1) WHERE ${when}
        ON CONFLICT (id) DO UPDATE SET (${columns}) = (${fresh}) WHERE (${old}) IS NOT (${fresh})`,
      chunk,
      sample ? 1 : 0,
    ),
  )
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
    statement('DELETE FROM residence'),
    ...insertResidences(
      residences.map((residence) => ({ id: newId(), ...residence })),
      false,
      'true',
    ),
  ]
}

/** Loads the made-up ones, unless somebody has loaded others. Those of the last load stay where they are the same. */
export function sampleResidencesStatements(residences: readonly Residence[]): Statement[] {
  const rows = residences.map((residence, at) => ({ id: `sampleHome${at}`, ...residence }))
  const when = `NOT ${othersThere}`
  return [
    statement(
      `DELETE FROM residence WHERE ${when} AND id NOT IN (SELECT value FROM json_each(?1))`,
      JSON.stringify(rows.map(({ id }) => id)),
    ),
    ...insertResidences(rows, true, when),
  ]
}

/** Takes the made-up ones away. */
export function removeSampleResidencesStatements(): Statement[] {
  return [statement('DELETE FROM residence WHERE sample = 1')]
}
