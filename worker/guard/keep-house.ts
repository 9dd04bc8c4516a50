/** What has to happen although nobody asks for it. */

import { expireVoices } from '../satisfaction/store.ts'
import { discardAnswers } from './answered.ts'
import { runBatch } from './database.ts'
import { discardNetworkKeys } from './network.ts'
import { discardWork } from './work.ts'

/**
 * Lets voices go that have left the rolling period, and throws away what is kept for a while only.
 * @param now epoch milliseconds
 */
export async function keepHouse(db: D1Database, now: number): Promise<void> {
  await runBatch(db, [expireVoices(now), discardAnswers(now), discardWork(now), discardNetworkKeys(now)])
}
