import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { ComplaintDraft } from '../../schema/contract/complaint.ts'
import { CasesForMerchant } from '../../schema/contract/complaint-lists.ts'
import { CASES_A_PAGE } from '../../schema/contract/limits.ts'
import { discardArriving } from '../../worker/complaints/photo-store.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import {
  act,
  atDesk,
  Follower,
  file,
  overcharged,
  post,
  problemIn,
  refusal,
  sendAct,
  shownCase,
} from './complainants.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const { pharmacy, grill, gone } = outlets
/** A Tuesday, at noon in the town. */
const start = new Date('2026-11-24T04:00:00Z')

const community = new Browser()
const neighbour = new Browser()
const subdistrict = new Browser()
const city = new Browser()
const auditor = new Browser()
const merchant = new Browser()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
  await makeAccount('qianqiu', 'subdistrict')
  await makeAccount('office', 'city')
  await makeAccount('eyes', 'auditor')
  await makeAccount('laojie-yaofang', 'merchant', { outlets: [pharmacy.id] })
  await community.signIn('minan')
  await neighbour.signIn('xingyuan')
  await subdistrict.signIn('qianqiu')
  await city.signIn('office')
  await auditor.signIn('eyes')
  await merchant.signIn('laojie-yaofang')
})
beforeEach(() => {
  vi.setSystemTime(start)
})
afterAll(() => {
  vi.useRealTimers()
})

const accept = { act: 'accept', unit: communities.minan }
const resolve = { act: 'resolve', text: '多收的钱已经退了，价签也改了。' }
const count = async (table: string) => Number((await rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])

describe('filing', () => {
  it('answers with a receipt, and what must happen by when', async () => {
    const taken = await file({}, { photos: 2 })
    expect(taken.receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{14}$/)
    // Working days: Wednesday, Friday, and Thursday of the next week; a day ends at midnight in the town.
    expect(taken.deadlines).toEqual({
      accept: '2026-11-25T16:00:00.000Z',
      answer: '2026-11-27T16:00:00.000Z',
      resolve: '2026-12-03T16:00:00.000Z',
    })
    const mine = await taken.follower.look()
    expect(mine).toMatchObject({
      case: {
        id: taken.case,
        stage: 'filed',
        level: 'community',
        unit: null,
        filedOn: '2026-11-24',
        late: 0,
      },
      seal: taken.seal,
      may: { add: true, confirm: false, reopen: false, reopenings: 2 },
    })
    const [filed] = mine.messages
    expect(filed).toMatchObject({ by: 'complainant', act: 'file', text: overcharged.text })
    expect(filed?.photos).toHaveLength(2)
    for (const id of filed?.photos ?? []) {
      const picture = await taken.follower.fetch('GET', `/photos/${id}`)
      expect(picture.status).toBe(200)
      expect(picture.headers.get('Cache-Control')).toBe('private, no-store')
      await picture.arrayBuffer()
    }
  })

  it('is done once, however often it is sent, with its photos', async () => {
    const [by, key] = [new Resident(), crypto.randomUUID()]
    const before = await count('complaint')
    const [one, twin] = await Promise.all([post(by, overcharged, 2, key), post(by, overcharged, 2, key)])
    expect([one.status, twin.status]).toEqual([201, 201])
    const text = await one.text()
    expect(await twin.text()).toBe(text)
    expect(await (await post(by, overcharged, 2, key)).text()).toBe(text)
    expect(await count('complaint')).toBe(before + 1)
    const id = JSON.parse(text).case
    expect(await rows('SELECT id FROM complaint_photo WHERE complaint = ?1', id)).toHaveLength(2)
    expect(await rows('SELECT id FROM complaint_photo WHERE message IS NULL')).toEqual([])
    const other = await post(by, { ...overcharged, kind: 'quality' }, 2, key)
    expect((await problemIn(other, 'POST', '/api/complaints')).code).toBe('key_reused')
    const fewer = await post(by, overcharged, 1, key)
    expect((await problemIn(fewer, 'POST', '/api/complaints')).code).toBe('key_reused')
    const { objects } = await env.PHOTOS.list()
    expect(objects).toHaveLength(await count('complaint_photo'))
  })

  it('is told its receipt also where the answer is no longer kept, and is not filed again', async () => {
    const [by, key, before] = [new Resident(), crypto.randomUUID(), await count('complaint')]
    const { receipt, case: id, deadlines, seal } = await file({}, { by, key, photos: 1 })
    await env.DB.prepare('DELETE FROM answered').run()
    expect(await file({}, { by, key, photos: 1 })).toMatchObject({ receipt, case: id, deadlines, seal })
    expect(await count('complaint')).toBe(before + 1)
    expect((await new Follower(receipt).look()).messages).toHaveLength(1)
  })

  it('tells nobody else at what time of the day, by which whoever served them would know them', async () => {
    vi.setSystemTime(new Date('2026-11-24T04:17:23.456Z'))
    const { case: id, follower } = await file({ merchantMaySee: true })
    await act(community, id, accept)
    await act(community, id, resolve)
    await follower.reopen()
    const { events } = await shownCase(id)
    expect(events.map(({ act: done, at }) => [done, at])).toEqual([
      ['file', '2026-11-23T16:00:00.000Z'],
      ['accept', '2026-11-24T04:17:23.456Z'],
      ['resolve', '2026-11-24T04:17:23.456Z'],
      ['reopen', '2026-11-23T16:00:00.000Z'],
    ])
    const { cases } = v.parse(
      CasesForMerchant,
      await merchant.do('GET', `/api/listings/${pharmacy.id}/complaints`),
    )
    const seen = cases.find((one) => one.case.id === id)
    expect(seen?.messages.map(({ at }) => at)).toEqual(['2026-11-23T16:00:00.000Z'])
    expect((await follower.look()).messages[0]?.at).toBe('2026-11-24T04:17:23.456Z')
  })

  it('keeps the photos of what was stored, also where the database’s answer got lost', async () => {
    const { case: id, follower } = await file({}, { photos: 1 })
    const [photo = ''] = (await follower.look()).messages[0]?.photos ?? []
    const [{ key = '' } = {}] = await rows('SELECT key FROM complaint_photo WHERE complaint = ?1', id)
    await discardArriving(env, [{ id: photo, key: String(key), width: 200, height: 150, sha256: '' }])
    expect((await follower.fetch('GET', `/photos/${photo}`)).status).toBe(200)
  })

  it('by many at the same time gives each a case of their own, on one chain', async () => {
    const taken = await Promise.all(Array.from({ length: 12 }, () => file()))
    expect(new Set(taken.map(({ receipt }) => receipt)).size).toBe(12)
    expect(new Set(taken.map(({ seal }) => seal.seq)).size).toBe(12)
    for (const { follower, case: id } of taken) expect((await follower.look()).case.id).toBe(id)
  })

  it.each<[string, Partial<Record<keyof ComplaintDraft, unknown>>, string]>([
    ['no subject', { subject: undefined }, 'subject'],
    ['an unknown kind', { kind: 'colour' }, 'kind'],
    ['nothing said', { text: ' ' }, 'text'],
    ['too much', { text: '字'.repeat(complaintRule.textMax + 1) }, 'text'],
    ['no word on the merchant', { merchantMaySee: undefined }, 'merchantMaySee'],
  ])('is told which field is wrong: %s', async (_, wrong, field) => {
    const response = await post(new Resident(), { ...overcharged, ...wrong })
    expect(await problemIn(response, 'POST', '/api/complaints')).toMatchObject({
      code: 'invalid_request',
      fields: [{ field }],
    })
  })

  it('takes three photos, and no fourth, and nothing that is no photo', async () => {
    expect((await post(new Resident(), overcharged, 3)).status).toBe(201)
    const four = await post(new Resident(), overcharged, 4)
    expect((await problemIn(four, 'POST', '/api/complaints')).fields?.[0]?.field).toBe('photo')
    const by = new Resident()
    const { headers } = await by.request('')
    const sent = new Headers(headers)
    sent.delete('Content-Type')
    const wrong = new FormData()
    wrong.set('complaint', JSON.stringify(overcharged))
    wrong.append('photo', new File(['no picture'], 'x.webp', { type: 'image/webp' }))
    const response = await by.fetch('/api/complaints', { method: 'POST', headers: sent, body: wrong })
    expect((await problemIn(response, 'POST', '/api/complaints')).code).toBe('photo_wrong')
  })

  it('is about something that there is, also what has closed, and what stands in no circle', async () => {
    const nothing = await post(new Resident(), {
      ...overcharged,
      subject: { kind: 'outlet', id: 'nothing123' },
    })
    expect((await problemIn(nothing, 'POST', '/api/complaints')).code).toBe('not_found')
    await file({ subject: { kind: 'outlet', id: gone.id } })
    const outside = await file({ subject: { kind: 'outlet', id: grill.id } })
    expect((await outside.follower.look()).case).toMatchObject({ community: null, level: 'city' })
    const circle = await file({ subject: { kind: 'circle', id: communities.village }, place: '桥头' })
    expect((await circle.follower.look()).case.community?.code).toBe(communities.village)
  })

  it('is slowed down when one resident files too much', async () => {
    const by = new Resident()
    const [hourly] = complaintRule.byResident
    for (let at = 0; at < hourly.most; at++) await file({}, { by })
    const response = await post(by)
    expect(response.headers.get('Retry-After')).toBe('3600')
    expect((await problemIn(response, 'POST', '/api/complaints')).code).toBe('too_many')
  })
})

describe('a receipt', () => {
  it('is read as people type it, and stored nowhere', async () => {
    const { receipt, case: id } = await file()
    const typed = ` ${receipt.slice(0, 4)}-${receipt.slice(4, 8)} ${receipt.slice(8)} `.toLowerCase()
    expect((await new Follower(typed).look()).case.id).toBe(id)
  })

  it('that is wrong is not found, and after too many the network has to wait', async () => {
    const { receipt } = await file()
    const guesser = new Follower('00000000000000', '203.0.113.7')
    for (let at = 0; at < complaintRule.wrongReceipts.most; at++) {
      expect(await guesser.refusal('GET', '')).toBe('not_found')
    }
    expect(await guesser.refusal('GET', '')).toBe('too_many')
    expect(await new Follower(receipt, '203.0.113.7').refusal('GET', '')).toBe('too_many')
    expect((await new Follower(receipt).look()).case.stage).toBe('filed')
    vi.setSystemTime(start.getTime() + complaintRule.wrongReceipts.seconds * 1_000)
    expect((await new Follower(receipt, '203.0.113.7').look()).case.stage).toBe('filed')
  })

  it('has a form', async () => {
    expect(await new Follower('7K3Q').refusal('GET', '')).toBe('invalid_request')
  })
})

/** Counted voices on an outlet by grade, whether or not they are enough to be shown. */
async function spreadOf(outlet: string): Promise<unknown[]> {
  const [tally] = await rows(
    "SELECT g1, g2, g3, g4, g5 FROM tally WHERE scope = 'outlet' AND period = '365d' AND id = ?1",
    outlet,
  )
  return Object.values(tally ?? {})
}

describe('the voice that a complaint is', () => {
  it('is one of grade 2 from filing until the handling is graded, and its resident cannot say something else', async () => {
    const by = new Resident()
    const outlet = outlets.clinic.id
    const subject = { kind: 'outlet', id: outlet } as const
    const spread = () => spreadOf(outlet)
    await by.rate('outlet', outlet, 5)
    expect(await spread()).toEqual([0, 0, 0, 0, 1])
    const { case: id, follower } = await file({ subject }, { by })
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
    const again = await by.post({ subject, grade: 5 })
    expect((await problemIn(again, 'POST', '/api/ratings')).code).toBe('complaint_open')
    const back = await by.withdraw('outlet', outlet)
    expect((await problemIn(back, 'DELETE', `/api/ratings/outlet/${outlet}`)).code).toBe('complaint_open')

    await act(community, id, accept)
    await act(community, id, { act: 'answer', text: '正在核实。' })
    await act(community, id, resolve)
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
    const reopened = await follower.reopen()
    expect(reopened.case).toMatchObject({ stage: 'reopened', level: 'subdistrict', reopened: 1, unit: null })
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
    await act(subdistrict, id, accept)
    await act(subdistrict, id, resolve)
    const confirmed = await follower.confirm(4)
    expect(confirmed.case).toMatchObject({ stage: 'closed', outcome: 'confirmed', grade: 4 })
    expect(await spread()).toEqual([0, 0, 0, 1, 0])
    await by.rate('outlet', outlet, 3)
    expect(await spread()).toEqual([0, 0, 1, 0, 0])
  })

  it('goes with a complaint that was abuse, and stays where it was only refused', async () => {
    const outlet = outlets.chainPharmacy.id
    const subject = { kind: 'outlet', id: outlet } as const
    const spread = () => spreadOf(outlet)
    const [refused, abuse] = [await file({ subject }), await file({ subject })]
    expect(await spread()).toEqual([0, 2, 0, 0, 0])
    await act(neighbour, refused.case, { act: 'reject', reason: '不属于本平台', abuse: false })
    await act(neighbour, abuse.case, { act: 'reject', reason: '辱骂', abuse: true })
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
    expect(await abuse.follower.refusal('POST', '/reopen', { text: '不服' })).toBe('not_now')
    await refused.by.rate('outlet', outlet, 5)
    expect(await spread()).toEqual([0, 0, 0, 0, 1])
    await refused.follower.reopen()
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
  })

  it('stays of grade 2 while another complaint of the same resident on the same subject is open', async () => {
    const by = new Resident()
    const outlet = outlets.barber.id
    const subject = { kind: 'outlet', id: outlet } as const
    const spread = () => spreadOf(outlet)
    const [first, second] = [
      await file({ subject }, { by }),
      await file({ subject, kind: 'hygiene' }, { by }),
    ]
    for (const { case: id } of [first, second]) {
      await act(neighbour, id, { act: 'accept', unit: communities.xingyuan })
      await act(neighbour, id, resolve)
    }
    await first.follower.confirm(5)
    expect(await spread()).toEqual([0, 1, 0, 0, 0])
    await second.follower.confirm(4)
    expect(await spread()).toEqual([0, 0, 0, 1, 0])
  })
})

describe('staff', () => {
  it('act in their area, at the level of the case or above', async () => {
    const { case: id, follower } = await file()
    expect(await refusal(neighbour, id, accept)).toBe('forbidden')
    expect(await refusal(auditor, id, accept)).toBe('forbidden')
    expect((await atDesk(auditor, id)).mayAct).toBe(false)
    expect((await act(community, id, accept)).case).toMatchObject({
      stage: 'accepted',
      unit: communities.minan,
    })
    await act(community, id, resolve)
    await follower.reopen()
    expect(await refusal(community, id, accept)).toBe('forbidden')
    expect((await atDesk(community, id)).mayAct).toBe(false)
    expect((await act(city, id, { act: 'accept', unit: 'market' })).case.unit).toBe('market')
  })

  it('see what was written, with photos, and answer with photos', async () => {
    const { case: id, follower } = await file({}, { photos: 1 })
    await follower.add('今天还没改', 1)
    const seen = await atDesk(community, id)
    expect(seen.messages.map(({ act: done, photos }) => [done, photos.length])).toEqual([
      ['file', 1],
      ['add', 1],
    ])
    const [photo = ''] = seen.messages[0]?.photos ?? []
    const picture = await community.fetch('GET', `/api/desk/complaints/${id}/photos/${photo}`)
    expect(picture.status).toBe(200)
    await picture.arrayBuffer()
    expect(await neighbour.refusal('GET', `/api/desk/complaints/${id}/photos/${photo}`)).toBe('forbidden')
    await act(community, id, accept)
    await act(community, id, { act: 'answer', text: '已经改了价签，请看照片。' }, { photos: 1 })
    const mine = await follower.look()
    expect(mine.messages.at(-1)).toMatchObject({ by: 'staff', level: 'community', act: 'answer' })
    expect(mine.messages.at(-1)?.photos).toHaveLength(1)
    expect(await refusal(community, id, { act: 'assign', unit: 'market' }, { photos: 1 })).toBe(
      'invalid_request',
    )
  })

  it('start from what they have read, once', async () => {
    const { case: id } = await file()
    const key = crypto.randomUUID()
    const [one, twin] = await Promise.all([
      sendAct(community, id, accept, { version: 1, key }),
      sendAct(community, id, accept, { version: 1, key }),
    ])
    expect([one.status, twin.status]).toEqual([200, 200])
    expect((await atDesk(community, id)).version).toBe(2)
    expect(await refusal(community, id, resolve, { version: 1 })).toBe('changed_meanwhile')
    expect(await refusal(community, id, accept)).toBe('not_now')
  })

  it('leave a row in the history, without what was written', async () => {
    const { case: id } = await file()
    await act(community, id, accept)
    await act(community, id, resolve)
    const left = await rows(
      "SELECT actor, after FROM change WHERE subject_kind = 'complaint' AND subject = ?1",
      id,
    )
    expect(left).toHaveLength(2)
    expect(JSON.stringify(left)).not.toContain('退')
    expect(left[0]?.['after']).toContain('"unit":"411281001001"')
  })

  it('mark a case complex with a reason, and it has a month', async () => {
    const { case: id } = await file()
    await act(community, id, accept)
    const { case: extended } = await act(community, id, { act: 'extend', reason: '要等检测结果' })
    expect(extended.complexReason).toBe('要等检测结果')
    expect(extended.deadlines.resolve).toBe('2026-12-24T16:00:00.000Z')
    expect(await refusal(community, id, { act: 'extend', reason: '再等等' })).toBe('not_now')
  })

  it('transfer it elsewhere, and everybody sees where to', async () => {
    const { case: id } = await file()
    await act(community, id, {
      act: 'transfer',
      to: 'department',
      department: 'police',
      reason: '属公安职责',
    })
    expect((await shownCase(id)).case).toMatchObject({
      stage: 'transferred',
      unit: 'police',
      ended: { reason: '属公安职责', to: 'department' },
    })
  })

  it('merge a case into another, and what they do is done to both', async () => {
    const [main, twin] = [await file(), await file()]
    expect(await refusal(community, twin.case, { act: 'merge', into: main.case })).toBe('not_now')
    await act(community, main.case, accept)
    expect((await act(community, twin.case, { act: 'merge', into: main.case })).case).toMatchObject({
      stage: 'accepted',
      unit: communities.minan,
      mergedInto: main.case,
    })
    expect(await refusal(community, twin.case, resolve)).toBe('not_now')
    expect(await refusal(community, main.case, { act: 'merge', into: twin.case })).toBe('not_now')
    await act(community, main.case, { ...resolve }, { photos: 1 })
    const mine = await twin.follower.look()
    expect(mine.case.stage).toBe('resolved')
    expect(mine.messages.at(-1)).toMatchObject({ act: 'resolve', text: resolve.text })
    const [photo = ''] = mine.messages.at(-1)?.photos ?? []
    expect((await twin.follower.fetch('GET', `/photos/${photo}`)).status).toBe(200)
    await main.follower.confirm(5)
    const alone = await twin.follower.reopen()
    expect(alone.case).toMatchObject({ mergedInto: null, stage: 'reopened', level: 'subdistrict' })
    expect((await shownCase(main.case)).case.stage).toBe('closed')
  })

  it('merge a case into a complex one, and it has the same time', async () => {
    const [main, twin] = [await file(), await file()]
    await act(community, main.case, accept)
    await act(community, main.case, { act: 'extend', reason: '要等检测结果' })
    const { case: merged } = await act(community, twin.case, { act: 'merge', into: main.case })
    expect(merged).toMatchObject({ mergedInto: main.case, complexReason: '要等检测结果' })
    expect(merged.deadlines.resolve).toBe('2026-12-24T16:00:00.000Z')
    // Eight working days later it has not risen, and those who had it still may resolve both.
    await act(community, main.case, { act: 'answer', text: '样品已经送检。' })
    vi.setSystemTime(new Date('2026-12-04T04:00:00Z'))
    await community.signIn('minan')
    await act(community, main.case, resolve)
    expect((await twin.follower.look()).case).toMatchObject({
      stage: 'resolved',
      level: 'community',
      late: 0,
    })
  })

  it('name the department that a case goes to, and none beside a hotline', async () => {
    const { case: id } = await file()
    const transfer = { act: 'transfer', reason: '属其职责' }
    expect(await refusal(community, id, { ...transfer, to: 'department', department: null })).toBe(
      'invalid_request',
    )
    expect(await refusal(community, id, { ...transfer, to: '12345', department: 'police' })).toBe(
      'invalid_request',
    )
    expect((await act(community, id, { ...transfer, to: '12315' })).case.stage).toBe('transferred')
  })

  it('and the complainant at the same moment: one of them is first, and the other is told', async () => {
    const { case: id, follower } = await file()
    await act(community, id, accept)
    await act(community, id, resolve)
    const answers = await Promise.all([
      follower.fetch('POST', '/confirm', { grade: 4 }),
      follower.fetch('POST', '/reopen', { text: '没有解决' }),
      follower.fetch('POST', '/confirm', { grade: 2 }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const both = await file()
    const taken = await Promise.all([
      sendAct(community, both.case, accept, { version: 1 }),
      sendAct(city, both.case, { act: 'reject', reason: '不属实', abuse: false }, { version: 1 }),
    ])
    expect(taken.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect((await shownCase(both.case)).events).toHaveLength(2)
  })

  it('publish what the complainant allowed, and take it back', async () => {
    const closed = await file()
    expect(await refusal(community, closed.case, { act: 'publish', text: true, photos: [] })).toBe('not_now')
    const { case: id } = await file({ mayPublish: true }, { photos: 2 })
    const [photo = ''] = (await atDesk(community, id)).messages[0]?.photos ?? []
    expect(await refusal(community, id, { act: 'publish', text: true, photos: ['nothing123'] })).toBe(
      'invalid_request',
    )
    await act(community, id, { act: 'publish', text: true, photos: [photo] })
    const { published } = (await shownCase(id)).case
    expect(published).toMatchObject({ text: overcharged.text, photos: [expect.any(String)], summary: null })
    const address = `/api/complaints/photos/${published?.photos[0]}`
    const everybody = new Browser()
    const picture = await everybody.fetch('GET', address)
    expect(picture.status).toBe(200)
    // It can be taken back, so that nobody may go on showing it without asking.
    expect(picture.headers.get('Cache-Control')).toBe('public, no-cache')
    await picture.arrayBuffer()
    await act(community, id, { act: 'publish', text: false, photos: [] })
    expect((await shownCase(id)).case.published).toBeNull()
    expect(await everybody.refusal('GET', address)).toBe('not_found')
  })
})

describe('a merchant', () => {
  it('reads what the complainant lets them, and answers it', async () => {
    const hidden = await file()
    const open = await file({ merchantMaySee: true }, { photos: 1 })
    await open.follower.add('只给工作人员看的话')
    const path = `/api/listings/${pharmacy.id}/complaints`
    const seen = JSON.stringify(await merchant.do('GET', path))
    expect(seen).toContain(open.case)
    expect(seen).not.toContain(hidden.case)
    expect(seen).not.toContain('只给工作人员看的话')
    const key = () => ({ 'Idempotency-Key': crypto.randomUUID() })
    const said = await merchant.fetch('POST', `${path}/${open.case}`, { text: '马上退' }, key())
    expect(said.status, await said.text()).toBe(200)
    expect((await open.follower.look()).messages.at(-1)).toMatchObject({ by: 'merchant', text: '马上退' })
    expect(await merchant.refusal('POST', `${path}/${hidden.case}`, { text: '马上退' }, key())).toBe(
      'not_found',
    )
    const [photo = ''] = (await open.follower.look()).messages[0]?.photos ?? []
    const picture = await merchant.fetch('GET', `${path}/${open.case}/photos/${photo}`)
    expect(picture.status).toBe(200)
    await picture.arrayBuffer()
  })

  it('answers also what is older than the list that they are given', async () => {
    const { case: id } = await file({ merchantMaySee: true })
    await env.DB.prepare(
      `INSERT INTO complaint (seq, id, receipt, voice, subject_kind, subject, subject_name, kind, merchant_may_see,
          may_publish, filed_at, filed_on, version, stage, level, began_at, calendar)
        SELECT 1000000 + later.key, 'later' || (100000 + later.key), 'later' || later.key, '', 'outlet', ?1, '', 'price',
          1, 0, filed_at, filed_on, 1, 'transferred', 'community', began_at, calendar
        FROM complaint, json_each(?3) AS later WHERE complaint.id = ?2`,
    )
      .bind(pharmacy.id, id, JSON.stringify(Array.from({ length: CASES_A_PAGE }, () => 0)))
      .run()
    const path = `/api/listings/${pharmacy.id}/complaints`
    expect(JSON.stringify(await merchant.do('GET', path))).not.toContain(id)
    const key = { 'Idempotency-Key': crypto.randomUUID() }
    const said = await merchant.fetch('POST', `${path}/${id}`, { text: '马上退' }, key)
    expect(said.status, await said.text()).toBe(200)
    await env.DB.prepare("DELETE FROM complaint WHERE id LIKE 'later%'").run()
  })
})
