import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { photoKept, photoUploads } from '../../schema/catalog/photo-rule.ts'
import type { Judgement } from '../../schema/contract/listing.ts'
import { type KeptPhoto, PhotoList, PhotosWaiting, PhotoTaken } from '../../schema/contract/photo.ts'
import worker, { app } from '../../worker/index.ts'
import { photo, photoWithPlace } from '../schema/webp-files.ts'
import { Browser, rows } from './accounts.ts'
import { send } from './api.ts'
import { newOutlet, shown, start, townWithKeepers } from './keepers.ts'

const { merchant, other, community: staff, neighbour } = await townWithKeepers()
let outlet: string

beforeEach(async () => {
  vi.setSystemTime(start)
  outlet = await newOutlet(merchant)
})

/** Pictures that differ, so that none is taken for another. */
let sizes = 200
const picture = () => photo(sizes++, 150)

interface Sent {
  text?: string
  key?: string
  of?: string
}
const upload = (
  who: Browser,
  file: Uint8Array,
  { text, key = crypto.randomUUID(), of = outlet }: Sent = {},
) =>
  who.fetch('POST', `/api/listings/${of}/photos${text ? `?text=${encodeURIComponent(text)}` : ''}`, file, {
    'Content-Type': 'image/webp',
    'Idempotency-Key': key,
  })

/** Sends a photo, and expects it to be taken. */
async function sent(who: Browser, file = picture(), more: Sent = {}): Promise<string> {
  const response = await upload(who, file, more)
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return v.parse(PhotoTaken, JSON.parse(text)).id
}

async function refusal(response: Promise<Response>): Promise<string> {
  return v.parse(v.object({ code: v.string() }), await (await response).json()).code
}

const list = async (who: Browser = merchant): Promise<KeptPhoto[]> =>
  v.parse(PhotoList, await who.do('GET', `/api/listings/${outlet}/photos`)).photos
const states = async () => (await list()).map(({ id, state }) => [id, state])
const waiting = async (who: Browser) =>
  v
    .parse(PhotosWaiting, await who.do('GET', '/api/desk/photos'))
    .photos.filter((one) => one.outlet === outlet)
const judge = (id: string, judgement: Judgement, who = staff) =>
  who.do('POST', `/api/desk/photos/${id}`, judgement)
const approve = (id: string) => judge(id, { verdict: 'approve' })
const remove = (id: string, who = merchant) => who.do('DELETE', `/api/listings/${outlet}/photos/${id}`)
const restore = (id: string, who = merchant) =>
  who.do('POST', `/api/listings/${outlet}/photos/${id}/restoration`)
const objects = async () => (await env.PHOTOS.list()).objects.map(({ key }) => key)
const keyOf = async (id: string) =>
  String((await rows('SELECT key FROM photo WHERE id = ?1', id))[0]?.['key'])

/** What the history tells of photos, the first first. */
const told = async () =>
  (await merchant.history(outlet))
    .toReversed()
    .filter(({ after }) => after?.['photo'] !== undefined)
    .map(({ before, after }) => `${String(before?.['state'] ?? '–')} → ${String(after?.['state'])}`)

async function sweepAfter(seconds: number, bindings: Env = env): Promise<void> {
  const time = start.getTime() + seconds * 1_000
  vi.setSystemTime(time)
  await worker.scheduled(createScheduledController({ scheduledTime: time, cron: '5 * * * *' }), bindings)
}

describe('a merchant’s photo', () => {
  it('waits, and shows with its text once staff have approved it', async () => {
    const file = picture()
    const id = await sent(merchant, file, { text: ' 店门口，  没有台阶 ' })
    expect((await shown(outlet)).photo).toBeNull()
    expect(await list()).toEqual([
      {
        id,
        text: '店门口， 没有台阶',
        width: expect.any(Number),
        height: 150,
        at: start.toISOString(),
        state: 'waiting',
        reason: null,
        until: null,
      },
    ])
    expect(await waiting(staff)).toMatchObject([
      { id, name: '惠民大药房', by: 'huimin', current: null, text: '店门口， 没有台阶' },
    ])
    await approve(id)
    const { photo: seen, photoText } = await shown(outlet)
    expect([seen?.height, photoText]).toEqual([150, '店门口， 没有台阶'])
    const answer = await send(`/api/photos/${seen?.key}`)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(file)
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('Content-Type')).toBe('image/webp')
    expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox')
    expect(await told()).toEqual(['– → waiting', 'waiting → approved'])
  })

  it('leaves the old one where it is until then', async () => {
    const first = await sent(merchant, picture(), { text: '旧招牌' })
    await approve(first)
    const { photo: before } = await shown(outlet)
    const second = await sent(merchant, picture(), { text: '新招牌' })
    expect(await shown(outlet)).toMatchObject({ photo: before, photoText: '旧招牌' })
    expect((await waiting(staff))[0]?.current).toMatchObject({ id: first, text: '旧招牌' })
    await approve(second)
    expect(await shown(outlet)).toMatchObject({ photo: { key: await keyOf(second) }, photoText: '新招牌' })
    expect(await states()).toEqual([
      [second, 'approved'],
      [first, 'replaced'],
    ])
  })

  it('takes the place of the one that waits: one waits at a time', async () => {
    const first = await sent(merchant)
    const second = await sent(merchant)
    expect((await waiting(staff)).map(({ id }) => id)).toEqual([second])
    expect(await staff.refusal('POST', `/api/desk/photos/${first}`, { verdict: 'approve' })).toBe(
      'changed_meanwhile',
    )
  })

  it('is refused with a reason, which the merchant reads until they send another', async () => {
    const id = await sent(merchant)
    await judge(id, { verdict: 'refuse', reason: '看不清招牌' })
    expect(await list()).toMatchObject([{ id, state: 'refused', reason: '看不清招牌' }])
    const next = await sent(merchant)
    expect(await states()).toEqual([[next, 'waiting']])
    expect(await staff.refusal('POST', `/api/desk/photos/${id}`, { verdict: 'undo' })).toBe(
      'changed_meanwhile',
    )
  })

  it('can be taken back while it waits', async () => {
    const id = await sent(merchant)
    await remove(id)
    expect(await list()).toEqual([])
    expect(await waiting(staff)).toEqual([])
    expect(await staff.refusal('POST', `/api/desk/photos/${id}`, { verdict: 'approve' })).toBe(
      'changed_meanwhile',
    )
    expect(await merchant.refusal('POST', `/api/listings/${outlet}/photos/${id}/restoration`)).toBe(
      'not_found',
    )
  })

  it('can be removed at once, and brought back with its text', async () => {
    const id = await sent(merchant, picture(), { text: '店门口' })
    await approve(id)
    const { photo: seen } = await shown(outlet)
    const removed = new Date().toISOString()
    await remove(id)
    expect(await shown(outlet)).toMatchObject({ photo: null, photoText: null })
    expect((await send(`/api/photos/${seen?.key}`)).status).toBe(404)
    const [gone] = await list()
    expect(gone).toMatchObject({ id, state: 'withdrawn' })
    expect(Date.parse(gone?.until ?? '')).toBe(Date.parse(removed) + photoKept.ended * 1_000)
    await restore(id)
    expect(await shown(outlet)).toMatchObject({ photo: seen, photoText: '店门口' })
    expect(await told()).toEqual([
      '– → waiting',
      'waiting → approved',
      'approved → withdrawn',
      'withdrawn → approved',
    ])
  })

  it('is not brought back by the merchant when staff have removed it', async () => {
    const id = await sent(merchant)
    await approve(id)
    await remove(id, staff)
    expect(await list()).toEqual([])
    expect(await merchant.refusal('POST', `/api/listings/${outlet}/photos/${id}/restoration`)).toBe(
      'not_found',
    )
    expect(await list(staff)).toMatchObject([{ id, state: 'withdrawn', until: expect.any(String) }])
    await restore(id, staff)
    await remove(id)
    await restore(id)
    expect(await states()).toEqual([[id, 'approved']])
  })

  it('is stored once, however often it is sent', async () => {
    const before = await objects()
    const [file, key] = [picture(), crypto.randomUUID()]
    const [one, twin] = await Promise.all([upload(merchant, file, { key }), upload(merchant, file, { key })])
    expect([one.status, twin.status]).toEqual([201, 201])
    const text = await one.text()
    expect(await twin.text()).toBe(text)
    expect(await (await upload(merchant, file, { key })).text()).toBe(text)
    expect(await states()).toEqual([[JSON.parse(text).id, 'waiting']])
    expect(await objects()).toHaveLength(before.length + 1)
    expect(await refusal(upload(merchant, picture(), { key }))).toBe('key_reused')
    expect(await objects()).toHaveLength(before.length + 1)
    expect(await rows("SELECT id FROM photo WHERE state = 'arriving'")).toEqual([])
  })

  it('tells nothing but the picture: metadata and other files are refused, and nothing is kept', async () => {
    const before = await objects()
    expect(await refusal(upload(merchant, photoWithPlace(200, 150)))).toBe('photo_metadata')
    expect(await refusal(upload(merchant, new TextEncoder().encode('GIF89a')))).toBe('photo_wrong')
    expect(
      await refusal(
        merchant.fetch('POST', `/api/listings/${outlet}/photos`, picture(), { 'Content-Type': 'image/webp' }),
      ),
    ).toBe('invalid_request')
    expect(await refusal(upload(merchant, picture(), { text: '字'.repeat(101) }))).toBe('invalid_request')
    expect(await objects()).toEqual(before)
    expect(await rows('SELECT id FROM photo WHERE outlet = ?1', outlet)).toEqual([])
  })

  it('may be sent so often a day and no more', async () => {
    for (let n = 0; n < photoUploads.most; n++) await sent(merchant)
    const over = await upload(merchant, picture())
    expect(over.headers.get('Retry-After')).toBe(String(photoUploads.seconds))
    expect(await refusal(Promise.resolve(over))).toBe('too_many')
  })
})

describe('a photo that waits', () => {
  it('is seen by the merchant and staff of the area and nobody else, and kept by no cache', async () => {
    const file = picture()
    const id = await sent(merchant, file)
    const path = `/api/listings/${outlet}/photos/${id}`
    for (const who of [merchant, staff]) {
      const answer = await who.fetch('GET', path)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(file)
      expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
      expect(answer.headers.has('Access-Control-Allow-Origin')).toBe(false)
    }
    for (const who of [other, neighbour]) expect(await who.refusal('GET', path)).toBe('forbidden')
    expect(await new Browser().refusal('GET', path)).toBe('not_signed_in')
    expect((await send(`/api/photos/${await keyOf(id)}`)).status).toBe(404)
    expect(await waiting(neighbour)).toEqual([])
  })

  it('is not seen through another outlet of the same merchant', async () => {
    const id = await sent(merchant)
    const another = await newOutlet(merchant)
    expect(await merchant.refusal('GET', `/api/listings/${another}/photos/${id}`)).toBe('not_found')
    expect(await merchant.refusal('DELETE', `/api/listings/${another}/photos/${id}`)).toBe('not_found')
  })
})

describe('staff', () => {
  it('show a photo of their own at once', async () => {
    const id = await sent(staff, picture(), { text: '门口' })
    expect(await shown(outlet)).toMatchObject({ photo: { key: await keyOf(id) }, photoText: '门口' })
    expect(await told()).toEqual(['– → approved'])
  })

  it('take an approval back: the photo waits again, and the former one shows with its text', async () => {
    const first = await sent(merchant, picture(), { text: '旧' })
    await approve(first)
    const before = await shown(outlet)
    const second = await sent(merchant, picture(), { text: '新' })
    await approve(second)
    await judge(second, { verdict: 'undo' })
    expect(await shown(outlet)).toMatchObject({ photo: before.photo, photoText: '旧' })
    expect(await states()).toEqual([
      [second, 'waiting'],
      [first, 'approved'],
    ])
    await approve(second)
    expect((await shown(outlet)).photoText).toBe('新')
  })

  it('take a refusal back', async () => {
    const id = await sent(merchant)
    await judge(id, { verdict: 'refuse', reason: '看不清' })
    await judge(id, { verdict: 'undo' })
    expect(await waiting(staff)).toMatchObject([{ id }])
  })

  it('leave taking back to the merchant, and cannot judge elsewhere or twice', async () => {
    const id = await sent(merchant)
    expect(await staff.refusal('DELETE', `/api/listings/${outlet}/photos/${id}`)).toBe('not_found')
    expect(await neighbour.refusal('POST', `/api/desk/photos/${id}`, { verdict: 'approve' })).toBe(
      'forbidden',
    )
    expect(await merchant.refusal('POST', `/api/desk/photos/${id}`, { verdict: 'approve' })).toBe('forbidden')
    expect(await staff.refusal('POST', `/api/desk/photos/${id}`, { verdict: 'refuse' })).toBe(
      'invalid_request',
    )
    const both = await Promise.all([
      staff.fetch('POST', `/api/desk/photos/${id}`, { verdict: 'approve' }),
      staff.fetch('POST', `/api/desk/photos/${id}`, { verdict: 'approve' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 412])
  })
})

describe('while it is in dispute whose outlet it is', () => {
  it('nothing that shows changes at the hands of a merchant, and nothing is approved', async () => {
    const former = await sent(merchant)
    await approve(former)
    const first = await sent(merchant)
    await approve(first)
    const second = await sent(merchant)
    await staff.dispute(outlet, true)
    const path = `/api/listings/${outlet}/photos`
    expect(await refusal(upload(merchant, picture()))).toBe('frozen')
    expect(await merchant.refusal('DELETE', `${path}/${first}`)).toBe('frozen')
    expect(await staff.refusal('POST', `/api/desk/photos/${second}`, { verdict: 'approve' })).toBe('frozen')
    await remove(second)
    await remove(first, staff)
    expect(await merchant.refusal('POST', `${path}/${former}/restoration`)).toBe('frozen')
    await restore(first, staff)
    await staff.dispute(outlet, false)
    await remove(first)
  })
})

describe('what a photo shows', () => {
  it('is a field like others: it shows at once, and the history brings it back', async () => {
    const id = await sent(merchant, picture(), { text: '店门口' })
    await approve(id)
    await merchant.edit(outlet, { photoText: '店门口，左边有坡道' })
    expect((await shown(outlet)).photoText).toBe('店门口，左边有坡道')
    const [change] = await merchant.history(outlet)
    await merchant.restore(outlet, change?.id ?? 0)
    expect((await shown(outlet)).photoText).toBe('店门口')
  })

  it('is not lost with an edit that began before a photo was approved', async () => {
    const { version } = await merchant.listing(outlet)
    const id = await sent(merchant, picture(), { text: '店门口' })
    await approve(id)
    expect((await merchant.refusedEdit(outlet, { photoText: '别的' }, { version })).code).toBe(
      'changed_meanwhile',
    )
    expect((await merchant.listing(outlet)).fields.photoText).toBe('店门口')
  })
})

describe('the sweep', () => {
  it('takes the objects of photos away that ended long ago, and the rows say so', async () => {
    const [kept, removed, refused] = [await sent(merchant), await sent(staff), await sent(merchant)]
    await judge(refused, { verdict: 'refuse', reason: '看不清' })
    await remove(removed, staff)
    const shownOne = await sent(staff)
    const keys = await Promise.all([kept, removed, refused, shownOne].map(keyOf))
    await sweepAfter(photoKept.ended - 1)
    expect(await objects()).toEqual(expect.arrayContaining(keys))
    await sweepAfter(photoKept.ended)
    const left = await objects()
    expect(keys.map((key) => left.includes(key))).toEqual([false, false, false, true])
    const ends = await rows(
      'SELECT state, gone_at IS NOT NULL AS gone, swept FROM photo WHERE outlet = ?1 ORDER BY rowid',
      outlet,
    )
    expect(ends).toEqual([
      { state: 'withdrawn', gone: 1, swept: 1 },
      { state: 'withdrawn', gone: 1, swept: 1 },
      { state: 'refused', gone: 1, swept: 1 },
      { state: 'approved', gone: 0, swept: 0 },
    ])
    await merchant.signIn('huimin')
    await staff.signIn('minan')
    expect(await states()).toEqual([[shownOne, 'approved']])
    expect(await merchant.refusal('POST', `/api/listings/${outlet}/photos/${removed}/restoration`)).toBe(
      'not_found',
    )
    expect(await staff.refusal('POST', `/api/desk/photos/${refused}`, { verdict: 'undo' })).toBe('not_found')
  })

  it('finds what a worker left behind that died between the object and the row', async () => {
    const id = await sent(merchant)
    await env.DB.prepare("UPDATE photo SET state = 'arriving' WHERE id = ?1").bind(id).run()
    const key = await keyOf(id)
    await sweepAfter(photoKept.arriving - 1)
    expect(await objects()).toContain(key)
    expect(await list()).toEqual([])
    await sweepAfter(photoKept.arriving)
    expect(await objects()).not.toContain(key)
    expect(await rows('SELECT id FROM photo WHERE id = ?1', id)).toEqual([])
  })

  it('finishes what an earlier one could not', async () => {
    const id = await sent(staff)
    await remove(id, staff)
    const key = await keyOf(id)
    const broken: Env = { ...env, PHOTOS: brokenBucket() }
    await expect(sweepAfter(photoKept.ended, broken)).rejects.toThrow('R2 is away')
    expect(await rows('SELECT swept FROM photo WHERE id = ?1 AND gone_at IS NOT NULL', id)).toEqual([
      { swept: 0 },
    ])
    expect(await objects()).toContain(key)
    await sweepAfter(photoKept.ended + 3_600)
    expect(await objects()).not.toContain(key)
  })

  /** Sends a photo to a worker with another bucket, or another database. */
  const uploadTo = (PHOTOS: R2Bucket, DB: D1Database = env.DB) =>
    app.request(
      new Request(`https://yikezhong.test/api/listings/${outlet}/photos`, {
        method: 'POST',
        body: picture(),
        headers: {
          'Content-Type': 'image/webp',
          'Idempotency-Key': crypto.randomUUID(),
          'Sec-Fetch-Site': 'same-origin',
          Cookie: merchant.cookie,
        },
      }),
      undefined,
      { ...env, DB, PHOTOS },
    )

  it('has nothing to do when an object could not be stored: the merchant is told, and sends it again', async () => {
    const before = await objects()
    expect((await uploadTo(brokenBucket())).status).toBe(500)
    expect(await objects()).toEqual(before)
    expect(await list()).toEqual([])
  })

  it('has nothing to do when what follows the object fails: it is deleted at once', async () => {
    const before = await objects()
    const disputing = new Proxy(env.PHOTOS, {
      get: (bucket, name) => {
        if (name !== 'put') return Reflect.get(bucket, name).bind(bucket)
        return async (key: string, bytes: Uint8Array) => {
          await bucket.put(key, bytes)
          expect(await objects()).toContain(key)
          await staff.dispute(outlet, true)
        }
      },
    })
    expect(await refusal(Promise.resolve(uploadTo(disputing)))).toBe('changed_meanwhile')
    expect(await objects()).toEqual(before)
    expect(await rows('SELECT id FROM photo WHERE outlet = ?1', outlet)).toEqual([])
  })

  it('leaves the object of a photo that was stored, also where the database’s answer got lost', async () => {
    // The act's batch is done and its answer gets lost; whether it was done cannot be asked either.
    let lost = 0
    const bucket = new Proxy(env.PHOTOS, {
      get: (target, name) => {
        if (name === 'put') lost = 2
        return Reflect.get(target, name).bind(target)
      },
    })
    const losing = new Proxy(env.DB, {
      get: (target, name) => {
        if (name !== 'batch' || lost === 0) return Reflect.get(target, name).bind(target)
        lost -= 1
        return async (statements: D1PreparedStatement[]) => {
          await target.batch(statements)
          throw new Error('the answer got lost')
        }
      },
    })
    expect((await uploadTo(bucket, losing)).status).toBe(500)
    const [id = ''] = (await list()).map((one) => one.id)
    expect(await states()).toEqual([[id, 'waiting']])
    expect(await objects()).toContain(await keyOf(id))
  })

  it('takes the photos of an outlet away that is deleted', async () => {
    const id = await sent(staff)
    const key = await keyOf(id)
    await env.DB.prepare('DELETE FROM outlet WHERE id = ?1').bind(outlet).run()
    expect((await send(`/api/photos/${key}`)).status).toBe(404)
    // the trigger tells the time by the database's own clock
    await env.DB.prepare('UPDATE photo SET ended_at = ?2 WHERE id = ?1').bind(id, start.toISOString()).run()
    await sweepAfter(photoKept.ended)
    expect(await objects()).not.toContain(key)
  })
})

/** A bucket that fails at whatever is asked of it. */
function brokenBucket(): R2Bucket {
  return new Proxy(env.PHOTOS, {
    get: () => () => Promise.reject(new Error('R2 is away')),
  })
}
