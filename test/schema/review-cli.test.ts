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
  await runLoad(db, sampleLoad(now.toISOString()))
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const run = (...args: string[]) => review(args, now, async () => ({ batch: db.batch, close: async () => {} }))
const one = async (sql: string) => Object.values((await db.rows(sql))[0] ?? {})[0]
const audit = (kind: string) =>
  db.rows('SELECT actor, subject, before, after FROM change WHERE subject_kind = ?1 ORDER BY id', kind)
const held = "SELECT held FROM tally WHERE scope = 'city' AND period = '365d'"

describe('npm run review', () => {
  it('lists what is held, and lets it in or drops it with a reason, on the record', async () => {
    const before = await run('held')
    expect(before.text).toContain('network_on_subject')
    const [first = '', second = ''] = before.text.split('\n').map((line) => line.split('  ')[0] ?? '')
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
    await run('drop', second, '--reason', '同一个人')
    expect(await audit('voice')).toHaveLength(2)

    const rest = (await run('held')).text.split('\n')[0]?.split('  ')[2] ?? ''
    expect(await run('drop', '--on', rest, '--reason', '刷评')).toMatchObject({ code: 0 })
    expect(await one(held)).toBe(0)
  })

  it('makes comments public or not', async () => {
    const waiting = "SELECT count(*) AS n FROM voice WHERE comment_state = 'waiting'"
    const count = Number(await one(waiting))
    const [first = '', second = ''] = (await run('comments')).text
      .split('\n')
      .map((line) => line.split('  ')[0] ?? '')
    await run('approve', first)
    await run('refuse', second)
    expect(await one(waiting)).toBe(count - 2)
    expect(await one(`SELECT comment_state AS s FROM voice WHERE id = '${first}'`)).toBe('approved')
    expect(await one(`SELECT comment_state AS s FROM voice WHERE id = '${second}'`)).toBe('refused')
    expect((await run('approve')).code).toBe(2)
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
    ['a community that there is not', '999999999999,12'],
    ['a community twice', '411281001003,12\n411281001003,13'],
    ['no number', '411281001003,many'],
    ['nobody', '411281001003,0'],
  ])('refuses populations with %s, and says where', async (_, text) => {
    const file = join(folder, 'wrong.csv')
    await writeFile(file, `code,people\n${text}\n`)
    const { code, text: told } = await run('populations', file, '--source', 'x')
    expect(code).toBe(2)
    expect(told).toMatch(/第 \d 行/)
    expect(await one("SELECT count(*) AS n FROM population WHERE community = '411281001003'")).toBe(0)
  })

  it('enters a survey and removes one', async () => {
    const given = ['survey', '--date', '2026-09-20', '--method', '入户']
    for (const counts of ['1,2,3', '1,2,3,4,5,6', '1,2,3,4,x', '-1,2,3,4,5']) {
      expect((await run(...given, '--counts', counts)).code, counts).toBe(2)
    }
    const { text } = await run(...given, '--counts', '24,58,120,178,220')
    const id = text.trim().split(' ').at(-1) ?? ''
    expect(await db.rows('SELECT date, g1, g5 FROM survey WHERE id = ?1', id)).toEqual([
      { date: '2026-09-20', g1: 24, g5: 220 },
    ])
    await run('remove-survey', id)
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
