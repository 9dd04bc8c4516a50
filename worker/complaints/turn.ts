/**
 * A case's turn: what is done to it within one batch. Every act goes through the rules (schema/rules/complaints/way.ts),
 * leaves an event, and is counted; what it does to the complaint's voice comes with it.
 */

import { type ComplaintLevel, openStages } from '../../schema/catalog/complaints.ts'
import { toldAt } from '../../schema/rules/complaints/chain.ts'
import { limitsSettled } from '../../schema/rules/complaints/tally.ts'
import {
  type Actor,
  type CaseState,
  type ComplaintAct,
  dueActs,
  dueOf,
  type Refusal,
  takeAct,
} from '../../schema/rules/complaints/way.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { dayAt, instant } from '../guard/time.ts'
import { regradeVoice, withdrawBound } from '../satisfaction/bound-store.ts'
import {
  casesOf,
  oneCaseOf,
  readCases,
  readSetting,
  type Sets,
  type Setting,
  type StoredCase,
  saveCase,
  settingOf,
  stateOf,
} from './case-store.ts'
import { chain, headOf, onHead, readHead, type Seal, type Told, type Words } from './chain.ts'

/** A case, what has been done to it in this batch, and what comes of that. */
export interface Turn {
  readonly row: StoredCase
  readonly state: CaseState
  readonly sets: Sets
  readonly told: readonly Told[]
  /** what follows once the case is stored */
  readonly writes: readonly Statement[]
}

/** Something that is done to a case. */
export interface Deed {
  act: ComplaintAct
  actor: Actor
  /** what everybody may know of it, beside the level of staff */
  facts?: object
  words?: Words | null
  sets?: Sets
  /** how the handling was, of a confirmation */
  writes?: readonly Statement[]
}

export function turnOf(row: StoredCase): Turn {
  return { row, state: stateOf(row), sets: {}, told: [], writes: [] }
}

const refusals: Record<Refusal, ProblemError> = {
  not_theirs: new ProblemError('forbidden', { detail: 'The case is at a higher level by now.' }),
  not_now: new ProblemError('not_now', { detail: 'The case is not in a stage for this.' }),
  done_before: new ProblemError('not_now', { detail: 'This has been done before.' }),
  too_often: new ProblemError('not_now', { detail: 'The case has been reopened as often as it may be.' }),
  time: new ProblemError('not_now', { detail: 'The days for this are over.' }),
}

/**
 * Does something to a case.
 * @param now epoch milliseconds
 * @throws ProblemError `forbidden` or `not_now`
 */
export function take(turn: Turn, deed: Deed, now: number, setting: Setting): Turn {
  const { row, state } = turn
  const { act, actor, facts = {}, words = null, sets = {}, writes = [] } = deed
  const taken = takeAct(state, act, actor, toldAt(actor.kind, now), setting.calendar)
  if (!taken.ok) throw refusals[taken.why]
  const level = actor.kind === 'staff' ? { level: actor.level } : {}
  return {
    row,
    state: taken.state,
    sets: { ...turn.sets, ...sets },
    told: [
      ...turn.told,
      { case: row.id, by: actor.kind, act: act.act, facts: { ...level, ...facts }, words },
    ],
    writes: [...turn.writes, ...tallies(turn, act, now, setting), ...voiceAfter(row, act, now), ...writes],
  }
}

/** What time has done to a case by now. */
export function settle(turn: Turn, now: number, setting: Setting): Turn {
  const acts = dueActs(turn.state, now, setting.calendar)
  return acts.reduce((settled, act) => {
    const { deadlines } = dueOf(settled.state, setting.calendar)
    const facts = act.act === 'escalate' ? { limit: act.limit, until: instant(deadlines[act.limit]) } : {}
    return take(settled, { act, actor: { kind: 'clock' }, facts }, now, setting)
  }, turn)
}

/* ── what is counted ── */

/** The division that has a case at a level. */
function divisionOf(
  { community, subdistrict }: StoredCase,
  level: ComplaintLevel,
  { city }: Setting,
): string {
  const divisions = [city, subdistrict, community]
  const from = { city: 0, subdistrict: 1, community: 2 }[level]
  const division = divisions.slice(0, from + 1).findLast((code) => code !== null)
  if (division === undefined || division === null) throw new ProblemError('not_loaded')
  return division
}

/** Counts limits for who had the case. */
function tallies({ row, state, sets }: Turn, act: ComplaintAct, now: number, setting: Setting): Statement[] {
  const unit = sets.unit === undefined ? row.unit : sets.unit
  const who = unit ?? divisionOf(row, state.level, setting)
  return limitsSettled(state, act).map(({ limit, inTime }) =>
    statement(
      `INSERT INTO complaint_tally (unit, month, limit_code, on_time, n) VALUES (?1, ?2, ?3, ?4, 1)
        ON CONFLICT (unit, month, limit_code) DO UPDATE SET on_time = on_time + excluded.on_time, n = n + 1`,
      who,
      dayAt(now).slice(0, 7),
      limit,
      Number(inTime),
    ),
  )
}

/** What an act does to the complaint's voice (product.md, "Satisfaction"); a confirmation brings its grade itself. */
function voiceAfter({ voice }: StoredCase, act: ComplaintAct, now: number): Statement[] {
  if (act.act === 'reopen') return [regradeVoice(voice, now)]
  return act.act === 'reject' && act.abuse ? [withdrawBound(voice, now)] : []
}

/* ── storing turns ── */

/** What must be known of a case before anything is done to it. */
export interface Group {
  head: Seal
  setting: Setting
  row: StoredCase
  /** those that are handled with it */
  merged: StoredCase[]
}

/**
 * Reads a case with those merged into it, and the head of the chain, at one moment: as long as the chain has not gone
 * on since, nothing of it has changed.
 * @throws ProblemError `not_found`
 */
export async function readGroup(db: D1Database, id: string): Promise<Group> {
  const [head, years, ledger, found, merged] = await runBatch(db, [
    readHead(),
    ...readSetting(),
    readCases('WHERE c.id = ?1', [id]),
    readCases('WHERE c.merged_into = ?1 ORDER BY c.seq', [id]),
  ])
  return {
    head: headOf(head),
    setting: settingOf(years, ledger),
    row: oneCaseOf(found),
    merged: casesOf(merged),
  }
}

/** The statements of turns: their events onto the head, then how the cases stand, then what follows. */
export async function turnStatements(
  turns: readonly Turn[],
  { head, setting }: Pick<Group, 'head' | 'setting'>,
  now: number,
): Promise<Statement[]> {
  const { writes } = await chain(
    head,
    turns.flatMap(({ told }) => told),
    now,
  )
  return [
    ...writes,
    ...turns.flatMap(({ row, state, sets, told, writes: following }) => [
      saveCase(row, state, sets, told.length, setting),
      ...following,
    ]),
  ]
}

/**
 * Does what time has done to a case by now, in a batch of its own: it stands, whatever becomes of the act that found it.
 * @throws ProblemError `not_found`
 */
export async function settleCase(db: D1Database, id: string, now: number): Promise<void> {
  await onHead(async () => {
    const group = await readGroup(db, id)
    if (group.row.clock_at === null || Date.parse(group.row.clock_at) > now) return
    await runBatch(db, await turnStatements([settle(turnOf(group.row), now, group.setting)], group, now))
  })
}

/** Whether somebody must still do something. */
export const isOpen = ({ stage }: Pick<CaseState, 'stage'>) => openStages.some((one) => one === stage)
