/**
 * Five hundred complaints while the process that takes them is killed, twice, in the middle of it. Whoever was not
 * answered sends again, with the same key: every receipt that was told opens its case afterwards, and none is doubled.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { chain } from '../../.dev/chain.ts'
import { CaseMine, ComplaintTaken, type Taken } from '../../schema/contract/complaint.ts'
import { ChallengePublic } from '../../schema/contract/rating.ts'
import { openLocal } from '../../schema/import/database.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { statement } from '../../schema/statement.ts'

const COMPLAINTS = 500
/** Requests under way at a time. */
const CONCURRENCY = 20
/** So many have been answered when the process is killed. */
const KILLED_AT = [120, 300]
/** How long anybody goes on trying, in milliseconds. */
const PATIENCE = 30_000

const outlets = sampleCity().outlets.filter(({ circle, status }) => circle !== null && status === 'open')
const state = mkdtempSync(join(tmpdir(), 'yikezhong-killed-'))
let port = 0
let server: ChildProcess | null = null

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Starts the process, and waits until it answers. It leads a group, so that what it starts ends with it. */
async function start(): Promise<void> {
  const script = fileURLToPath(new URL('./site-in-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, String(port), state], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server = child
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the site ended with ${code}`)))
  })
}

/** Ends it as a failing machine would: without a word, in the middle of whatever it does. */
async function kill(): Promise<void> {
  const child = server
  if (child?.pid === undefined) return
  server = null
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGKILL')
  await ended
}

beforeAll(async () => {
  cpSync(inject('prepared').sample, state, { recursive: true })
  port = await freePort()
  await start()
})
afterAll(async () => {
  await kill()
  rmSync(state, { recursive: true, force: true })
})

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Sends until there is an answer that is not one of a service in trouble. */
async function send(path: string, init: RequestInit): Promise<Response> {
  const until = Date.now() + PATIENCE
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        ...init,
        signal: AbortSignal.timeout(8_000),
      })
      // Read here: the answer may be broken off after its head.
      await response.clone().arrayBuffer()
      if (response.status < 500) return response
    } catch (error) {
      if (Date.now() > until) throw error
    }
    if (Date.now() > until) throw new Error(`${path} was not answered in time`)
    await pause(100)
  }
}

interface Filed {
  taken: Taken
  text: string
}

/** One resident: a cookie, a task, one complaint. */
async function file(at: number): Promise<Filed> {
  const from = { 'CF-Connecting-IP': `10.1.${at >> 8}.${at & 255}` }
  const asked = await send('/api/challenge', { headers: from })
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const challenge = v.parse(ChallengePublic, await asked.json())
  const solution = await solveChallenge({ challenge, deriveKey })
  const text = `第 ${at} 件：多收了钱`
  const answer = await send('/api/complaints', {
    method: 'POST',
    headers: {
      ...from,
      Cookie: cookie,
      'Content-Type': 'application/json',
      'Idempotency-Key': `complaint-${at}`,
      Altcha: btoa(JSON.stringify({ challenge, solution })),
    },
    body: JSON.stringify({
      subject: { kind: 'outlet', id: outlets[(at * 37) % outlets.length]?.id },
      kind: 'price',
      text,
      merchantMaySee: false,
      mayPublish: false,
    }),
  })
  const body = await answer.text()
  expect(answer.status, body).toBe(201)
  return { taken: v.parse(ComplaintTaken, JSON.parse(body)), text }
}

it('every receipt that was told opens its case, and none is there twice', {
  timeout: 90_000,
  retry: 0,
}, async () => {
  const filed: Filed[] = []
  const waiting = Array.from({ length: COMPLAINTS }, (_, at) => at)
  const kills = [...KILLED_AT]
  let restarting = Promise.resolve()
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
        filed.push(await file(at))
        const [next = Number.POSITIVE_INFINITY] = kills
        if (filed.length >= next) {
          kills.shift()
          restarting = restarting.then(kill).then(start)
        }
      }
    }),
  )
  await restarting
  expect(kills).toEqual([])
  expect(filed).toHaveLength(COMPLAINTS)
  expect(new Set(filed.map(({ taken }) => taken.receipt)).size).toBe(COMPLAINTS)

  const left = [...filed]
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let one = left.shift(); one; one = left.shift()) {
        const { taken, text } = one
        const answer = await send('/api/complaints/mine', { headers: { Receipt: taken.receipt } })
        const mine = v.parse(CaseMine, await answer.json())
        expect([mine.case.id, mine.messages[0]?.text, mine.seal]).toEqual([taken.case, text, taken.seal])
      }
    }),
  )

  // As anybody may do it, and as who has the database does it.
  expect((await chain(['--url', `http://127.0.0.1:${port}`])).text).toMatch(/^完好 it holds/)
  await kill()
  const db = await openLocal(state)
  try {
    const texts = filed.map(({ text }) => text)
    const [counted] = await db.batch([
      statement(
        `SELECT count(*) AS messages, count(DISTINCT complaint) AS cases FROM complaint_message
          WHERE text IN (SELECT value FROM json_each(?1))`,
        JSON.stringify(texts),
      ),
    ])
    expect(counted).toEqual([{ messages: COMPLAINTS, cases: COMPLAINTS }])
  } finally {
    await db.close()
  }
  expect((await chain(['--state', state])).text).toMatch(/^完好 it holds/)
})
