import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { replyKeptFor } from '../../schema/catalog/reply-rule.ts'
import { CommentList } from '../../schema/contract/desk.ts'
import { COMMENT_MAX } from '../../schema/contract/limits.ts'
import type { Judgement } from '../../schema/contract/listing.ts'
import { VoicesPublic } from '../../schema/contract/rating.ts'
import { type KeptReply, RepliesWaiting, ReplyEntry, ReplyList } from '../../schema/contract/reply.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { forgetReplaced } from '../../worker/replies/store.ts'
import { rows } from './accounts.ts'
import { readAs } from './api.ts'
import { newOutlet, start, townWithKeepers } from './keepers.ts'
import { Resident } from './residents.ts'

const words = '等了很久才有人来。'
const thanks = '对不起，那天人手不够。现在中午也有两个人。'

const { merchant, other, community: staff, neighbour } = await townWithKeepers()
let outlet: string
let resident: Resident
/** the comment */
let voice: string

beforeEach(async () => {
  vi.setSystemTime(start)
  await env.DB.prepare('DELETE FROM reply').run()
  outlet = await newOutlet(merchant)
  resident = new Resident()
  await resident.rate('outlet', outlet, 2, { comment: words })
  voice = await approveComment()
})

/** Makes the one comment on the outlet public. */
async function approveComment(): Promise<string> {
  const { comments } = v.parse(CommentList, await staff.do('GET', '/api/desk/comments'))
  const found = comments.find(({ subject }) => subject.id === outlet)
  if (!found) throw new Error('no comment waits')
  await staff.do('POST', `/api/desk/comments/${found.id}`, { at: found.at, verdict: 'approve' })
  return found.id
}

async function judgeComment(judgement: object): Promise<void> {
  // An act is told apart by who does it, and when.
  vi.setSystemTime(Date.now() + 1_000)
  const [row] = await rows('SELECT at FROM voice WHERE id = ?1', voice)
  await staff.do('POST', `/api/desk/comments/${voice}`, { at: row?.['at'], ...judgement })
}

const path = () => `/api/listings/${outlet}/comments/${voice}/reply`
const write = async (text = thanks, to = words): Promise<KeptReply> =>
  v.parse(ReplyEntry, await merchant.do('PUT', path(), { to, text }))
const mine = async () =>
  v.parse(ReplyList, await merchant.do('GET', `/api/listings/${outlet}/replies`)).replies
const waiting = async (who = staff) =>
  v
    .parse(RepliesWaiting, await who.do('GET', '/api/desk/replies'))
    .replies.filter((one) => one.outlet === outlet)
const judge = (id: string, judgement: Judgement) => staff.do('POST', `/api/desk/replies/${id}`, judgement)
const takeBack = (id: string) => merchant.do('DELETE', `/api/listings/${outlet}/replies/${id}`)

/** What everybody reads under the comment; undefined when there is no comment. */
async function shownReply() {
  const { comments } = await readAs(VoicesPublic, `/api/ratings?kind=outlet&id=${outlet}`)
  return comments.find(({ id }) => id === voice)?.reply
}

/** Whether these words stand anywhere in the database. */
async function isKept(text: string): Promise<boolean> {
  const tables = await rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  )
  const dumps = await Promise.all(tables.map(({ name }) => rows(`SELECT * FROM "${String(name)}"`)))
  return JSON.stringify(dumps).includes(text)
}

describe('a reply', () => {
  it('waits beside its comment, and shows under it once staff have approved it', async () => {
    const { id } = await write()
    expect(await shownReply()).toBeNull()
    expect(await mine()).toEqual([
      { id, voice, text: thanks, at: start.toISOString(), state: 'waiting', reason: null },
    ])
    expect(await waiting()).toEqual([
      {
        id,
        outlet,
        name: '惠民大药房',
        community: expect.any(String),
        by: 'huimin',
        at: start.toISOString(),
        text: thanks,
        current: null,
        grade: 2,
        tags: [],
        comment: words,
      },
    ])
    expect(await waiting(neighbour)).toEqual([])
    await judge(id, { verdict: 'approve' })
    expect(await shownReply()).toEqual({ text: thanks, on: '2026-11-24' })
    expect(await waiting()).toEqual([])
  })

  it('is tidied, and must say something, and not too much', async () => {
    expect((await write(' 好的\r\n谢谢\t您 ')).text).toBe('好的\n谢谢 您')
    for (const text of ['', '  \n', '字'.repeat(COMMENT_MAX + 1), 'a\u0000b']) {
      expect(await merchant.refusal('PUT', path(), { to: words, text })).toBe('invalid_request')
    }
  })

  it('is one a comment: the same again changes nothing, other words take its place', async () => {
    const first = await write()
    expect(await write()).toEqual(first)
    const second = await write('谢谢您说出来。')
    expect((await waiting()).map(({ id }) => id)).toEqual([second.id])
    expect(await staff.refusal('POST', `/api/desk/replies/${first.id}`, { verdict: 'approve' })).toBe(
      'not_found',
    )
    await Promise.all([write('一起来的。'), write('一起来的。')])
    expect(await mine()).toHaveLength(1)
  })

  it('that is changed waits again, and the old one shows until then', async () => {
    const first = await write()
    await judge(first.id, { verdict: 'approve' })
    const second = await write('改过的话。')
    expect((await shownReply())?.text).toBe(thanks)
    expect((await waiting())[0]).toMatchObject({ current: thanks, text: '改过的话。' })
    await judge(second.id, { verdict: 'approve' })
    expect((await shownReply())?.text).toBe('改过的话。')
    await judge(second.id, { verdict: 'undo' })
    expect((await shownReply())?.text).toBe(thanks)
    expect((await mine()).map(({ state }) => state)).toEqual(expect.arrayContaining(['waiting', 'approved']))
  })

  it('is refused with a reason, which can be taken back', async () => {
    const { id } = await write()
    await judge(id, { verdict: 'refuse', reason: '带有广告' })
    expect(await mine()).toMatchObject([{ id, state: 'refused', reason: '带有广告' }])
    await judge(id, { verdict: 'undo' })
    expect(await waiting()).toMatchObject([{ id }])
    await judge(id, { verdict: 'refuse', reason: '带有广告' })
    await write('不带广告的。')
    expect((await mine()).map(({ state }) => state)).toEqual(['waiting'])
  })

  it.each(['waiting', 'approved', 'refused'])('can be taken back, and its words go: %s', async (state) => {
    const { id } = await write()
    expect(await isKept(thanks)).toBe(true)
    if (state === 'approved') await judge(id, { verdict: 'approve' })
    if (state === 'refused') await judge(id, { verdict: 'refuse', reason: '带有广告' })
    await takeBack(id)
    expect(await mine()).toEqual([])
    expect(await shownReply()).toBeNull()
    expect(await isKept(thanks)).toBe(false)
  })

  it('leaves in the history who did what and when, and no words', async () => {
    const { id } = await write()
    await judge(id, { verdict: 'approve' })
    await takeBack(id)
    const told = await rows(
      `SELECT actor, before ->> 'state' AS before, after ->> 'state' AS after FROM change
        WHERE subject_kind = 'reply' AND subject = ?1 ORDER BY id`,
      id,
    )
    expect(told).toEqual([
      { actor: merchant.account, before: null, after: 'waiting' },
      { actor: staff.account, before: 'waiting', after: 'approved' },
      { actor: merchant.account, before: 'approved', after: 'withdrawn' },
    ])
  })

  it('forgets a replaced version after some days', async () => {
    const first = await write()
    await judge(first.id, { verdict: 'approve' })
    await judge((await write('改过的话。')).id, { verdict: 'approve' })
    // The whole of the hourly run would also forget the network key, which the worker still remembers.
    const sweep = (seconds: number) => runBatch(env.DB, [forgetReplaced(start.getTime() + seconds * 1_000)])
    await sweep(replyKeptFor - 1)
    expect(await isKept(thanks)).toBe(true)
    await sweep(replyKeptFor)
    expect(await isKept(thanks)).toBe(false)
    expect((await shownReply())?.text).toBe('改过的话。')
  })
})

describe('a reply goes with its comment, whatever its state, and no word of it is left', () => {
  const endings: [string, () => Promise<unknown>][] = [
    ['the resident says something else', () => resident.rate('outlet', outlet, 2, { comment: '别的话。' })],
    ['the resident changes the grade', () => resident.rate('outlet', outlet, 5, { comment: words })],
    ['the resident withdraws', () => resident.withdraw('outlet', outlet)],
    [
      'staff refuse the comment',
      async () => {
        await judgeComment({ verdict: 'undo' })
        await judgeComment({ verdict: 'refuse', reason: '骂人的话' })
      },
    ],
    ['the outlet is deleted', () => env.DB.prepare('DELETE FROM outlet WHERE id = ?1').bind(outlet).run()],
  ]
  it.each(endings)('%s', async (_, end) => {
    await judge((await write()).id, { verdict: 'approve' })
    await judge((await write('改过一次。')).id, { verdict: 'approve' })
    await write('又改了一次。')
    await end()
    for (const text of [thanks, '改过一次。', '又改了一次。']) expect(await isKept(text)).toBe(false)
    expect(await rows('SELECT id FROM reply WHERE voice = ?1', voice)).toEqual([])
  })

  it('and stays when the voice only grows old, or is held back and cleared', async () => {
    await judge((await write()).id, { verdict: 'approve' })
    await env.DB.batch([
      env.DB.prepare('UPDATE voice SET recent = 0 WHERE id = ?1').bind(voice),
      env.DB.prepare("UPDATE voice SET review = 'held', reason = 'subject_burst' WHERE id = ?1").bind(voice),
    ])
    expect(await shownReply()).toBeUndefined()
    await env.DB.prepare("UPDATE voice SET review = 'cleared' WHERE id = ?1").bind(voice).run()
    expect((await shownReply())?.text).toBe(thanks)
  })

  it('and stays while staff look at the comment once more', async () => {
    await judge((await write()).id, { verdict: 'approve' })
    await judgeComment({ verdict: 'undo' })
    expect(await shownReply()).toBeUndefined()
    await judgeComment({ verdict: 'approve' })
    expect((await shownReply())?.text).toBe(thanks)
  })
})

describe('nobody replies', () => {
  it('to words that are not there any more', async () => {
    expect(await merchant.refusal('PUT', path(), { to: '别的话。', text: thanks })).toBe('changed_meanwhile')
    await resident.withdraw('outlet', outlet)
    expect(await merchant.refusal('PUT', path(), { to: words, text: thanks })).toBe('changed_meanwhile')
    expect(await mine()).toEqual([])
  })

  it('to a comment that is not public, or on another outlet', async () => {
    const quiet = new Resident()
    await quiet.rate('outlet', outlet, 3, { comment: '还没公开。' })
    const [row] = await rows("SELECT id FROM voice WHERE subject = ?1 AND comment_state = 'waiting'", outlet)
    const unread = `/api/listings/${outlet}/comments/${String(row?.['id'])}/reply`
    expect(await merchant.refusal('PUT', unread, { to: '还没公开。', text: thanks })).toBe(
      'changed_meanwhile',
    )
    const another = await newOutlet(merchant)
    const elsewhere = `/api/listings/${another}/comments/${voice}/reply`
    expect(await merchant.refusal('PUT', elsewhere, { to: words, text: thanks })).toBe('changed_meanwhile')
    // nor is it told whether the other shop has replied with these words
    await write()
    expect(await merchant.refusal('PUT', elsewhere, { to: words, text: thanks })).toBe('changed_meanwhile')
  })

  it('who does not hold the outlet; staff do not speak for a shop', async () => {
    const body = { to: words, text: thanks }
    expect(await other.refusal('PUT', path(), body)).toBe('forbidden')
    expect(await staff.refusal('PUT', path(), body)).toBe('forbidden')
    const { id } = await write()
    expect(await other.refusal('DELETE', `/api/listings/${outlet}/replies/${id}`)).toBe('forbidden')
    const foreign = await newOutlet(other)
    expect(await other.refusal('DELETE', `/api/listings/${foreign}/replies/${id}`)).toBe('not_found')
    expect(await neighbour.refusal('POST', `/api/desk/replies/${id}`, { verdict: 'approve' })).toBe(
      'forbidden',
    )
  })

  it('while it is in dispute whose shop it is; what waits is not approved, and can be taken back', async () => {
    const { id } = await write()
    await staff.dispute(outlet, true)
    expect(await merchant.refusal('PUT', path(), { to: words, text: '别的' })).toBe('frozen')
    expect(await staff.refusal('POST', `/api/desk/replies/${id}`, { verdict: 'approve' })).toBe('frozen')
    await takeBack(id)
    expect(await mine()).toEqual([])
  })

  it('twice with one verdict', async () => {
    const { id } = await write()
    const ask = () => staff.fetch('POST', `/api/desk/replies/${id}`, { verdict: 'approve' })
    const statuses = (await Promise.all([ask(), ask()])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([204, 412])
    expect(
      await staff.refusal('POST', `/api/desk/replies/${id}`, { verdict: 'refuse', reason: '广告' }),
    ).toBe('changed_meanwhile')
  })
})
