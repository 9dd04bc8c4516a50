/** The chain over the events of all cases, as it is written: onto its head, or not at all. */

import type { ComplaintActor } from '../../schema/catalog/complaints.ts'
import type { StaffRole } from '../../schema/catalog/roles.ts'
import {
  CHAIN_START,
  eventHash,
  sealedWords,
  toldAt,
  wordsHash,
} from '../../schema/rules/complaints/chain.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Rows } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { randomId, randomToken } from '../guard/secret.ts'
import { instant } from '../guard/time.ts'
import type { ArrivedPhoto } from './photo-store.ts'
import { keepPhotos } from './photo-store.ts'

/** An event by its number and hash. */
export interface Seal {
  seq: number
  hash: string
}

/** What is to be told of a case. */
export interface Told {
  case: string
  by: ComplaintActor
  act: string
  /** what everybody may know of it */
  facts: object
  /** what was written; null where nothing was */
  words: Words | null
}

export interface Words {
  text: string
  /** of staff, at which they wrote */
  level: StaffRole | null
  photos: readonly ArrivedPhoto[]
}

/** The head of the chain; {@link headOf} reads its rows. */
export function readHead(): Statement {
  return statement('SELECT seq, hash FROM complaint_event ORDER BY seq DESC LIMIT 1')
}

export function headOf(rows: Rows | undefined): Seal {
  const [row] = rows ?? []
  return row ? { seq: Number(row['seq']), hash: String(row['hash']) } : { seq: 0, hash: CHAIN_START }
}

/**
 * Writes events onto the chain.
 * @returns the statements, and the head that there is then
 */
export async function chain(
  head: Seal,
  told: readonly Told[],
  now: number,
): Promise<{ writes: Statement[]; head: Seal }> {
  const writes: Statement[] = []
  let last = head
  for (const { case: number, by, act, facts, words } of told) {
    const seq = last.seq + 1
    const salt = randomToken()
    const event = {
      seq,
      case: number,
      at: instant(toldAt(by, now)),
      by,
      act,
      facts: JSON.stringify(facts),
      words:
        words &&
        (await wordsHash(
          salt,
          sealedWords(
            words.text,
            words.photos.map(({ sha256 }) => sha256),
          ),
        )),
      before: last.hash,
    }
    const hash = await eventHash(event)
    writes.push(
      statement(
        `INSERT INTO complaint_event (seq, complaint, at, by, act, facts, words, before, hash)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
        seq,
        number,
        event.at,
        by,
        act,
        event.facts,
        event.words,
        event.before,
        hash,
      ),
    )
    if (words) writes.push(...keepWords({ ...event, at: instant(now) }, words, salt))
    last = { seq, hash }
  }
  return { writes, head: last }
}

function keepWords(
  { seq, case: number, at, by, act }: { seq: number; case: string; at: string; by: string; act: string },
  { text, level, photos }: Words,
  salt: string,
): Statement[] {
  const id = randomId()
  return [
    statement(
      `INSERT INTO complaint_message (id, complaint, seq, at, by, act, level, text, salt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      id,
      number,
      seq,
      at,
      by,
      act,
      level,
      text,
      salt,
    ),
    ...keepPhotos(photos, number, id),
  ]
}

/* ── going on from a head that others go on from, too ── */

/** How often somebody who was overtaken tries again, and how long they wait before that at most; milliseconds. */
const again = { tries: 40, firstWait: 15, mostWait: 400 } as const

const isMoved = (error: unknown) => error instanceof Error && error.message.includes('the chain has gone on')

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** Ends when whoever came last in this isolate has ended. */
let last = Promise.resolve()

/**
 * Does something that reads the head and writes onto it; again, from the new head, when somebody else was quicker. In
 * one isolate they let each other pass, so that they need not overtake each other; but nobody waits for long, since a
 * request may be broken off, and the database alone decides who was first.
 * @throws ProblemError `unavailable` when others always were, or what the attempt throws
 */
export async function onHead<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const before = last
  let end = () => {}
  last = new Promise((resolve) => {
    end = resolve
  })
  try {
    await Promise.race([before, pause(again.mostWait)])
    return await untilFirst(attempt)
  } finally {
    end()
  }
}

async function untilFirst<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; tries <= again.tries; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isMoved(error)) throw error
      // Not all at the same time again.
      await pause(Math.random() * Math.min(again.mostWait, again.firstWait * 1.5 ** tries))
    }
  }
  throw new ProblemError('unavailable', {
    detail: 'Too many are filing at once. Send it again; nothing was stored.',
    headers: { 'Retry-After': '3' },
  })
}
