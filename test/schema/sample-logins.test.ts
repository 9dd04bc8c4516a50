import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import definition from '../../schema/catalog/cities/yima.json' with { type: 'json' }
import { HandleShape } from '../../schema/contract/account.ts'
import { runCommand } from '../../schema/import/command.ts'
import { runLoad } from '../../schema/import/load.ts'
import { holdsSample, sampleLoad } from '../../schema/import/load-sample.ts'
import { sampleHoldings, sampleLoginLines, sampleLogins, samplePassword } from '../../schema/sample/logins.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { statement } from '../../schema/statement.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const at = '2026-11-24T04:00:00.000Z'
let db: TemporaryDatabase
beforeAll(async () => {
  db = await temporaryDatabase()
})
afterAll(() => db.close())

const accounts = () => db.rows('SELECT handle, role, area, sample FROM account ORDER BY rowid')
const loadSample = async (...args: string[]) => {
  const told: string[] = []
  const out = { write: (text: string) => told.push(text) }
  const code = await runCommand(['--sample', ...args], {
    now: () => new Date(at),
    out,
    err: out,
    open: async () => ({ batch: db.batch, close: async () => {} }),
  })
  expect(code, told.join('')).toBe(0)
}

describe('logins of the sample city', () => {
  it('are one a role, as people may call themselves, in divisions of the city', () => {
    const codes: (string | null)[] = [
      definition.code,
      ...definition.subdistricts.map(({ code }) => code),
      ...definition.communities.map(({ code }) => code),
    ]
    for (const { handle, area, role } of sampleLogins) {
      expect(v.parse(HandleShape, handle)).toBe(`sample-${role}`)
      expect([...codes, null]).toContain(area)
    }
    expect(new Set(sampleLogins.map(({ role }) => role)).size).toBe(5)
    expect(sampleLoginLines()).toHaveLength(5)
    expect(samplePassword.length).toBeGreaterThanOrEqual(10)
  })

  it('give the merchant three shops of one community that have hours', () => {
    const held = sampleCity().outlets.filter(({ sourceId }) => sampleHoldings.includes(sourceId))
    expect(held).toHaveLength(3)
    expect(new Set(held.map(({ circle }) => circle)).size).toBe(1)
    expect(held.every(({ hours, status }) => hours !== null && status === 'open')).toBe(true)
  })

  it('never come into the deployed database', async () => {
    await loadSample('--remote')
    expect(await accounts()).toEqual([])
    expect(await db.rows('SELECT outlet FROM holding')).toEqual([])
  })

  it('come into a local one, also if it holds the sample already', async () => {
    expect(await holdsSample(db, await sampleLoad(at, true))).toBe(false)
    await loadSample('--unless-real')
    expect(await accounts()).toEqual(
      sampleLogins.map(({ handle, role, area }) => ({ handle, role, area, sample: 1 })),
    )
    expect(await db.rows('SELECT account FROM holding')).toEqual(Array(3).fill({ account: 'sampleMerchant' }))
    expect(JSON.stringify(await db.rows('SELECT * FROM account'))).not.toContain(samplePassword)
  })

  it('are as they were made after the sample is loaded again', async () => {
    const before = await db.rows('SELECT * FROM account ORDER BY id')
    await db.rows("UPDATE account SET password = 'x', totp = 'x', totp_step = 1, suspended = 1")
    await db.rows(
      `INSERT INTO session (id, token, account, stage, device, created_at, seen_at, until)
        VALUES ('s', 't', 'sampleCity', 'full', '?', ?1, ?1, ?1)`,
      at,
    )
    await loadSample()
    expect(await db.rows('SELECT * FROM account ORDER BY id')).toEqual(before)
    expect(await db.rows('SELECT id FROM session')).toEqual([])
  })

  it('leave alone who has taken one of their handles', async () => {
    await db.rows("DELETE FROM account WHERE handle = 'sample-city'")
    await db.rows(
      "INSERT INTO account (id, handle, role, area, created_at) VALUES ('realPerson', 'sample-city', 'city', '411281', ?1)",
      at,
    )
    await loadSample()
    expect(await db.rows("SELECT id, sample, password FROM account WHERE handle = 'sample-city'")).toEqual([
      { id: 'realPerson', sample: 0, password: null },
    ])
    expect(await accounts()).toHaveLength(5)
  })

  it('go with the sample, with what they have done', async () => {
    const [outlet] = await db.rows('SELECT outlet FROM holding LIMIT 1')
    await db.batch([
      statement(
        `INSERT INTO invitation (id, code, kind, role, by, created_at, until, used_at, used_by) VALUES
          ('made', 'a', 'outlets', 'merchant', 'sampleCommunity', ?1, ?1, NULL, NULL),
          ('used', 'b', 'outlets', 'merchant', NULL, ?1, ?1, ?1, 'sampleMerchant'),
          ('kept', 'c', 'outlets', 'merchant', 'realPerson', ?1, ?1, NULL, NULL)`,
        at,
      ),
      statement(
        `INSERT INTO proposal (id, outlet, field, value, by, at) VALUES ('p', ?2, 'name', '"x"', 'sampleMerchant', ?1)`,
        at,
        String(outlet?.['outlet']),
      ),
    ])
    const [lng = 0, lat = 0] = definition.centre
    const [west = 0, south = 0, east = 0, north = 0] = definition.bounds
    const city = {
      ...definition,
      centre: [lng, lat] as const,
      bounds: [west, south, east, north] as const,
      communities: definition.communities.map((community) => ({ ...community, centre: null })),
    }
    await runLoad(db, { at, replaceSample: true, city: { city, centres: {}, sample: false } })
    expect((await accounts()).map(({ handle }) => handle)).toEqual(['sample-city'])
    expect(await db.rows('SELECT id FROM invitation')).toEqual([{ id: 'kept' }])
  })

  it('are held back by no table that was forgotten', async () => {
    // A new table that refers to accounts, and does not let go of them by itself, needs a line in login-statements.ts.
    const tables = await db.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    const held = tables.flatMap(({ name, sql }) =>
      [...String(sql).matchAll(/(\w+) TEXT[^,]*REFERENCES account \(id\)(?! ON DELETE)/g)].map(
        ([, column]) => `${name}.${column}`,
      ),
    )
    expect(held).toEqual(['holding.account', 'invitation.by', 'invitation.used_by', 'proposal.by'])
  })
})
