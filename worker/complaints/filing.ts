/** `POST /api/complaints`: a case, its voice, its first event and its photos, in one batch or not at all. */

import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { ComplaintGiven, Taken } from '../../schema/contract/complaint.ts'
import { toldAt } from '../../schema/rules/complaints/chain.ts'
import { dueOf, filedAt } from '../../schema/rules/complaints/way.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Site } from '../guard/cookie.ts'
import { isTaken, type Rows, runBatch } from '../guard/database.ts'
import { type Network, networkOf } from '../guard/network.ts'
import { refuseAbove, type Taking, takeOnce, waitOf } from '../guard/once.ts'
import { ProblemError } from '../guard/problem.ts'
import { requireResident } from '../guard/resident.ts'
import { randomId } from '../guard/secret.ts'
import { dayAt, instant } from '../guard/time.ts'
import {
  type Act,
  expireVoices,
  holdSuspicious,
  markNetwork,
  readStanding,
  type Standing,
  saveVoice,
  standingOf,
} from '../satisfaction/store.ts'
import { oneCaseOf, publicOf, readCases, readSetting, type Setting, settingOf } from './case-store.ts'
import { chain, headOf, onHead, readHead, type Seal } from './chain.ts'
import type { Sent } from './parts.ts'
import { type ArrivedPhoto, discardArriving, storeArriving } from './photo-store.ts'
import { countAttempts, keptReceipt, noteAttempt, receiptFor } from './receipt.ts'

/** What is kept of an answer: everything but the receipt, which nobody must find there. */
export type KeptAnswer = Omit<Taken, 'receipt'>

/** Counts what a resident has filed within a limit's time, as `count` and `first`. */
function countFiled(resident: string, seconds: number, now: number): Statement {
  return statement(
    `SELECT count(*) AS count, min(c.filed_at) AS first FROM voice AS v JOIN complaint AS c ON c.voice = v.id
      WHERE v.resident = ?1 AND c.filed_at > ?2`,
    resident,
    instant(now - seconds * 1_000),
  )
}

/** The name of a subject, as `name`. */
function readName({ kind, id }: Act['subject']): Statement {
  return statement(
    `SELECT name FROM ${kind === 'outlet' ? 'outlet WHERE id' : 'community WHERE code'} = ?1`,
    id,
  )
}

/**
 * Files a complaint.
 * @param key the request's `Idempotency-Key`; the same request with the same key is told the same receipt
 * @throws ProblemError no_resident, not_found, too_many, unavailable, or what `takeOnce` throws; nothing is stored then
 */
export async function takeComplaint(
  c: Site,
  { given, photos }: Sent<ComplaintGiven>,
  key: string,
): Promise<Taken> {
  const now = Date.now()
  const resident = await requireResident(c)
  const network = await networkOf(c, now)
  const act: Act = { resident, subject: given.subject, now }
  const receipt = await receiptFor(c.env, resident, key)
  const filing: Filing = { id: randomId(), receipt: await keptReceipt(c.env, receipt), given, act, network }
  const limits = complaintRule.byResident
  const reads = filingReads(filing)
  const sending = { resident, key, given: [given, photos.map(({ sha256 }) => sha256)], now }
  let arrived: ArrivedPhoto[] | null = null

  async function decide(rows: readonly Rows[]): Promise<Taking> {
    const { wait, ...known } = filingGround(filing, rows)
    const filed = rows.slice(reads.length)
    refuseAbove(Math.max(wait, ...limits.map((limit, at) => waitOf(filed[at], limit, now))))
    arrived ??= await storeArriving(c.env, photos, now)
    const { writes, answer } = await filingStatements(filing, { ...known, photos: arrived })
    return { writes, answer: { sql: 'SELECT ?5 AS answer', params: [JSON.stringify(answer)] } }
  }

  try {
    const answer = await onHead(() =>
      takeOnce(
        c,
        sending,
        [...reads, ...limits.map(({ seconds }) => countFiled(resident, seconds, now))],
        decide,
      ),
    )
    const kept: KeptAnswer = JSON.parse(answer)
    // The same request has been answered before, or at the same time.
    if (kept.case !== filing.id) await discardArriving(c.env, arrived ?? [])
    return { receipt, ...kept }
  } catch (error) {
    await discardArriving(c.env, arrived ?? [])
    if (!isTaken(error, 'complaint.receipt')) throw error
    return { receipt, ...(await answerAnew(c.env.DB, filing.receipt)) }
  }
}

/**
 * The answer to what has been filed so long ago that its answer is no longer kept: whoever had no network all that time
 * asks again, and has no receipt yet.
 * @param receipt as it is kept
 */
async function answerAnew(db: D1Database, receipt: string): Promise<KeptAnswer> {
  const [years, ledger, found, sealed] = await runBatch(db, [
    ...readSetting(),
    readCases('WHERE c.receipt = ?1', [receipt]),
    statement(
      'SELECT e.seq, e.hash FROM complaint AS c JOIN complaint_event AS e ON e.seq = c.seq WHERE c.receipt = ?1',
      receipt,
    ),
  ])
  const { id, deadlines } = publicOf(oneCaseOf(found), settingOf(years, ledger))
  return { case: id, deadlines, seal: headOf(sealed) }
}

/* ── whoever files, by whatever way ── */

/** What is filed: the case's public number, its receipt, its words, who says so, and from where. */
export interface Filing {
  id: string
  /** as it is kept */
  receipt: string
  given: ComplaintGiven
  act: Act
  network: Network
}

/** What filing goes by. */
interface Ground {
  standing: Standing
  /** of the subject */
  name: string
  setting: Setting
  head: Seal
}

/** What must be known before anything is filed; {@link filingGround} reads the rows, which stand first. */
export function filingReads({ given: { subject }, act: { now }, network }: Filing): Statement[] {
  return [
    readStanding(subject),
    readName(subject),
    ...readSetting(),
    readHead(),
    countAttempts('filed', network, complaintRule.byNetwork, now),
  ]
}

/**
 * @param rows of {@link filingReads}; others may follow
 * @returns with the seconds until the network may file again
 * @throws ProblemError `not_found` when there is no such subject
 */
export function filingGround(
  { given: { subject }, act: { now } }: Filing,
  [place, named, years, ledger, head, fromNetwork]: readonly Rows[],
): Ground & { wait: number } {
  const standing = standingOf(place)
  if (!standing) throw new ProblemError('not_found', { detail: `There is no such ${subject.kind}.` })
  return {
    standing,
    name: String(named?.[0]?.['name']),
    setting: settingOf(years, ledger),
    head: headOf(head),
    wait: waitOf(fromNetwork, complaintRule.byNetwork, now),
  }
}

/** What filing writes, and what is answered beside the receipt. */
export async function filingStatements(
  { id, receipt, given, act, network }: Filing,
  { standing, name, setting, head, photos }: Ground & { photos: readonly ArrivedPhoto[] },
): Promise<{ writes: Statement[]; answer: KeptAnswer }> {
  const { now } = act
  const { subject, kind, text } = given
  const { community, subdistrict } = standing
  const state = filedAt(toldAt('complainant', now), community === null ? 'city' : 'community')
  const { deadlines, next, clock } = dueOf(state, setting.calendar)
  const told = {
    case: id,
    by: 'complainant',
    act: 'file',
    facts: { subject: `${subject.kind}:${subject.id}`, kind, community, level: state.level },
    words: { text, level: null, photos },
  } as const
  const { writes, head: seal } = await chain(head, [told], now)
  const answer: KeptAnswer = {
    case: id,
    deadlines: {
      accept: instant(deadlines.accept),
      answer: instant(deadlines.answer),
      resolve: instant(deadlines.resolve),
    },
    seal,
  }
  return {
    writes: [
      expireVoices(now),
      saveVoice(
        act,
        { grade: complaintRule.grade, tags: [], comment: null, via: null },
        standing,
        randomId(),
        'complaint',
      ),
      markNetwork(act, network),
      ...holdSuspicious(act, network),
      noteAttempt('filed', network, now),
      ...writes,
      statement(
        `INSERT INTO complaint (seq, id, receipt, voice, subject_kind, subject, subject_name, community, subdistrict, kind,
            place, merchant_may_see, may_publish, filed_at, filed_on, version, stage, level, began_at, next_limit,
            next_until, clock_at, calendar)
          SELECT ?1, ?2, ?3, id, kind, subject, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?15, ?22, ?16, ?17, ?18, ?19
            FROM voice WHERE resident = ?4 AND kind = ?20 AND subject = ?21`,
        seal.seq,
        id,
        receipt,
        act.resident,
        name,
        community,
        subdistrict,
        kind,
        given.place,
        Number(given.merchantMaySee),
        Number(given.mayPublish),
        instant(now),
        dayAt(now),
        state.stage,
        state.level,
        next?.limit ?? null,
        next && instant(next.until),
        clock === null ? null : instant(clock),
        setting.calendarNumber,
        subject.kind,
        subject.id,
        instant(state.began),
      ),
    ],
    answer,
  }
}
