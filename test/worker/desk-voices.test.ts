import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CommentList, HeldList } from '../../schema/contract/desk.ts'
import { rows } from './accounts.ts'
import { type Keeper, keeper, start, stopClock } from './keepers.ts'
import { measure, Resident } from './residents.ts'
import { loadTown, outlets } from './town.ts'

let staff: Keeper
beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  staff = await keeper('minan', 'community')
})
beforeEach(async () => {
  vi.setSystemTime(start)
  await rows('DELETE FROM voice')
})
afterAll(() => {
  vi.useRealTimers()
})

const { pharmacy } = outlets
const later = () => vi.setSystemTime(Date.now() + 1_000)
const lastChange = async () =>
  (await rows("SELECT before, after FROM change WHERE subject_kind = 'voice' ORDER BY id DESC LIMIT 1"))[0]

describe('a comment', () => {
  const waiting = async () =>
    v
      .parse(CommentList, await staff.do('GET', '/api/desk/comments'))
      .comments.map(({ id, at }) => ({ id, at }))

  /** A comment that waits, as staff read it. */
  async function said(resident = new Resident()) {
    await resident.rate('outlet', pharmacy.id, 5, { comment: '店员一直很耐心' })
    later()
    const [comment] = await waiting()
    if (!comment) throw new Error('nothing waits')
    return { path: `/api/desk/comments/${comment.id}`, at: comment.at, resident }
  }

  it('is refused only with a reason, which the history keeps', async () => {
    const { path, at } = await said()
    expect(await staff.refusal('POST', path, { at, verdict: 'refuse' })).toBe('invalid_request')
    expect(await waiting()).toHaveLength(1)
    await staff.do('POST', path, { at, verdict: 'refuse', reason: '是广告' })
    expect(await waiting()).toEqual([])
    expect(await lastChange()).toEqual({
      before: '{"state":"waiting"}',
      after: `{"state":"refused","said":"${at}","reason":"是广告"}`,
    })
  })

  it.each([{ verdict: 'approve' }, { verdict: 'refuse', reason: '是广告' }])(
    'waits again when that is taken back, and the grade counts all along: %j',
    async (judgement) => {
      const { path, at } = await said()
      const before = await measure()
      await staff.do('POST', path, { at, ...judgement })
      later()
      await staff.do('POST', path, { at, verdict: 'undo' })
      expect(await waiting()).toHaveLength(1)
      expect(await measure()).toMatchObject({ voices: before.voices, distribution: before.distribution })
      later()
      expect(await staff.refusal('POST', path, { at, verdict: 'undo' })).toBe('changed_meanwhile')
    },
  )

  it('is left alone when something else has been said since', async () => {
    const { path, at, resident } = await said()
    await staff.do('POST', path, { at, verdict: 'approve' })
    later()
    await resident.rate('outlet', pharmacy.id, 4, { comment: '换了一句' })
    later()
    expect(await staff.refusal('POST', path, { at, verdict: 'undo' })).toBe('changed_meanwhile')
  })
})

describe('a voice that is held back', () => {
  const held = async () => v.parse(HeldList, await staff.do('GET', '/api/desk/held')).held

  async function heldVoice(resident = new Resident()) {
    await resident.rate('outlet', pharmacy.id, 5)
    later()
    const changed = new Date(Date.now()).toISOString()
    await rows("UPDATE voice SET review = 'held', reason = 'subject_burst', changed_at = ?1", changed)
    later()
    const [voice] = await held()
    return { path: `/api/desk/held/${voice?.id}`, resident }
  }

  it.each(['clear', 'drop'])(
    'is held again for the same reason when that is taken back: %s',
    async (verdict) => {
      const { path } = await heldVoice()
      const before = await measure()
      expect(before).toMatchObject({ voices: 0, heldBack: 1 })
      await staff.do('POST', path, { verdict, reason: '核实过' })
      expect(await measure()).toMatchObject({ voices: verdict === 'clear' ? 1 : 0, heldBack: 0 })
      later()
      await staff.do('POST', path, { verdict: 'undo' })
      expect(await held()).toMatchObject([{ reason: 'subject_burst' }])
      expect(await measure()).toMatchObject({ voices: 0, heldBack: 1 })
      expect(await lastChange()).toMatchObject({ after: '{"review":"held","reason":"subject_burst"}' })
      later()
      expect(await staff.refusal('POST', path, { verdict: 'undo' })).toBe('changed_meanwhile')
      await staff.do('POST', path, { verdict: 'clear', reason: '核实过' })
      expect(await measure()).toMatchObject({ voices: 1, heldBack: 0 })
    },
  )

  it('is left alone when it has been withdrawn since, or was never held', async () => {
    const { path, resident } = await heldVoice()
    await staff.do('POST', path, { verdict: 'drop', reason: '像是刷的' })
    later()
    await resident.withdraw('outlet', pharmacy.id)
    expect(await staff.refusal('POST', path, { verdict: 'undo' })).toBe('changed_meanwhile')

    await new Resident().rate('outlet', outlets.clinic.id, 1)
    later()
    const [{ id } = {}] = await rows('SELECT id FROM voice WHERE subject = ?1', outlets.clinic.id)
    await staff.do('POST', `/api/desk/held/${id}`, { verdict: 'drop', reason: '像是刷的' })
    later()
    expect(await staff.refusal('POST', `/api/desk/held/${id}`, { verdict: 'undo' })).toBe('changed_meanwhile')
  })
})
