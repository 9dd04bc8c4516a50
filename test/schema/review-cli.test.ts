import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { review } from '../../.dev/review.ts'
import { runLoad } from '../../schema/import/load.ts'
import { sampleLoad } from '../../schema/import/load-sample.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const now = new Date('2026-11-24T04:00:00Z')
let db: TemporaryDatabase
let folder: string
beforeAll(async () => {
  db = await temporaryDatabase()
  folder = await mkdtemp(join(tmpdir(), 'yikezhong-review-'))
  await runLoad(db, await sampleLoad(now.toISOString()))
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

let acts = 0
/** Comes between what an act looks at and what it does. */
let meanwhile: (() => Promise<unknown>) | null = null

/** Runs a command, each a second after the one before. Like the deployed database, several statements give no rows. */
const run = (...args: string[]) =>
  review(args, new Date(now.getTime() + ++acts * 1000), async () => ({
    async batch(statements) {
      if (statements.length === 1) return db.batch(statements)
      await meanwhile?.()
      await db.batch(statements)
      return []
    },
    close: async () => {},
  }))
const firstWords = (text: string) => text.split('\n').map((line) => line.split('  ')[0] ?? '')
const one = async (sql: string) => Object.values((await db.rows(sql))[0] ?? {})[0]
const audit = (kind: string) =>
  db.rows('SELECT actor, subject, before, after FROM change WHERE subject_kind = ?1 ORDER BY id', kind)
const told = 'SELECT count(*) FROM change'
const held = "SELECT held FROM tally WHERE scope = 'city' AND period = '365d'"

describe('npm run review', () => {
  it('lists what is held, and lets it in or drops it with a reason, on the record', async () => {
    const before = await run('held')
    expect(before.text).toContain('network_on_subject')
    const [first = '', second = ''] = firstWords(before.text)
    const count = Number(await one(held))
    expect(count).toBeGreaterThan(2)

    expect((await run('clear', first)).code).toBe(2) // without a reason
    expect(await one(held)).toBe(count)
    expect(await run('clear', first, '--reason', '核实过，是店里搞活动')).toMatchObject({ code: 0 })
    expect(await run('drop', second, '--reason', '同一个人', '--actor', 'city_office')).toMatchObject({
      code: 0,
    })
    expect(await one(held)).toBe(count - 2)
    expect(await audit('voice')).toEqual([
      {
        actor: 'staff',
        subject: first,
        before: '{"review":"held","reason":"network_on_subject"}',
        after: '{"review":"cleared","reason":"核实过，是店里搞活动"}',
      },
      {
        actor: 'city_office',
        subject: second,
        before: '{"review":"held","reason":"network_on_subject"}',
        after: '{"review":"dropped","reason":"同一个人"}',
      },
    ])
    // again: nothing changes, nothing is told twice
    const again = await run('drop', second, '--reason', '同一个人')
    expect(again).toMatchObject({ code: 0, text: expect.stringContaining('dropped: 0') })
    expect(again.text).toMatch(`already: ${second}`)
    expect(await audit('voice')).toHaveLength(2)

    const rest = (await run('held')).text.split('\n')[0]?.split('  ')[2] ?? ''
    expect(await run('drop', '--on', rest, '--reason', '刷评')).toMatchObject({ code: 0 })
    expect(await one(held)).toBe(0)
  })

  it.each([
    ['clear', '--reason', 'x'],
    ['drop', '--reason', 'x'],
    ['approve'],
    ['refuse', '--reason', 'x'],
    ['remove-survey'],
  ])('%s does nothing when one of the identifiers is not known, and names it', async (command, ...rest) => {
    const states = () => db.rows('SELECT id, review, comment_state FROM voice ORDER BY id')
    const [surveys, before, changes] = [await one('SELECT id FROM survey'), await states(), await one(told)]
    const comment = firstWords((await run('comments')).text)[0] ?? ''
    const version = /@.*/.exec(comment)?.[0]
    const known = { approve: comment, refuse: comment, 'remove-survey': String(surveys) }[command]
    const unknown = /approve|refuse/.test(command) ? `nosuch0001${version}` : 'nosuch0001'
    const { code, text } = await run(command, known ?? comment.replace(/@.*/, ''), unknown, ...rest)
    expect(code).toBe(1)
    expect(text).toMatch(/: nosuch0001$/m)
    expect([await one('SELECT id FROM survey'), await states(), await one(told)]).toEqual([
      surveys,
      before,
      changes,
    ])
  })

  it.each(['clear', 'drop', 'approve', 'refuse', 'remove-survey'])('%s asks of what', async (command) => {
    expect((await run(command, '--reason', 'x')).code).toBe(2)
  })

  it('takes identifiers or a subject, not both', async () => {
    const [one = {}, other = {}] = await db.rows("SELECT id, kind, subject FROM voice WHERE review = 'none'")
    await db.rows(
      "UPDATE voice SET review = 'held', reason = 'subject_burst' WHERE id = ?1",
      String(one['id']),
    )
    const on = `${one['kind']}:${one['subject']}`
    expect((await run('drop', String(other['id']), '--on', on, '--reason', 'x')).code).toBe(2)
    expect((await run('drop', '--on', 'outlet:nosuch0001', '--reason', 'x')).code).toBe(1)
    expect(await run('clear', '--on', on, '--reason', '核实过')).toMatchObject({ code: 0 })
    expect(await db.rows("SELECT id FROM voice WHERE review = 'held'")).toEqual([])
  })

  it('says of a voice that was taken back that nothing was done to it', async () => {
    const id = String(await one("SELECT id FROM voice WHERE review = 'none' AND comment IS NULL LIMIT 1"))
    meanwhile = () => db.rows('UPDATE voice SET withdrawn = 1 WHERE id = ?1', id)
    const { code, text } = await run('drop', id, '--reason', '同一个人')
    meanwhile = null
    expect(code).toBe(1)
    expect(text).toContain('dropped: 0')
    expect(text).toMatch(new RegExp(`since: ${id}$`, 'm'))
    expect(await one(`SELECT review FROM voice WHERE id = '${id}'`)).toBe('none')
  })

  it('makes comments public or not', async () => {
    const waiting = "SELECT count(*) AS n FROM voice WHERE comment_state = 'waiting'"
    const count = Number(await one(waiting))
    const [first = '', second = ''] = firstWords((await run('comments')).text)
    expect(first).toMatch(/^\w{10}@20\d\d-\d\d-\d\dT[\d:.]+Z$/)
    expect(await run('approve', first)).toMatchObject({
      code: 0,
      text: expect.stringContaining('approved: 1\n'),
    })
    expect((await run('refuse', second)).code).toBe(2)
    expect(await run('refuse', second, '--reason', '是广告')).toMatchObject({
      code: 0,
      text: expect.stringContaining('refused: 1\n'),
    })
    expect(await one(waiting)).toBe(count - 2)
    const state = (comment: string) =>
      one(`SELECT comment_state AS s FROM voice WHERE id = '${comment.split('@')[0]}'`)
    expect(await state(first)).toBe('approved')
    expect(await state(second)).toBe('refused')
    const again = await run('approve', first)
    expect(again).toMatchObject({ code: 0, text: expect.stringContaining('approved: 0') })
    expect(again.text).toMatch(`already: ${first}`)
  })

  it('makes public only the words that were read', async () => {
    const [first = '', second = '', third = ''] = firstWords((await run('comments')).text)
    const idOf = (comment: string) => comment.replace(/@.*/, '')
    const say = (comment: string, at: string) =>
      db.rows('UPDATE voice SET comment = ?1, at = ?2 WHERE id = ?3', '加微信领红包', at, idOf(comment))
    expect((await run('approve', idOf(first))).code).toBe(2)
    expect((await run('approve', `${idOf(first)}@`)).code).toBe(2)

    await say(first, '2026-11-24T05:00:00.000Z')
    meanwhile = () => say(second, '2026-11-24T05:00:01.000Z') // the database has been looked at, and not yet changed
    const { code, text } = await run('approve', first, second, third)
    meanwhile = null
    expect(code).toBe(1)
    expect(text).toContain('approved: 1\n')
    expect(text).toMatch(new RegExp(`since: ${first} ${second}$`, 'm'))
    expect(text).not.toContain('already')
    expect(await db.rows("SELECT id FROM voice WHERE comment = '加微信领红包'")).toHaveLength(2)
    expect(
      await db.rows("SELECT id FROM voice WHERE comment = '加微信领红包' AND comment_state <> 'waiting'"),
    ).toEqual([])
    expect(await one(`SELECT comment_state FROM voice WHERE id = '${idOf(third)}'`)).toBe('approved')
  })

  it.each(['\n', '\u2028', '\u0085', '\u009b1A'])('shows a comment on one line: %j', async (mark) => {
    const [first = ''] = firstWords((await run('comments')).text)
    const comment = `好${mark}AAAAAAAAAA@x`
    await db.rows('UPDATE voice SET comment = ?1 WHERE id = ?2', comment, first.replace(/@.*/, ''))
    const { text } = await run('comments')
    expect(text).toMatch(/好 ⏎ (1A)?AAAAAAAAAA@x\n/)
  })

  it('enters populations, all of a file or nothing', async () => {
    const file = join(folder, 'people.csv')
    await writeFile(file, '社区编码,人口\n411281001001,"8,214"\n411281001002,5120\n')
    expect((await run('populations', file)).code).toBe(2) // without a source
    expect(await run('populations', file, '--source', '七普')).toMatchObject({ code: 0 })
    expect(await db.rows('SELECT community, residents, source FROM population ORDER BY community')).toEqual([
      { community: '411281001001', residents: 8214, source: '七普' },
      { community: '411281001002', residents: 5120, source: '七普' },
    ])
    await run('populations', file, '--source', '七普')
    expect(await audit('population')).toHaveLength(2)
  })

  it.each([
    ['a community that there is not', 2, 'code,people\n999999999999,12'],
    ['a community twice', 3, 'code,people\n411281001003,12\n411281001003,13'],
    ['no number', 2, 'code,people\n411281001003,many'],
    ['nobody', 2, 'code,people\n411281001003,0'],
    ['no header', 2, '411281001003,12\n411281001004,0'],
    ['a header that has a number in it', 2, '社区编码,2020 年人口\n411281001003,0'],
    ['rows that are empty', 5, '\ncode,people\n411281001003,12\n,\n411281001004,0'],
    ['a code mistyped in the first row', 1, '41128l001003,12\n411281001004,13'],
  ])('refuses populations with %s, and says where', async (_, row, text) => {
    const file = join(folder, 'wrong.csv')
    await writeFile(file, `${text}\n`)
    const answer = await run('populations', file, '--source', 'x')
    expect(answer.code).toBe(2)
    expect(answer.text).toContain(`第 ${row} 行`)
    expect(await one("SELECT count(*) AS n FROM population WHERE community = '411281001003'")).toBe(0)
  })

  it.each(['', '社区编码,人口\n'])('refuses populations of nobody: %j', async (text) => {
    const file = join(folder, 'empty.csv')
    await writeFile(file, text)
    expect((await run('populations', file, '--source', 'x')).code).toBe(2)
  })

  it.each(['2026-13-45', '2026-02-31', '2026-2-3', '2026-11', '2026-09-20T00:00Z', 'yesterday'])(
    'knows no day %s',
    async (date) => {
      const before = await one('SELECT count(*) FROM survey')
      const rest = ['--method', '入户', '--counts', '24,58,120,178,220']
      expect((await run('survey', '--date', date, ...rest)).code).toBe(2)
      expect(await one('SELECT count(*) FROM survey')).toBe(before)
    },
  )

  it('enters a survey and removes one', async () => {
    const given = ['survey', '--date', '2026-09-20', '--method', '入户']
    for (const counts of ['1,2,3', '1,2,3,4,5,6', '1,2,3,4,x', '-1,2,3,4,5', '1,2,3,4,', '0,0,0,0,0']) {
      expect((await run(...given, '--counts', counts)).code, counts).toBe(2)
    }
    const { text } = await run(...given, '--counts', '24,58,120,178,220')
    const id = text.trim().split(' ').at(-1) ?? ''
    expect(await db.rows('SELECT date, g1, g5 FROM survey WHERE id = ?1', id)).toEqual([
      { date: '2026-09-20', g1: 24, g5: 220 },
    ])
    expect(await run('remove-survey', id)).toMatchObject({
      code: 0,
      text: expect.stringContaining('removed: 1\n'),
    })
    expect(await one(`SELECT count(*) AS n FROM survey WHERE id = '${id}'`)).toBe(0)
    expect(await audit('survey')).toHaveLength(2)
  })

  it('sets the official definition', async () => {
    expect((await run('official', '5')).code).toBe(2)
    await run('official', '4')
    expect(await one('SELECT satisfied_from FROM satisfaction')).toBe(4)
    expect(await audit('setting')).toMatchObject([
      { before: '{"satisfied_from":3}', after: '{"satisfied_from":4}' },
    ])
  })

  it('says how it is used', async () => {
    expect(await run('--help')).toMatchObject({ code: 0 })
    expect((await run('nothing')).code).toBe(2)
    expect((await run('held', '--nonsense')).code).toBe(2)
  })
})
