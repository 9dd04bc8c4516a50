/** Taking what somebody with an account does, once: sent again it is answered as the first time. */

import type { Statement } from '../../schema/statement.ts'
import { givenAnswer, keepAnswer, type Repeatable, readAnswer } from './answered.ts'
import type { Site } from './cookie.ts'
import { runBatch } from './database.ts'
import { keyedHash, keyFor } from './secret.ts'
import type { Who } from './session.ts'

/** What is done, and what is answered; the answer holds nothing that people write in their own words. */
export interface Act<Answer> {
  writes: readonly Statement[]
  answer: Answer
}

/**
 * Does something in one batch with its answer, or not at all.
 * @param given what the request says, as it was validated
 * @param key its `Idempotency-Key`
 * @param now epoch milliseconds
 * @param decide what is done; throws a ProblemError when it is not
 * @returns the answer, now or as it was given the first time
 * @throws ProblemError `key_reused`, or what `decide` or the database throws; nothing is stored then
 */
export async function actOnce<Answer>(
  c: Site,
  who: Who,
  sent: { given: unknown; key: string; now: number },
  decide: () => Promise<Act<Answer>>,
): Promise<Answer> {
  return actOnceAs(c, `account ${who.account}`, sent, decide)
}

/**
 * The same for whoever acts without an account.
 * @param by who that is, as answers are kept: never what somebody else could act by
 */
export async function actOnceAs<Answer>(
  c: Site,
  by: string,
  { given, key, now }: { given: unknown; key: string; now: number },
  decide: () => Promise<Act<Answer>>,
): Promise<Answer> {
  const { DB } = c.env
  const request: Repeatable = {
    resident: by,
    key,
    fingerprint: await keyedHash(await keyFor(c.env, 'answered'), JSON.stringify(given)),
  }
  const known = await answerOf<Answer>(DB, request)
  if (known !== null) return known
  const { writes, answer } = await decide()
  try {
    await runBatch(DB, [
      ...writes,
      keepAnswer(request, now, { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(answer)] }),
    ])
  } catch (error) {
    // The same request may have come twice at once. Whatever the second one failed at, it finds the answer given.
    const twin = await answerOf<Answer>(DB, request)
    if (twin === null) throw error
    return twin
  }
  return answer
}

async function answerOf<Answer>(db: D1Database, request: Repeatable): Promise<Answer | null> {
  const [rows] = await runBatch(db, [readAnswer(request)])
  const known = givenAnswer(rows, request)
  return known === null ? null : JSON.parse(known)
}
