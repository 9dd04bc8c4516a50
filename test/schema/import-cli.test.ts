import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../schema/import/command.ts'
import type { Database } from '../../schema/import/load.ts'
import { type Options, parseOptions, UsageError } from '../../schema/import/options.ts'
import { statement } from '../../schema/statement.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'
import { madeLedger } from './import-ledger.ts'

const cli = fileURLToPath(new URL('../../schema/import/cli.ts', import.meta.url))

let db: TemporaryDatabase
let folder: string
beforeAll(async () => {
  db = await temporaryDatabase()
  folder = await mkdtemp(join(tmpdir(), 'yikezhong-files-'))
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

interface Ended {
  code: number | null
  text: string
}

/** Gives the command to this process, with a temporary database at hand. */
async function run(args: readonly string[], into: Database = db): Promise<Ended> {
  let text = ''
  const out = { write: (more: string) => (text += more) }
  const open = async ({ sql }: Options) => (sql ? null : { batch: into.batch, close: async () => {} })
  const code = await runCommand(args, { now: () => new Date(), out, err: out, open })
  return { code, text }
}

/** Gives the command to a process of its own, as `npm run import` does; `onText` may interrupt it. */
function spawned(
  args: readonly string[],
  onText?: (text: string, interrupt: () => void) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args, '--state', db.state], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      onText?.(text, () => child.kill('SIGINT'))
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, text }))
  })
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const state = async () =>
  (
    await db.rows(
      'SELECT revision, (SELECT count(*) FROM outlet) AS outlets, (SELECT count(*) FROM change) AS changes FROM city',
    )
  )[0]

/** Rows that take long enough to be interrupted. */
const LARGE = 4_000
const badRow = '某加油站,加油站,千秋路,111.87,34.74,,,,,\r\n'

describe('the sample city', () => {
  it('is loaded, and left alone until it changes', async () => {
    const other = await temporaryDatabase()
    const load = () => run(['--sample', '--unless-real'], other)
    expect(await load()).toMatchObject({ code: 0, text: expect.stringContaining('is loaded') })
    await other.batch([statement("UPDATE outlet SET phone = '0398-1' WHERE source = 'sample'")])
    expect(await load()).toMatchObject({ code: 0, text: expect.stringContaining('up to date') })
    expect(await other.rows('SELECT DISTINCT phone FROM outlet')).toEqual([{ phone: '0398-1' }])

    await other.batch([statement("UPDATE import_run SET sha256 = 'older'")])
    expect(await load()).toMatchObject({ code: 0, text: expect.stringContaining('is loaded') })
    expect(await other.rows("SELECT count(*) AS n FROM outlet WHERE phone = '0398-1'")).toEqual([{ n: 0 }])
    await other.close()
  })
})

describe('the command line', () => {
  it('asks for a city when there is none', async () => {
    const { code, text } = await run([await file('a.csv', madeLedger(3)), '--crs', 'gcj02'])
    expect(code).toBe(2)
    expect(text).toContain('--city')
  })

  it('tries out, loads, and changes nothing the second time', async () => {
    const ledger = await file('ledger.csv', madeLedger(40))
    const options = [ledger, '--crs', 'gcj02', '--city', 'yima']
    const tried = await run([...options, '--dry-run'])
    expect(tried).toMatchObject({ code: 0, text: expect.stringContaining('to add 40') })
    expect(await state()).toBeUndefined()

    expect(await run(options)).toMatchObject({
      code: 0,
      text: expect.stringContaining('added 40, 更改 changed 0'),
    })
    const before = await state()
    expect(before).toMatchObject({ outlets: 40 })
    expect(await run([ledger, '--crs', 'gcj02'])).toMatchObject({
      code: 0,
      text: expect.stringContaining('added 0, 更改 changed 0, 不变 unchanged 40'),
    })
    expect(await state()).toEqual(before)
  })

  it('loads nothing of a file with a refused row, and says which and why', async () => {
    const before = await state()
    const ledger = await file('bad.csv', `${madeLedger(50)}\r\n${badRow}`)
    const report = join(folder, 'report.csv')
    const { code, text } = await run([ledger, '--crs', 'gcj02', '--report', report])
    expect(code).toBe(1)
    expect(text).toMatch(/row 52, type: 加油站/)
    expect(await state()).toEqual(before)
    expect(await readFile(report, 'utf8')).toMatch(/52,refused,type,type_unknown,.*加油站/)
  })

  it('loads the others when asked to', async () => {
    const { code, text } = await run([join(folder, 'bad.csv'), '--crs', 'gcj02', '--skip-bad'])
    expect(code).toBe(0)
    expect(text).toContain('added 10, 更改 changed 0, 不变 unchanged 40')
    expect(await state()).toMatchObject({ outlets: 50 })
  })

  it('reports what is likely listed twice, in the file and in the database', async () => {
    const [header, row = ''] = madeLedger(1).split('\r\n')
    const moved = row.replace('千秋路0号', '千秋路0号东')
    const { text } = await run([
      await file('twice.csv', `${header}\r\n${moved}\r\n`),
      '--crs',
      'gcj02',
      '--dry-run',
    ])
    expect(text).toMatch(/Near-duplicates: 1\n.*第0号便利店 \(2\) ~ 第0号便利店/)
  })

  it('leaves the city whole or untouched when it is interrupted', async () => {
    const before = await state()
    const ledger = await file('large.csv', madeLedger(LARGE))
    const early = await spawned([ledger, '--crs', 'gcj02'], (text, interrupt) => {
      if (text.includes('large.csv')) interrupt()
    })
    expect(early.code, early.text).toBe(130)
    expect(await state()).toEqual(before)

    // The summary is the last thing said before the batch goes out.
    const late = await spawned([ledger, '--crs', 'gcj02'], (text, interrupt) => {
      if (text.includes(`网点 outlets ${LARGE}`)) interrupt()
    })
    expect(late.code, late.text).toBe(130)
    const after = await state()
    if (after?.['outlets'] === 50) expect(after).toEqual(before)
    else expect(after).toMatchObject({ outlets: LARGE })
  })

  it('keeps another city and the sample out', async () => {
    const other = {
      code: '410181',
      name: '巩义',
      nameEn: 'Gongyi',
      centre: [113, 34.7],
      bounds: [112, 34, 114, 35],
    }
    const path = await file('city.json', JSON.stringify({ ...other, subdistricts: [], communities: [] }))
    expect(await run([join(folder, 'ledger.csv'), '--city', path])).toMatchObject({
      code: 2,
      text: expect.stringContaining('another city'),
    })
    expect(await run(['--sample'])).toMatchObject({ code: 2 })
    const before = await state()
    expect(await run(['--sample', '--unless-real'])).toMatchObject({ code: 0 })
    expect(await state()).toEqual(before)
  })

  it('writes SQL without a database', async () => {
    const sql = join(folder, 'load.sql')
    const { code } = await run([join(folder, 'ledger.csv'), '--crs', 'gcj02', '--city', 'yima', '--sql', sql])
    expect(code).toBe(0)
    expect(await readFile(sql, 'utf8')).toContain('第39号诊所')
  })

  it.each([
    [['--crs', 'epsg4326', 'x.csv']],
    [['a.csv', 'b.csv']],
    [[]],
    [['--sample', 'a.csv']],
    [['--sample', '--city', 'yima']],
    [['a.csv', '--unless-real']],
    [['a.csv', '--sql', 'a.sql']],
    [['a.csv', '--nonsense']],
  ])('refuses the arguments %j', (args) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
  })

  it('gives help', async () => {
    expect(parseOptions(['a.csv', '--help'])).toBeNull()
    expect(await spawned(['--help'])).toMatchObject({
      code: 0,
      text: expect.stringContaining('--replace-sample'),
    })
  })
})
