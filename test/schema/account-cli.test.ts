import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { account } from '../../.dev/account.ts'
import { runLoad } from '../../schema/import/load.ts'
import { sampleLoad } from '../../schema/import/load-sample.ts'
import { hashCode } from '../../worker/accounts/codes.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const now = new Date('2026-11-24T04:00:00Z')
let db: TemporaryDatabase
beforeAll(async () => {
  db = await temporaryDatabase()
})
afterAll(() => db.close())

const opened: unknown[] = []
/** Runs a command. Like the deployed database, several statements give no rows. */
const run = (...args: string[]) =>
  account(args, now, async (options) => {
    opened.push(options)
    return {
      async batch(statements) {
        if (statements.length === 1) return db.batch(statements)
        await db.batch(statements)
        return []
      },
      close: async () => {},
    }
  })
const codeIn = (text: string) => /\/join#([0-9A-Z]{16})\n/.exec(text)?.[1] ?? ''
const invitationOf = async (code: string) =>
  (
    await db.rows(
      'SELECT kind, role, area, account, by, until, used_at FROM invitation WHERE code = ?1',
      await hashCode(code),
    )
  )[0]

describe('npm run account', () => {
  it('needs a city', async () => {
    expect(await run('city')).toMatchObject({ code: 1, text: expect.stringContaining('No city is loaded') })
    await runLoad(db, await sampleLoad(now.toISOString()))
  })

  it('gives a link for an account of the city office, and stores no more than a hash of it', async () => {
    const { code, text } = await run('city')
    expect(code).toBe(0)
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:8787\/join#/)
    expect(text).toContain('until 2026-11-27 12:00 in China')
    const secret = codeIn(text)
    expect(await invitationOf(secret)).toEqual({
      kind: 'account',
      role: 'city',
      area: '411281',
      account: null,
      by: null,
      until: '2026-11-27T04:00:00.000Z',
      used_at: null,
    })
    const everything = JSON.stringify([
      await db.rows('SELECT * FROM invitation'),
      await db.rows('SELECT * FROM change'),
    ])
    expect(everything).not.toContain(secret)
    expect(await db.rows("SELECT actor FROM change WHERE subject_kind = 'invitation'")).toEqual([
      { actor: 'command' },
    ])
    expect(codeIn((await run('city')).text)).not.toBe(secret)
  })

  it('gives a link for a new password', async () => {
    await db.rows(
      `INSERT INTO account (id, handle, role, area, created_at) VALUES ('officeAcct', 'office', 'city', '411281', ?1)`,
      now.toISOString(),
    )
    const { code, text } = await run('reset', ' Office', '--origin', 'https://yikezhong.example/desk')
    expect(code).toBe(0)
    expect(text).toMatch(/^https:\/\/yikezhong\.example\/join#/)
    expect(await invitationOf(codeIn(text))).toMatchObject({
      kind: 'reset',
      role: 'city',
      account: 'officeAcct',
    })
  })

  it.each([
    [1, 'an account that is not there', ['reset', 'nobody']],
    [2, 'no handle', ['reset']],
    [2, 'two handles', ['reset', 'office', 'other']],
    [2, 'another role', ['community']],
    [2, 'something beside the city', ['city', '411281']],
    [2, 'what is no address', ['city', '--origin', 'yikezhong']],
    [2, 'the deployed database without an address', ['city', '--remote']],
    [2, 'an unknown option', ['city', '--nonsense']],
  ] as const)('ends with %d for %s', async (code, _, args) => {
    const before = await db.rows('SELECT id FROM invitation')
    expect((await run(...args)).code).toBe(code)
    expect(await db.rows('SELECT id FROM invitation')).toEqual(before)
  })

  it('opens the database that is named', async () => {
    await run('city', '--remote', '--origin', 'https://yikezhong.example')
    expect(opened.at(-1)).toEqual({ state: undefined, remote: true })
    await run('city', '--state', '/tmp/elsewhere')
    expect(opened.at(-1)).toEqual({ state: '/tmp/elsewhere', remote: false })
  })

  it('says how it is used', async () => {
    for (const args of [[], ['--help']]) {
      expect(await run(...args)).toMatchObject({ code: 0, text: expect.stringContaining('npm run account') })
    }
  })
})
