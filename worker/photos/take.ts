/** Taking a photo of an outlet: a row, then the object, then it waits or shows. */

import { photoUploads } from '../../schema/catalog/photo-rule.ts'
import type { PhotoSent } from '../../schema/contract/photo.ts'
import { actOnce } from '../guard/act-once.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { refuseAbove, waitOf } from '../guard/once.ts'
import { deletePhoto, newPhotoKey, readPhoto, storePhoto } from '../guard/photo.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { frozen } from '../listings/edit.ts'
import { readDisputed, requireUndisputed } from '../listings/store.ts'
import { orOvertaken } from './overtaken.ts'
import {
  beginPhoto,
  countUploads,
  forgetArriving,
  havePhotoWait,
  letArrivingGo,
  type PhotoAct,
  showPhoto,
} from './store.ts'

/** What comes with a photo. */
export interface Sent {
  outlet: string
  /** what it shows */
  text: string | null
  /** the request's `Idempotency-Key` */
  key: string
  /** epoch milliseconds */
  now: number
}

/**
 * Takes the photo in the body of a request. A merchant's waits for staff, in the place of the one that waits; theirs
 * shows at once. When the worker dies on the way, the row tells the sweep which object is nobody's.
 * @throws ProblemError what `readPhoto` throws, `frozen` for a merchant of a disputed outlet, `too_many`, `key_reused`,
 * `changed_meanwhile`; nothing is kept then
 */
export async function takePhoto(c: Site, who: Who, { outlet, text, key, now }: Sent): Promise<PhotoSent> {
  const { DB } = c.env
  const photo = await readPhoto(c)
  const merchant = who.role === 'merchant'
  const act: PhotoAct = { id: randomId(), actor: who.account, at: instant(now) }
  const object = newPhotoKey()

  async function store(): Promise<{ writes: ReturnType<typeof showPhoto>; answer: PhotoSent }> {
    if (merchant && (await readDisputed(DB, outlet))) throw frozen()
    const [uploads] = await runBatch(DB, [countUploads(outlet, now)])
    refuseAbove(waitOf(uploads, photoUploads, now))
    await runBatch(DB, [beginPhoto(act, outlet, object, photo, text)])
    await storePhoto(c.env, photo, object)
    return merchant
      ? {
          writes: [requireUndisputed(outlet), ...havePhotoWait(act)],
          answer: { id: act.id, state: 'waiting' },
        }
      : { writes: showPhoto(act, 'arriving'), answer: { id: act.id, state: 'approved' } }
  }

  /** What cannot be cleared away now, the sweep clears away. */
  async function discard(): Promise<void> {
    try {
      const [gone = []] = await runBatch(DB, [letArrivingGo(act)])
      if (gone.length === 0) return
      await deletePhoto(c.env, object)
      await runBatch(DB, [forgetArriving(act.id)])
    } catch (error) {
      console.error(error)
    }
  }

  try {
    const given = ['photo', outlet, photo.sha256, text]
    const sent = await orOvertaken(actOnce(c, who, { given, key, now }, store))
    // The same request has been answered before, or at the same time.
    if (sent.id !== act.id) await discard()
    return sent
  } catch (error) {
    await discard()
    throw error
  }
}
