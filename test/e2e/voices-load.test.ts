/**
 * A thousand residents at once, against the built worker over HTTP on loopback: every rating that was acknowledged is
 * in the measure exactly once, and the measure is what counting them one by one gives.
 */

import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import { voiceLimits } from '../../schema/catalog/voice-limits.ts'
import { ChallengePublic, type Rating, RatingPublic } from '../../schema/contract/rating.ts'
import { MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { seededRandom } from '../../schema/sample/random.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { startOwnSite } from './own-site.ts'

const RESIDENTS = 1_000
/** Requests under way at a time. */
const CONCURRENCY = 40

const code = '411281001005'
const own = sampleCity().outlets.filter(({ circle, status }) => circle === code && status === 'open')
const subjects = [
  { kind: 'circle', id: code },
  ...own.slice(0, 40).map(({ id = '' }) => ({ kind: 'outlet', id })),
] as const

let site: Site
beforeAll(async () => {
  site = await startOwnSite()
})
afterAll(() => site.close())

interface Sent {
  resident: number
  network: string
  rating: Rating
}

/** Times that a phone sends again what was not acknowledged: the local server loses a connection under such a load. */
const TRIES = 3

/** Sends until there is an answer of the worker, as the outbox does, with the same key. */
async function acknowledged(address: string, request: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(address, request)
    if (answer.status < 500 || tries === TRIES) return answer
    await answer.body?.cancel()
  }
}

/** One resident: a cookie, a task, one rating sent once or twice at the same time. */
async function speak(resident: number, random: ReturnType<typeof seededRandom>): Promise<Sent> {
  // every eighth is one of a crowd behind one address that praises one shop
  const crowd = resident % 8 === 0
  const network = crowd ? '203.0.113.8' : `10.${resident >> 8}.${resident & 255}.1`
  const subject = crowd ? subjects[1] : random.pick(subjects)
  const grade = crowd ? 5 : random.pick([1, 2, 3, 4, 5])
  const from = { 'CF-Connecting-IP': network }
  const asked = await acknowledged(`${site.origin}/api/challenge`, { headers: from })
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const challenge = v.parse(ChallengePublic, await asked.json())
  const solution = await solveChallenge({ challenge, deriveKey })
  const request = {
    method: 'POST',
    headers: {
      ...from,
      Cookie: cookie,
      'Content-Type': 'application/json',
      'Idempotency-Key': `resident-${resident}`,
      Altcha: btoa(JSON.stringify({ challenge, solution })),
    },
    body: JSON.stringify({ subject, grade }),
  }
  const answers = await Promise.all(
    Array.from({ length: resident % 5 === 0 ? 2 : 1 }, () =>
      acknowledged(`${site.origin}/api/ratings`, request),
    ),
  )
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(
    answers.map(({ status }) => status),
    texts[0],
  ).toEqual(answers.map(() => 201))
  expect(new Set(texts).size).toBe(1)
  return { resident, network, rating: v.parse(RatingPublic, JSON.parse(texts[0] ?? '')) }
}

async function measure(query: string) {
  const response = await fetch(`${site.origin}/api/satisfaction?${query}`, {
    headers: { 'Cache-Control': 'no-cache' },
  })
  return v.parse(MeasurePublic, await response.json())
}

it('all of them are counted once, and a crowd of one network is held', async () => {
  const before = await measure('scope=city')
  const beforeCommunity = await measure(`scope=community&id=${code}`)
  const random = seededRandom(4)
  const waiting = Array.from({ length: RESIDENTS }, (_, resident) => resident)
  const sent: Sent[] = []
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let resident = waiting.shift(); resident !== undefined; resident = waiting.shift()) {
        sent.push(await speak(resident, random))
      }
    }),
  )
  expect(sent).toHaveLength(RESIDENTS)

  const crowd = sent.filter(({ network }) => network === '203.0.113.8')
  expect(crowd.length).toBeGreaterThan(voiceLimits.networkOnSubject[0].most)
  const counted = sent.filter(({ network }) => network !== '203.0.113.8')
  const added = (grade: number) => counted.filter(({ rating }) => rating.grade === grade).length

  for (const [scope, old] of [
    ['scope=city', before],
    [`scope=community&id=${code}`, beforeCommunity],
  ] as const) {
    const now = await measure(scope)
    expect(now.voices, scope).toBe(old.voices + counted.length)
    expect(now.residents, scope).toBe(old.residents + counted.length)
    expect(now.heldBack, scope).toBe(old.heldBack + crowd.length)
    expect(now.distribution, scope).toEqual(old.distribution?.map((n, at) => n + added(at + 1)))
    const satisfied = now.distribution?.slice(2).reduce((sum, n) => sum + n, 0) ?? 0
    expect(now.rate, scope).toBe(satisfied / now.voices)
  }
})
