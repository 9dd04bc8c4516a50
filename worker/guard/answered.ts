/**
 * Requests that may be sent again: the first answer is kept under the request's `Idempotency-Key`, in the same batch
 * as what it did, and given again to the same request.
 */

import * as v from 'valibot'
import { keptFor } from '../../schema/catalog/voice-limits.ts'
import { IdempotencyKey } from '../../schema/contract/rating.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from './cookie.ts'
import type { Rows } from './database.ts'
import { ProblemError, wrongField } from './problem.ts'

/** A request by whom it is from, its key, and what it says. */
export interface Repeatable {
  resident: string
  key: string
  /** a keyed hash of what it says: it must not tell the words of a comment, even to somebody who guesses them */
  fingerprint: string
}

/**
 * The `Idempotency-Key` of a request.
 * @throws ProblemError `invalid_request` when it is missing or has another form
 */
export function keyOf(c: Site): string {
  const key = v.safeParse(IdempotencyKey, c.req.header('Idempotency-Key'))
  if (key.success) return key.output
  throw wrongField('Idempotency-Key', key.issues[0].message)
}

/** Reads the answer that was given; {@link givenAnswer} reads its rows. */
export function readAnswer({ resident, key }: Repeatable): Statement {
  return statement('SELECT fingerprint, answer FROM answered WHERE resident = ?1 AND key = ?2', resident, key)
}

/**
 * The answer that was given to this request, as JSON; null when it is the first.
 * @param rows of {@link readAnswer}
 * @throws ProblemError `key_reused` when the key was used for something else
 */
export function givenAnswer(rows: Rows | undefined, { fingerprint }: Repeatable): string | null {
  const [row] = rows ?? []
  if (!row) return null
  if (row['fingerprint'] !== fingerprint) {
    throw new ProblemError('key_reused', {
      detail: 'This Idempotency-Key was used for another request. Take a new one for each act.',
    })
  }
  return String(row['answer'])
}

/**
 * Keeps the answer that a query makes, and gives it back as `answer`.
 * @param answer one row with the answer as JSON in `answer`, its parameters from `?5` on; without what people write in
 *   their own words, because the answer outlives a withdrawal, and whoever sends the request again sends them, too
 */
export function keepAnswer(
  { resident, key, fingerprint }: Repeatable,
  now: number,
  answer: Statement,
): Statement {
  return statement(
    `INSERT INTO answered (resident, key, fingerprint, at, answer) SELECT ?1, ?2, ?3, ?4, answer FROM (${answer.sql})
      RETURNING answer`,
    resident,
    key,
    fingerprint,
    new Date(now).toISOString(),
    ...answer.params,
  )
}

/** Forgets answers to requests that nobody will send again. */
export function discardAnswers(now: number): Statement {
  return statement(
    'DELETE FROM answered WHERE at <= ?1',
    new Date(now - keptFor.answers * 1_000).toISOString(),
  )
}
