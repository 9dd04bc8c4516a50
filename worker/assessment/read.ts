/** Reading the assessment: what is stored, with whether it is of what there is now. */

import type { CircleAssessment, CityAssessment } from '../../schema/contract/assessment.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import { dayAt } from '../guard/time.ts'
import { REVISION_TRUSTED_MS } from '../places/memory.ts'
import { countAnew, isCurrent } from './count.ts'
import { type Counted, type Head, readHead, readResult } from './store.ts'

/** A stored result that there is. */
export interface Standing extends Head {
  counted: Counted
  current: boolean
}

/** What this isolate read last; believed as long as a revision is. */
let known: { standing: Standing; day: string; askedAt: number } | null = null

/** How often, and with how many milliseconds between, whoever comes while the very first count runs looks for it. */
const LOOKS = 40
const LOOK_AFTER_MS = 250

const hasResult = (head: Head): head is Head & { counted: Counted } => head.counted !== null

/** Counts for the first time, or waits for who does. */
async function firstResult(db: D1Database, now: number, today: string): Promise<Head & { counted: Counted }> {
  await countAnew(db, now)
  for (let looks = LOOKS; looks > 0; looks--) {
    const head = await readHead(db, today)
    if (hasResult(head)) return head
    await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER_MS))
  }
  throw new ProblemError('unavailable', {
    detail: 'It is being counted for the first time.',
    headers: { 'Retry-After': '5' },
  })
}

/**
 * Of what the stored result is. One that is outdated is counted anew once the request is answered; only the very first
 * count is waited for. When the database cannot be reached, the last one known: old answers are better than none.
 * @throws ProblemError `not_loaded` without a city, `unavailable` while the first count takes too long; what the database
 * throws when none was known
 */
export async function standingOf(c: Site): Promise<Standing> {
  const now = Date.now()
  const day = dayAt(now)
  // either way: a clock may have been set back
  if (known?.day === day && Math.abs(now - known.askedAt) < REVISION_TRUSTED_MS) return known.standing
  try {
    const standing = await readStanding(c.env.DB, now, day)
    known = { standing, day, askedAt: now }
    if (!standing.current) c.executionCtx.waitUntil(countQuietly(c.env.DB, now))
    return standing
  } catch (error) {
    if (!known || error instanceof ProblemError) {
      known = null
      throw error
    }
    console.error('The assessment could not be read; answering with the last one known.', error)
    return known.standing
  }
}

async function readStanding(db: D1Database, now: number, day: string): Promise<Standing> {
  const read = await readHead(db, day)
  const head = hasResult(read) ? read : await firstResult(db, now, day)
  return { ...head, current: isCurrent(head) }
}

/** Counts for those who come after; whoever is answered already has nothing to learn of a failure. */
async function countQuietly(db: D1Database, now: number): Promise<void> {
  await countAnew(db, now).catch((error: unknown) => {
    console.error('The assessment could not be counted.', error)
  })
}

/** What a result's answer depends on besides its address and revision. */
export const besideOf = ({ serial, current }: Standing) => `${serial} ${current}`

/** The answer that was made last: one object a state, so that it is packed once. */
let made: { beside: string; answer: CityAssessment } | null = null

/**
 * The stored result as everybody reads it. Where another one has been stored since `standing` was read, it is that one:
 * what is told of a result is always told of the same.
 */
export async function publicAssessment(db: D1Database, standing: Standing): Promise<CityAssessment> {
  const beside = besideOf(standing)
  if (made?.beside === beside) return made.answer
  const { serial, counted, communities } = await readResult(db)
  const { print: _, ...told } = counted
  const answer = { sample: standing.sample, current: standing.current, ...told, communities }
  if (serial === standing.serial) made = { beside, answer }
  return answer
}

/** What is stored of one community; null where there is nothing, because it has come since. */
export async function assessedCommunity(
  db: D1Database,
  standing: Standing,
  code: string,
): Promise<CircleAssessment | null> {
  const { communities } = await publicAssessment(db, standing)
  return communities.find((community) => community.code === code) ?? null
}
