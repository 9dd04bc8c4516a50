/** A complaint's way against a reference that was written from the text of the rule, and shares nothing with ours. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complaintLevels, complaintStageCodes } from '../../schema/catalog/complaints.ts'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import {
  type Actor,
  type CaseState,
  type ComplaintAct,
  dueActs,
  dueOf,
  filedAt,
  takeAct,
} from '../../schema/rules/complaints/way.ts'
import { endOf, later, monthLater, workingDay } from './complaint-calendar.ts'

const calendar = holidayCalendar(holidayYears, holidayDays)

/** Which act by whom leads from where to where, one line each. */
const moves = new Map(
  `
  filed accept staff accepted · reopened accept staff accepted
  filed reject staff rejected · reopened reject staff rejected
  filed transfer staff transferred · accepted transfer staff transferred · answered transfer staff transferred · reopened transfer staff transferred
  accepted assign staff accepted · answered assign staff answered
  accepted answer staff answered · answered answer staff answered
  accepted extend staff accepted · answered extend staff answered
  accepted resolve staff resolved · answered resolve staff resolved
  filed merge staff filed · accepted merge staff accepted · answered merge staff answered · reopened merge staff reopened
  filed add complainant filed · accepted add complainant accepted · answered add complainant answered · reopened add complainant reopened · resolved add complainant resolved
  filed respond merchant filed · accepted respond merchant accepted · answered respond merchant answered · reopened respond merchant reopened · resolved respond merchant resolved
  resolved confirm complainant closed
  resolved reopen complainant reopened · rejected reopen complainant reopened · transferred reopen complainant reopened
  resolved lapse clock closed
  filed escalate clock filed · accepted escalate clock accepted · answered escalate clock answered · reopened escalate clock reopened
  `
    .split(/\n|·/)
    .map((line) => line.trim().split(' '))
    .filter((words) => words.length === 4)
    .map(([from, act, by, to]) => [`${from} ${act} ${by}`, to] as const),
)
for (const stage of complaintStageCodes) moves.set(`${stage} publish staff`, stage)

interface Known {
  stage: string
  level: number
  /** ISO date on which the limits began to run */
  from: string
  month: boolean
  /** limits that count no more */
  settled: string[]
  over: string | null
  abuse: boolean
  reopenings: number
  misses: number
}

const dateOf = (now: number) => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

/** When a limit of the reference runs out. */
function runsOut({ from, month }: Known, limit: string): number {
  if (limit === 'resolve' && month) return endOf(monthLater(from))
  return endOf(workingDay(from, { accept: 1, answer: 3, resolve: 7 }[limit] ?? 0))
}

function step(known: Known, act: ComplaintAct, actor: Actor, now: number): Known | null {
  const to = moves.get(`${known.stage} ${act.act} ${actor.kind}`)
  if (to === undefined) return null
  if (actor.kind === 'staff' && complaintLevels.indexOf(actor.level) < known.level) return null
  const silent = known.over !== null && now >= endOf(later(known.over, 7))
  const up = Math.min(2, known.level + 1)
  const today = dateOf(now)
  const settle = (...limits: string[]) => [...known.settled, ...limits]
  switch (act.act) {
    case 'accept':
      return { ...known, stage: to, settled: settle('accept') }
    case 'answer':
      return { ...known, stage: to, settled: settle('answer') }
    case 'resolve':
      return { ...known, stage: to, settled: settle('answer', 'resolve'), over: today }
    case 'reject':
      return { ...known, stage: to, over: today, abuse: act.abuse }
    case 'transfer':
      return { ...known, stage: to, over: today }
    case 'add':
      return to === 'resolved' ? { ...known, over: today } : known
    case 'extend':
      return known.month ? null : { ...known, month: true }
    case 'confirm':
      return silent ? null : { ...known, stage: to }
    case 'lapse':
      return silent ? { ...known, stage: to } : null
    case 'reopen':
      if (known.abuse || silent || known.reopenings === 2) return null
      return {
        ...known,
        stage: to,
        level: up,
        from: today,
        month: false,
        settled: [],
        over: null,
        reopenings: known.reopenings + 1,
      }
    case 'escalate':
      if (known.settled.includes(act.limit) || now < runsOut(known, act.limit)) return null
      return { ...known, level: up, settled: settle(act.limit), misses: known.misses + 1 }
    default:
      return known
  }
}

/** What both must say alike. */
const ours = (state: CaseState) => ({
  stage: state.stage,
  level: complaintLevels.indexOf(state.level),
  reopenings: state.reopened,
  misses: state.late,
  month: state.complex,
})
const theirs = ({ stage, level, reopenings, misses, month }: Known) => ({
  stage,
  level,
  reopenings,
  misses,
  month,
})

const limit = fc.constantFrom('accept' as const, 'answer' as const, 'resolve' as const)
const anyAct: fc.Arbitrary<ComplaintAct> = fc.oneof(
  ...(
    [
      'accept',
      'transfer',
      'assign',
      'answer',
      'extend',
      'resolve',
      'merge',
      'publish',
      'add',
      'respond',
      'confirm',
      'reopen',
      'lapse',
    ] as const
  ).map((act) => fc.constant<ComplaintAct>({ act })),
  fc.boolean().map((abuse): ComplaintAct => ({ act: 'reject', abuse })),
  limit.map((which): ComplaintAct => ({ act: 'escalate', limit: which })),
)
const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...complaintLevels).map((level): Actor => ({ kind: 'staff', level })),
  },
  fc.constantFrom<Actor>({ kind: 'complainant' }, { kind: 'merchant' }, { kind: 'clock' }),
)
/** Half of what is tried is tried by whom it may be, so that sequences get somewhere. */
const anyTry = fc
  .tuple(anyAct, anyActor, fc.boolean(), fc.integer({ min: 0, max: 6 * 24 }))
  .map(([act, actor, fits, hours]) => {
    const [line = ''] = [...moves.keys()].filter((key) => key.split(' ')[1] === act.act)
    const by = line.split(' ')[2]
    const fitting: Actor =
      by === 'complainant' || by === 'merchant' || by === 'clock'
        ? { kind: by }
        : { kind: 'staff', level: 'city' }
    return { act, actor: fits ? fitting : actor, hours }
  })

describe('a complaint’s way', () => {
  it('lets through what the rule lets through, whoever tries whatever in whatever order', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.array(anyTry, { maxLength: 40 }), (day, tries) => {
        let now = Date.parse('2024-01-01T09:30:00+08:00') + day * 86_400_000
        let state = filedAt(now)
        let known: Known = {
          stage: 'filed',
          level: 0,
          from: dateOf(now),
          month: false,
          settled: [],
          over: null,
          abuse: false,
          reopenings: 0,
          misses: 0,
        }
        for (const { act, actor, hours } of tries) {
          now += hours * 3_600_000
          const taken = takeAct(state, act, actor, now, calendar)
          const wanted = step(known, act, actor, now)
          expect(taken.ok, JSON.stringify({ act, actor, known, now: new Date(now) })).toBe(wanted !== null)
          if (taken.ok && wanted) {
            state = taken.state
            known = wanted
          }
          seen.add(known.stage)
          expect(ours(state)).toEqual(theirs(known))
        }
      }),
      { numRuns: 2_000 },
    )
    // a property that gets nowhere proves nothing
    expect([...seen].toSorted()).toEqual([...complaintStageCodes].toSorted())
  })

  it('lets time do exactly what is due, once', () => {
    fc.assert(
      fc.property(
        fc.array(anyTry, { maxLength: 20 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        (tries, hours) => {
          let now = Date.parse('2025-09-20T09:30:00+08:00')
          let state = filedAt(now)
          for (const { act, actor, hours: passed } of tries) {
            now += passed * 3_600_000
            const taken = takeAct(state, act, actor, now, calendar)
            if (taken.ok) state = taken.state
          }
          now += hours * 3_600_000
          const { clock } = dueOf(state, calendar)
          expect(dueActs(state, now, calendar).length > 0).toBe(clock !== null && now >= clock)
          for (const act of dueActs(state, now, calendar)) {
            const taken = takeAct(state, act, { kind: 'clock' }, now, calendar)
            expect(taken.ok).toBe(true)
            if (taken.ok) state = taken.state
          }
          expect(dueActs(state, now, calendar)).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })
})
