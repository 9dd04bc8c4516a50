import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { NewOutletMade } from '../../schema/contract/ledger.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, shown, start, stopClock } from './keepers.ts'
import { communities, loadTown } from './town.ts'

let community: Keeper
let city: Keeper

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  community = await keeper('minan', 'community')
  city = await keeper('office', 'city')
})
afterAll(() => {
  vi.useRealTimers()
})

const breakfast = {
  name: '  银杏路  早餐店 ',
  type: 'breakfast',
  address: '银杏路 12 号',
  position: [111.8712, 34.7465],
  circle: communities.minan,
  hours: 'Mo-Su 05:30-10:00',
  phone: null,
}
const path = '/api/desk/outlets'
const withKey = (key: string = crypto.randomUUID()) => ({ 'Idempotency-Key': key })
const count = async () => (await rows('SELECT count(*) AS n FROM outlet'))[0]?.['n']

it('adds an outlet that everybody sees, with who added it', async () => {
  const response = await community.fetch('POST', path, breakfast, withKey())
  expect(response.status).toBe(201)
  const { id, version } = v.parse(NewOutletMade, await response.json())
  expect(version).toBe(start.toISOString())
  expect(await shown(id)).toMatchObject({
    ...breakfast,
    name: '银杏路 早餐店',
    source: 'ledger',
    status: 'open',
    confirmedAt: '2026-11-24',
    confirmedBy: 'staff',
    updatedAt: version,
  })
  const [first, ...more] = await community.history(id)
  expect(more).toEqual([])
  expect(first).toMatchObject({ by: { handle: 'minan' }, before: null, restorable: false })
  expect(first?.after).toMatchObject({ name: '银杏路 早餐店', position: [111.8712, 34.7465] })
  const edit = await community.edit(id, { phone: '0398-0001299' }, { version })
  expect(edit.shown).toEqual(['phone'])
})

it('is taken once, however often it is sent', async () => {
  const before = await count()
  const headers = withKey()
  const answers = await Promise.all(
    [1, 2].map(async () => (await community.fetch('POST', path, breakfast, headers)).json()),
  )
  expect(answers[0]).toEqual(answers[1])
  expect(await (await community.fetch('POST', path, breakfast, headers)).json()).toEqual(answers[0])
  expect(Number(await count()) - Number(before)).toBe(1)
  expect(await community.refusal('POST', path, { ...breakfast, phone: '1' }, headers)).toBe('key_reused')
})

it.each([
  ['position', { position: [113.6, 34.75] }],
  ['circle', { circle: '999999999999' }],
  ['hours', { hours: 'early' }],
  ['name', { name: ' ' }],
  ['type', { type: 'casino' }],
])('refuses what cannot be: %s', async (field, wrong) => {
  const before = await count()
  const { code, fields } = await city.problem('POST', path, { ...breakfast, ...wrong }, withKey())
  expect(code).toBe('invalid_request')
  expect(fields?.map((one) => one.field)).toEqual([field])
  expect(await count()).toBe(before)
})

it('wants a key, and refuses another community', async () => {
  expect((await community.problem('POST', path, breakfast)).code).toBe('invalid_request')
  const elsewhere = { ...breakfast, circle: communities.xingyuan }
  expect(await community.refusal('POST', path, elsewhere, withKey())).toBe('forbidden')
})
