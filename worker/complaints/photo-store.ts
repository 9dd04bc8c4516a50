/**
 * Photos of cases. They are private: only who may read the case may ask for one, and everybody for those that have been
 * published. A row names the key first, then the object is stored, and the act that the photo came with gives it its
 * message; what never gets one is swept (`worker/photos/take.ts` tells why).
 */

import { photoKept, photosASweep } from '../../schema/catalog/photo-rule.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { type Rows, runBatch } from '../guard/database.ts'
import { newPhotoKey, type Photo, storePhoto } from '../guard/photo.ts'
import { ProblemError } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'

/** A photo whose object is stored. */
export interface ArrivedPhoto {
  id: string
  key: string
  width: number
  height: number
  sha256: string
}

type Kept = Pick<Env, 'DB' | 'PHOTOS'>

/** Stores objects, each named by a row that has no message yet. */
export async function storeArriving(
  env: Kept,
  photos: readonly Photo[],
  now: number,
): Promise<ArrivedPhoto[]> {
  const arriving = photos.map((photo) => ({ ...photo, id: randomId(), key: newPhotoKey() }))
  if (arriving.length === 0) return []
  await runBatch(
    env.DB,
    arriving.map(({ id, key, width, height, sha256 }, place) =>
      statement(
        `INSERT INTO complaint_photo (id, key, place, width, height, sha256, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
        id,
        key,
        place,
        width,
        height,
        sha256,
        instant(now),
      ),
    ),
  )
  await Promise.all(arriving.map((photo) => storePhoto(env, photo, photo.key)))
  return arriving.map(({ bytes, ...arrived }) => arrived)
}

/**
 * Clears away what came for nothing; what cannot be cleared away now, the sweep clears away. Whether it did is asked of
 * the rows: an act whose answer got lost on the way from the database has been done, and its photos belong to it.
 */
export async function discardArriving(env: Kept, photos: readonly ArrivedPhoto[]): Promise<void> {
  if (photos.length === 0) return
  try {
    const [gone = []] = await runBatch(env.DB, [
      statement(
        `UPDATE complaint_photo SET gone_at = ?2 WHERE message IS NULL AND id IN (SELECT value FROM json_each(?1))
          RETURNING key`,
        JSON.stringify(photos.map(({ id }) => id)),
        instant(Date.now()),
      ),
    ])
    await takeAway(env, gone)
  } catch (error) {
    console.error(error)
  }
}

/** Takes objects away, and then the rows that say so. */
async function takeAway(env: Kept, gone: Rows): Promise<void> {
  if (gone.length === 0) return
  const keys = gone.map(({ key }) => String(key))
  await env.PHOTOS.delete(keys)
  await runBatch(env.DB, [
    statement(
      'DELETE FROM complaint_photo WHERE message IS NULL AND key IN (SELECT value FROM json_each(?1))',
      JSON.stringify(keys),
    ),
  ])
}

/** Gives photos their message. One that belongs to a message already gets a row of its own for this one. */
export function keepPhotos(photos: readonly ArrivedPhoto[], number: string, message: string): Statement[] {
  return photos.map(({ id }) =>
    statement(
      `INSERT INTO complaint_photo (id, key, complaint, message, place, width, height, sha256, at)
        SELECT iif(message IS NULL, id, ?4), key, ?2, ?3, place, width, height, sha256, at FROM complaint_photo WHERE id = ?1
        ON CONFLICT (id) DO UPDATE SET complaint = excluded.complaint, message = excluded.message`,
      id,
      number,
      message,
      randomId(),
    ),
  )
}

/** Publishes these photos of a case, and no others. */
export function publishPhotos(number: string, ids: readonly string[]): Statement {
  return statement(
    'UPDATE complaint_photo SET published = id IN (SELECT value FROM json_each(?2)) WHERE complaint = ?1',
    number,
    JSON.stringify(ids),
  )
}

const noSuchPhoto = () => new ProblemError('not_found', { detail: 'There is no such photo.' })

async function keyBy(db: D1Database, found: Statement): Promise<string> {
  const [rows] = await runBatch(db, [found])
  const key = rows?.[0]?.['key']
  if (typeof key !== 'string') throw noSuchPhoto()
  return key
}

/**
 * The key of a photo of a case.
 * @param act only of messages by which this was done
 * @throws ProblemError `not_found`
 */
export function photoKeyOf(db: D1Database, number: string, id: string, act?: 'file'): Promise<string> {
  return keyBy(
    db,
    statement(
      `SELECT p.key FROM complaint_photo AS p JOIN complaint_message AS m ON m.id = p.message
        WHERE p.id = ?1 AND p.complaint = ?2 AND (?3 IS NULL OR m.act = ?3)`,
      id,
      number,
      act ?? null,
    ),
  )
}

/**
 * The key, when everybody may see its photo.
 * @throws ProblemError `not_found`
 */
export function publishedKey(db: D1Database, key: string): Promise<string> {
  return keyBy(db, statement('SELECT key FROM complaint_photo WHERE key = ?1 AND published = 1', key))
}

/** Identifiers of the complainant's photos of a case; which of them are published, as `published`. */
export function readPhotosOf(number: string): Statement {
  return statement(
    `SELECT p.id, p.published FROM complaint_photo AS p JOIN complaint_message AS m ON m.id = p.message
      WHERE p.complaint = ?1 AND m.by = 'complainant' ORDER BY p.at, p.place`,
    number,
  )
}

/**
 * Runs every hour: takes away what never arrived. The row says first that the object goes, and goes last, so that what
 * a run that fails leaves behind, the next one takes away.
 */
export async function sweepCasePhotos(env: Kept, now: number): Promise<void> {
  const [, gone = []] = await runBatch(env.DB, [
    statement(
      'UPDATE complaint_photo SET gone_at = ?1 WHERE message IS NULL AND gone_at IS NULL AND at <= ?2',
      instant(now),
      instant(now - photoKept.arriving * 1_000),
    ),
    statement(
      'SELECT key FROM complaint_photo WHERE message IS NULL AND gone_at IS NOT NULL LIMIT ?1',
      photosASweep,
    ),
  ])
  await takeAway(env, gone)
}
