/** Changing something only as long as it is as it was read. */

import { type SqlValue, type Statement, statement } from '../../schema/statement.ts'
import { type Rows, runBatch } from './database.ts'
import { ProblemError } from './problem.ts'

/**
 * Fails the batch when something is no longer as it was read; {@link runExpecting} tells it.
 * @param condition SQL that is 1 as long as it is
 */
export function expectThat(condition: string, ...params: SqlValue[]): Statement {
  return statement(`INSERT INTO expectation (holds) SELECT ${condition}`, ...params)
}

/**
 * Runs statements as one batch.
 * @throws ProblemError `changed_meanwhile` when an expectation among them does not hold; nothing is stored then
 */
export function runExpecting(db: D1Database, statements: readonly Statement[]): Promise<Rows[]> {
  return runBatch(db, statements).catch(tellChanged)
}

/**
 * Tells the error of an expectation that does not hold; for batches that something else runs.
 * @throws ProblemError `changed_meanwhile`, or the error when it is another
 */
export function tellChanged(error: unknown): never {
  const changed = error instanceof Error && error.message.includes('it is no longer as it was read')
  if (!changed) throw error
  throw new ProblemError('changed_meanwhile', {
    detail: 'Somebody has changed it since. Read it again; nothing of yours was stored.',
  })
}
