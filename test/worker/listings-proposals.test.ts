import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Judgement } from '../../schema/contract/listing.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, newOutlet, shown, stopClock } from './keepers.ts'
import { communities, loadTown } from './town.ts'

let merchant: Keeper
let community: Keeper
let city: Keeper

beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  merchant = await keeper('huimin', 'merchant')
  community = await keeper('minan', 'community')
  city = await keeper('office', 'city')
})
afterAll(() => {
  vi.useRealTimers()
})

const approve: Judgement = { verdict: 'approve' }
const refuse: Judgement = { verdict: 'refuse', reason: '与门头招牌不一致' }
const undo: Judgement = { verdict: 'undo' }

/** An outlet with a new name that waits, and the proposal's identifier. */
async function proposed(name = '惠民大药房（民安店）'): Promise<{ outlet: string; id: string }> {
  const outlet = await newOutlet(merchant)
  await merchant.edit(outlet, { name })
  return { outlet, id: await waitingId(outlet) }
}

async function waitingId(outlet: string, field = 'name'): Promise<string> {
  const one = await merchant.waiting(outlet, field)
  if (one?.state !== 'waiting') throw new Error('nothing waits')
  return one.id
}

const nameOf = async (outlet: string) => (await shown(outlet)).name
const statesOf = async (outlet: string) =>
  (await rows('SELECT state FROM proposal WHERE outlet = ?1 ORDER BY rowid', outlet)).map(
    ({ state }) => state,
  )

describe('what staff check first', () => {
  it.each([
    ['name', '惠民大药房（民安店）', '惠民大药房'],
    ['type', 'clinic', 'pharmacy'],
    ['address', '千秋路 20 号', '千秋路 18 号'],
    ['address', null, '千秋路 18 号'],
    ['chain', true, null],
    ['chain', false, null],
  ])('%s as %j waits, and the public sees the old value', async (field, value, current) => {
    const outlet = await newOutlet(merchant)
    const before = await shown(outlet)
    const { version } = await merchant.listing(outlet)
    expect(await merchant.edit(outlet, { [field]: value })).toEqual({ version, shown: [], waiting: [field] })
    expect(await shown(outlet)).toEqual(before)
    expect(await merchant.listing(outlet)).toMatchObject({
      version,
      fields: { [field]: current },
      waiting: [{ field, value, state: 'waiting', reason: null }],
    })
    const [entry] = await merchant.history(outlet)
    expect(entry).toMatchObject({
      by: { handle: 'huimin' },
      before: null,
      after: { proposal: field, state: 'waiting', value },
      restorable: false,
    })
    const proposal = (await community.proposals()).find((one) => one.outlet === outlet)
    expect(proposal).toMatchObject({ field, value, current, community: '民安社区', by: 'huimin' })
    await community.judge(proposal?.id ?? '', approve)
    expect(await shown(outlet)).toMatchObject({
      [field]: value,
      confirmedBy: 'staff',
      confirmedAt: '2026-09-01',
    })
    expect((await community.history(outlet))[0]).toMatchObject({
      by: { role: 'community', handle: 'minan' },
      before: { [field]: current },
      after: { [field]: value },
    })
    expect(await merchant.waiting(outlet, field)).toBeNull()
  })

  it('beside what shows at once', async () => {
    const outlet = await newOutlet(merchant)
    const answer = await merchant.edit(outlet, { phone: '110', name: '甲', chain: true })
    expect(answer).toMatchObject({ shown: ['phone'], waiting: ['name', 'chain'] })
    expect(await shown(outlet)).toMatchObject({ phone: '110', name: '惠民大药房', chain: null })
  })

  it('is replaced by what is proposed anew, and kept in the history', async () => {
    const { outlet, id } = await proposed('甲')
    await merchant.edit(outlet, { name: '乙' })
    expect(await merchant.waiting(outlet)).toMatchObject({ value: '乙', state: 'waiting' })
    expect(await statesOf(outlet)).toEqual(['withdrawn', 'waiting'])
    expect((await merchant.history(outlet))[0]).toMatchObject({
      before: { proposal: 'name', state: 'waiting', value: '甲' },
      after: { proposal: 'name', state: 'waiting', value: '乙' },
    })
    // who still has the old one before them does not approve the new one with it
    expect(await community.refusedJudgement(id, approve)).toBe('changed_meanwhile')
    expect(await nameOf(outlet)).toBe('惠民大药房')
  })

  it('keeps its place when the same is proposed again', async () => {
    const { outlet, id } = await proposed('甲')
    await merchant.edit(outlet, { name: '甲', phone: '110' })
    expect(await waitingId(outlet)).toBe(id)
    expect(await statesOf(outlet)).toEqual(['waiting'])
  })

  it('is taken back by the merchant, once', async () => {
    const { outlet, id } = await proposed()
    const path = `/api/listings/${outlet}/proposals/name`
    await merchant.do('DELETE', path)
    expect(await merchant.waiting(outlet)).toBeNull()
    expect((await merchant.history(outlet))[0]).toMatchObject({
      before: { proposal: 'name', state: 'waiting' },
      after: { proposal: 'name', state: 'withdrawn' },
    })
    expect(await merchant.history(outlet)).toHaveLength(2)
    expect(await merchant.refusal('DELETE', path)).toBe('not_found')
    expect(await merchant.refusal('DELETE', `/api/listings/${outlet}/proposals/hours`)).toBe('not_found')
    expect(await merchant.history(outlet)).toHaveLength(2)
    for (const judgement of [approve, refuse, undo]) {
      expect(await community.refusedJudgement(id, judgement)).toBe('changed_meanwhile')
    }
  })

  it('is listed for those in whose area it stands, the oldest first', async () => {
    const near = await newOutlet(merchant)
    const far = await newOutlet(merchant, communities.xingyuan)
    const nowhere = await newOutlet(merchant, null)
    for (const outlet of [near, far, nowhere]) {
      vi.setSystemTime(Date.now() + 1000)
      await merchant.edit(outlet, { name: '某店' })
    }
    const seenBy = async (who: Keeper) =>
      (await who.proposals()).map(({ outlet }) => outlet).filter((id) => [near, far, nowhere].includes(id))
    expect(await seenBy(city)).toEqual([near, far, nowhere])
    expect(await seenBy(await keeper('auditor', 'auditor'))).toEqual([near, far, nowhere])
    expect(await seenBy(await keeper('qianqiu', 'subdistrict'))).toEqual([near, far])
    expect(await seenBy(community)).toEqual([near])
  })
})

describe('staff', () => {
  it('refuse with a reason that the merchant is told until they propose anew', async () => {
    const { outlet, id } = await proposed()
    expect(await community.refusedJudgement(id, { verdict: 'refuse' })).toBe('invalid_request')
    expect(await community.refusedJudgement(id, { verdict: 'refuse', reason: ' ' })).toBe('invalid_request')
    await community.judge(id, refuse)
    expect(await merchant.waiting(outlet)).toMatchObject({ state: 'refused', reason: '与门头招牌不一致' })
    expect(await nameOf(outlet)).toBe('惠民大药房')
    const [entry] = await merchant.history(outlet)
    expect(entry).toMatchObject({
      by: { role: 'community', handle: null },
      before: { proposal: 'name', state: 'waiting' },
      after: { proposal: 'name', state: 'refused', reason: '与门头招牌不一致' },
      restorable: false,
    })
    await merchant.edit(outlet, { name: '乙' })
    expect((await merchant.listing(outlet)).waiting).toMatchObject([{ value: '乙', state: 'waiting' }])
  })

  it('take an approval back: the old value shows, and the proposal waits again', async () => {
    const { outlet, id } = await proposed('甲')
    await community.judge(id, approve)
    expect(await nameOf(outlet)).toBe('甲')
    await community.judge(id, undo)
    expect(await nameOf(outlet)).toBe('惠民大药房')
    expect(await waitingId(outlet)).toBe(id)
    await community.judge(id, refuse)
    await community.judge(id, undo)
    expect(await waitingId(outlet)).toBe(id)
    await community.judge(id, approve)
    expect(await nameOf(outlet)).toBe('甲')
    // each of it is in the history
    expect((await community.history(outlet)).map(({ after }) => after)).toEqual([
      { name: '甲' },
      { proposal: 'name', state: 'waiting' },
      { proposal: 'name', state: 'refused', reason: '与门头招牌不一致' },
      { name: '惠民大药房' },
      { name: '甲' },
      { proposal: 'name', state: 'waiting', value: '甲' },
    ])
  })

  it.each<[string, unknown, unknown]>([
    ['chain', true, null],
    ['address', null, '千秋路 18 号'],
  ])('take an approval back that was of nothing, or to nothing: %s', async (field, value, before) => {
    const outlet = await newOutlet(merchant)
    await merchant.edit(outlet, { [field]: value })
    const id = await waitingId(outlet, field)
    await community.judge(id, approve)
    expect(await shown(outlet)).toMatchObject({ [field]: value })
    await community.judge(id, undo)
    expect(await shown(outlet)).toMatchObject({ [field]: before })
  })

  it.each<[string, readonly Judgement[], Judgement]>([
    ['take back what nobody decided', [], undo],
    ['approve what is approved', [approve], approve],
    ['refuse what is approved', [approve], refuse],
    ['approve what is refused', [refuse], approve],
    ['take back twice', [approve, undo], undo],
  ])('do not %s', async (_, before, judgement) => {
    const { outlet, id } = await proposed()
    for (const one of before) await community.judge(id, one)
    const name = await nameOf(outlet)
    const states = await statesOf(outlet)
    expect(await community.refusedJudgement(id, judgement)).toBe('changed_meanwhile')
    expect(await nameOf(outlet)).toBe(name)
    expect(await statesOf(outlet)).toEqual(states)
  })

  it('do not take back an approval over what somebody has set since', async () => {
    const { outlet, id } = await proposed('甲')
    await community.judge(id, approve)
    await community.edit(outlet, { name: '乙' })
    expect(await community.refusedJudgement(id, undo)).toBe('changed_meanwhile')
    expect(await nameOf(outlet)).toBe('乙')
  })

  it.each([
    ['an approval', approve],
    ['a refusal', refuse],
  ])('do not take back %s while something newer waits', async (_, judgement) => {
    const { outlet, id } = await proposed('甲')
    await community.judge(id, judgement)
    await merchant.edit(outlet, { name: '乙' })
    const name = await nameOf(outlet)
    expect(await community.refusedJudgement(id, undo)).toBe('changed_meanwhile')
    expect(await nameOf(outlet)).toBe(name)
    expect(await merchant.waiting(outlet)).toMatchObject({ value: '乙', state: 'waiting' })
  })

  it.each<[string, Judgement, Judgement]>([
    ['approve, refuse', approve, refuse],
    ['refuse, refuse', refuse, refuse],
    ['approve, approve', approve, approve],
  ])('are one when two decide at once: %s', async (_, one, two) => {
    const { outlet, id } = await proposed('甲')
    const path = `/api/desk/proposals/${id}`
    const answers = await Promise.all([community.fetch('POST', path, one), city.fetch('POST', path, two)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 412])
    const [state] = await statesOf(outlet)
    expect(await nameOf(outlet)).toBe(state === 'approved' ? '甲' : '惠民大药房')
    expect(await community.history(outlet)).toHaveLength(2)
    for (const answer of answers) await answer.body?.cancel()
  })

  it('and a merchant who takes it back at once are one', async () => {
    const { outlet, id } = await proposed('甲')
    const [judged, taken] = await Promise.all([
      community.fetch('POST', `/api/desk/proposals/${id}`, approve),
      merchant.fetch('DELETE', `/api/listings/${outlet}/proposals/name`),
    ])
    const approved = (await statesOf(outlet))[0] === 'approved'
    expect([judged.status, taken.status]).toEqual(approved ? [204, 404] : [412, 204])
    expect(await nameOf(outlet)).toBe(approved ? '甲' : '惠民大药房')
    await judged.body?.cancel()
    await taken.body?.cancel()
  })

  it.each([
    ['of another community', () => keeper('xingyuan', 'community', { area: communities.xingyuan })],
    ['of another subdistrict', () => keeper('xinqu', 'subdistrict', { area: '411281006' })],
    ['who only read', () => keeper('reader', 'auditor')],
    ['who are no staff', async () => merchant],
  ])('%s do not judge', async (_, who) => {
    const { outlet, id } = await proposed()
    const stranger = await who()
    for (const judgement of [approve, refuse, undo]) {
      expect(await stranger.refusedJudgement(id, judgement)).toBe('forbidden')
    }
    expect(await statesOf(outlet)).toEqual(['waiting'])
  })

  it('judge what there is', async () => {
    expect(await city.refusedJudgement('nothing0001', approve)).toBe('not_found')
    const { id } = await proposed()
    expect(await city.refusedJudgement(id, { verdict: 'perhaps' })).toBe('invalid_request')
  })
})

describe('a dispute', () => {
  it('freezes what is checked and not what shows at once', async () => {
    const { outlet, id } = await proposed('甲')
    await community.dispute(outlet, true)
    expect((await merchant.listing(outlet)).disputed).toBe(true)
    expect((await merchant.refusedEdit(outlet, { name: '乙', phone: '110' })).code).toBe('frozen')
    expect(await shown(outlet)).toMatchObject({ phone: '0398-0001288' })
    await merchant.edit(outlet, { phone: '110', name: '惠民大药房' })
    expect(await shown(outlet)).toMatchObject({ phone: '110' })
    // what waits is not approved over it, but may be refused
    expect(await community.refusedJudgement(id, approve)).toBe('frozen')
    await community.judge(id, refuse)
    await community.edit(outlet, { name: '丙' })
    await community.dispute(outlet, false)
    await merchant.edit(outlet, { name: '乙' })
    expect(await merchant.waiting(outlet)).toMatchObject({ value: '乙' })
  })

  it('is told in the history once, with its reason', async () => {
    const outlet = await newOutlet(merchant)
    await community.dispute(outlet, false)
    await community.dispute(outlet, true)
    await city.dispute(outlet, true)
    expect(await merchant.history(outlet)).toMatchObject([
      {
        by: { role: 'community', handle: null },
        before: { disputed: false },
        after: { disputed: true, reason: '两人都称是店主' },
        restorable: false,
      },
    ])
  })

  it('is not a merchant’s to begin or end', async () => {
    const outlet = await newOutlet(merchant)
    const body = { disputed: true, reason: '是我的' }
    expect(await merchant.refusal('POST', `/api/listings/${outlet}/dispute`, body)).toBe('forbidden')
  })
})
