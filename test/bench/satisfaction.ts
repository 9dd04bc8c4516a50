/**
 * What the measure and a rating cost: reading the city's measure among a million voices beside a thousand, posting a
 * rating beside a bare batch of the same statements, and the proof of work in Chromium beside plain Node.
 * `npm exec -- node test/bench/satisfaction.ts`
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { unstable_startWorker as startWorker } from 'wrangler'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { root } from '../../.dev/run.ts'
import { serve } from '../../.dev/server.ts'
import { type Challenge, ChallengePublic } from '../../schema/contract/rating.ts'
import { MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { openLocal } from '../../schema/import/database.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { statement } from '../../schema/statement.ts'
import { launch } from '../e2e/chromium.ts'
import { type BenchRow, Client, type Load, median } from './client.ts'

const FEW = 1_000
const MANY = 1_000_000
/** Voices that one statement makes. */
const CHUNK = 20_000
const READS = 400
const POSTS = 150
const SOLVES = 9

const outlets = sampleCity().outlets.filter(({ circle, status }) => circle !== null && status === 'open')

/** A sample city with so many voices of made-up residents, three each, over more than a year. */
async function voicesIn(state: string, count: number): Promise<void> {
  await prepareDatabase(state)
  const db = await openLocal(state)
  try {
    await db.batch([statement('DELETE FROM voice')])
    for (let from = 0; from < count; from += CHUNK) {
      await db.batch([
        statement(
          `WITH RECURSIVE n (i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),
            o AS MATERIALIZED (SELECT id, circle, row_number() OVER (ORDER BY id) - 1 AS place FROM outlet WHERE circle IS NOT NULL AND status = 'open')
          INSERT INTO voice (id, kind, subject, resident, grade, tags, community, subdistrict, day, recent, sample, at, changed_at, changed_by)
          SELECT printf('v%09d', i), 'outlet', o.id, 'bench-' || (i / 3), 1 + (i * 7 % 11 + 4) / 3, '[]', o.circle,
            substr(o.circle, 1, 9), date('now', '-' || (i * 13 % 400) || ' days'), i * 13 % 400 < 364, 1,
            '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'bench'
          FROM n JOIN o ON o.place = (i / 3 * 31 + i % 3 * 17) % CAST(?3 AS INTEGER)`,
          from,
          Math.min(from + CHUNK, count),
          outlets.length,
        ),
      ])
    }
  } finally {
    await db.close()
  }
}

/** The measure of the city, read in turns from both databases, past every cache. */
export async function reading(): Promise<BenchRow[]> {
  const states = [FEW, MANY].map(() => mkdtempSync(join(tmpdir(), 'yikezhong-measure-')))
  const [few = '', many = ''] = states
  await voicesIn(few, FEW)
  const started = performance.now()
  await voicesIn(many, MANY)
  console.log(
    `  ${MANY} voices counted by triggers in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  )
  const sites = [await serve(0, few), await serve(0, many)]
  const clients = sites.map(({ origin }) => new Client(origin, 1))
  try {
    const rows: BenchRow[] = []
    for (const [name, path] of [
      ['the city', '/api/satisfaction'],
      ['all communities', '/api/satisfaction/communities'],
      ['the trend', '/api/satisfaction/trend'],
    ] as const) {
      const load: Load = { path, headers: { 'Cache-Control': 'no-cache' }, status: 200 }
      const times: number[][] = [[], []]
      for (let turn = 0; turn < READS; turn++) {
        for (const [at, client] of clients.entries()) times[at]?.push(await client.time(load))
      }
      const [small = [], large = []] = times
      rows.push({
        name: `measure of ${name}, ${MANY} voices beside ${FEW}`,
        ours: median(large),
        reference: median(small),
        ratio: median(large) / median(small),
        unit: 'ms',
      })
    }
    const counted = await Promise.all(
      clients.map(async (client) =>
        v.parse(
          MeasurePublic,
          JSON.parse((await client.send({ path: '/api/satisfaction', status: 200 })).text),
        ),
      ),
    )
    console.log(`  voices of the last 365 days: ${counted.map(({ voices }) => voices).join(' and ')}`)
    return rows
  } finally {
    for (const client of clients) client.close()
    await Promise.all(sites.map((site) => site.close()))
    for (const state of states) rmSync(state, { recursive: true, force: true })
  }
}

async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

/** Ratings of new residents, each with its task solved beforehand, in turns with the bare batch. */
export async function posting(): Promise<BenchRow> {
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-posting-'))
  await prepareDatabase(state)
  const site = await serve(0, state, { WORK_ATTEMPTS: '1' })
  const bare = await startWorker({
    entrypoint: `${root}test/bench/bare-batch.worker.ts`,
    config: `${root}wrangler.toml`,
    dev: {
      persist: state,
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      watch: false,
      logLevel: 'none',
    },
  })
  const client = new Client(site.origin, 1)
  const bareClient = new Client((await bare.url).origin, 1)
  const ours: number[] = []
  const reference: number[] = []
  const post = async (at: number) => {
    const { id, circle } = outlets[(at * 37) % outlets.length] ?? {}
    const asked = await client.send({ path: '/api/challenge', status: 200 })
    const load: Load = {
      path: '/api/ratings',
      method: 'POST',
      status: 201,
      headers: {
        'Content-Type': 'application/json',
        Cookie: asked.headers['set-cookie']?.[0]?.split(';')[0],
        'Idempotency-Key': crypto.randomUUID(),
        'CF-Connecting-IP': `10.0.${at >> 8}.${at & 255}`,
        Altcha: await solved(v.parse(ChallengePublic, JSON.parse(asked.text))),
      },
      body: JSON.stringify({ subject: { kind: 'outlet', id }, grade: 4, tags: ['attitude'] }),
    }
    ours.push(await client.time(load))
    // The key of networks that the first rating has made.
    const body = JSON.stringify({ subject: id, community: circle, key: 1 })
    reference.push(await bareClient.time({ path: '/', method: 'POST', status: 201, body }))
  }
  try {
    for (let at = 0; at < POSTS; at++) await post(at)
    // The first requests pay for opening the database.
    const [late, lateReference] = [ours.slice(20), reference.slice(20)]
    return {
      name: 'POST /api/ratings beside a bare batch of its statements',
      ours: median(late),
      reference: median(lateReference),
      ratio: median(late) / median(lateReference),
      unit: 'ms',
    }
  } finally {
    client.close()
    bareClient.close()
    await site.close()
    await bare.dispose()
    rmSync(state, { recursive: true, force: true })
  }
}

/** From the task's arrival to the rating's departure, for somebody who chooses and sends at once. */
export async function solving(): Promise<BenchRow> {
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-solving-'))
  await prepareDatabase(state)
  const site = await serve(0, state)
  const browser = await launch()
  const ours: number[] = []
  const reference: number[] = []
  try {
    for (let at = 0; at < SOLVES; at++) {
      const context = await browser.newContext({ baseURL: site.origin })
      const page = await context.newPage()
      const task = page.waitForResponse('**/api/challenge')
      const sent = page.waitForRequest((request) => request.method() === 'POST')
      await page.goto(`/rate/circle/411281001005`)
      const response = await task
      const challenge = v.parse(ChallengePublic, await response.json())
      const arrived = performance.now()
      await page.locator('input[type=radio]').nth(1).check({ force: true })
      await page.locator('form button[type=submit]').click()
      await sent
      ours.push(performance.now() - arrived)
      await context.close()
      const begun = performance.now()
      await solveChallenge({ challenge, deriveKey })
      reference.push(performance.now() - begun)
    }
    return {
      name: 'proof of work in Chromium beside one thread of Node',
      ours: median(ours),
      reference: median(reference),
      ratio: median(ours) / median(reference),
      unit: 'ms',
    }
  } finally {
    await browser.close()
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}

export async function satisfactionBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  return [...(await reading()), await posting(), await solving()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await satisfactionBench())
