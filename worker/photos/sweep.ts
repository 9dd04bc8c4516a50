/** Takes away the objects of photos that nobody is shown any more. */

import { photosASweep } from '../../schema/catalog/photo-rule.ts'
import { runBatch } from '../guard/database.ts'
import { markGone, noteSwept, readGone } from './store.ts'

/**
 * Runs every hour. The row says first that the object goes, so that nobody brings it back meanwhile, and last that it
 * has gone: what a run that fails leaves behind, the next one takes away.
 * @param now epoch milliseconds
 */
export async function sweepPhotos({ DB, PHOTOS }: Pick<Env, 'DB' | 'PHOTOS'>, now: number): Promise<void> {
  const [, gone = []] = await runBatch(DB, [markGone(now), readGone(photosASweep)])
  if (gone.length === 0) return
  await PHOTOS.delete(gone.map(({ key }) => String(key)))
  await runBatch(DB, noteSwept(gone))
}
