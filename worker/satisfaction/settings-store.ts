/** The SQL that lets settings of the measure be changed only from what was read, and what is set. */

import type { SatisfiedFrom } from '../../schema/catalog/satisfaction.ts'
import { type PopulationListed, PopulationShape } from '../../schema/contract/settings.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Rows, rowsAs } from '../guard/database.ts'
import { expectThat } from '../guard/expectation.ts'

/** Every community with its population, where one was entered; {@link populationsOf} reads its rows. */
export function readPopulations(): Statement {
  return statement(
    `SELECT json_object('community', c.code, 'residents', p.residents, 'source', p.source) AS json
      FROM community AS c LEFT JOIN population AS p ON p.community = c.code ORDER BY c.code`,
  )
}

export function populationsOf(rows: Rows | undefined): PopulationListed[] {
  return rowsAs(PopulationShape, rows)
}

/** Fails the batch when one of these populations is no longer as it was read. */
export function expectPopulations(read: readonly PopulationListed[]): Statement {
  return expectThat(
    `NOT EXISTS (SELECT 1 FROM json_each(?1) AS r LEFT JOIN population AS p ON p.community = r.value ->> 'community'
      WHERE p.residents IS NOT r.value ->> 'residents' OR p.source IS NOT r.value ->> 'source')`,
    JSON.stringify(read),
  )
}

/** Fails the batch when the official definition is no longer what was read. */
export function expectSatisfiedFrom(read: SatisfiedFrom): Statement {
  return expectThat('(SELECT satisfied_from FROM satisfaction) = CAST(?1 AS INTEGER)', read)
}
