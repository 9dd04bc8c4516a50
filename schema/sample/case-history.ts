/**
 * Plays the made-up cases through the rules of a complaint's way, as if people had acted and time had passed, up to the
 * moment of loading: what comes of it is what the worker would have stored.
 */

import type { ComplaintActor, ComplaintLevel, ComplaintLimit } from '../catalog/complaints.ts'
import { base62 } from '../rules/base62.ts'
import type { HolidayCalendar } from '../rules/calendar.ts'
import {
  CHAIN_START,
  type ChainEvent,
  eventHash,
  sealedWords,
  toldAt,
  wordsHash,
} from '../rules/complaints/chain.ts'
import { limitsSettled } from '../rules/complaints/tally.ts'
import {
  type Actor,
  type CaseState,
  type ComplaintAct,
  dueActs,
  dueOf,
  filedAt,
  levelAbove,
  takeAct,
} from '../rules/complaints/way.ts'
import { dayOf, instantOf, isoOf } from '../rules/hours/days.ts'
import type { SampleCase, SampleStep } from './ledger/cases.ts'
import { seededRandom } from './random.ts'

/** Something that has happened to a case, before it is sealed. */
interface Happened {
  case: string
  /** epoch milliseconds */
  at: number
  by: ComplaintActor
  act: string
  facts: object
  text: string | null
  /** of staff, at which they wrote */
  level: ComplaintLevel | null
}

/** What acts set beside the state. */
interface Beside {
  unit: string | null
  complexReason: string | null
  endedReason: string | null
  endedTo: string | null
  mergedInto: string | null
  grade: number | null
  published: boolean
}

/** A limit as it is counted for a unit in a month. */
export interface PlayedTally {
  unit: string
  month: string
  limit: ComplaintLimit
  onTime: number
  n: number
}

/** A case as it stands at the end. */
export interface PlayedCase {
  sample: SampleCase
  /** number of its event of filing */
  seq: number
  /** epoch milliseconds */
  filed: number
  version: number
  state: CaseState
  beside: Beside
}

/** What was written, with the salt of its hash. */
export interface PlayedMessage {
  id: string
  complaint: string
  seq: number
  at: string
  by: ComplaintActor
  act: string
  level: ComplaintLevel | null
  text: string
  salt: string
}

/** All of it, as it is stored. */
export interface PlayedHistory {
  events: ChainEvent[]
  cases: PlayedCase[]
  messages: PlayedMessage[]
  tallies: PlayedTally[]
}

const MINUTE = 60_000
/** Minutes between two acts on a case at least, and of the day at which staff are there. */
const PAUSE = 25
const OFFICE = { opens: 9 * 60, closes: 17 * 60 }

const nothingBeside: Beside = {
  unit: null,
  complexReason: null,
  endedReason: null,
  endedTo: null,
  mergedInto: null,
  grade: null,
  published: false,
}

/** Who does what, and what everybody is told of it. */
interface Deed {
  act: ComplaintAct
  actor: Actor
  facts: object
  text: string | null
  beside: Partial<Beside>
}

function deedOf(step: SampleStep, { level }: CaseState): Deed {
  const staff = { kind: 'staff', level } as const
  const complainant = { kind: 'complainant' } as const
  const nothing = { facts: {}, text: null, beside: {} }
  switch (step.act) {
    case 'accept':
    case 'assign': {
      const { act, unit } = step
      return { ...nothing, act: { act }, actor: staff, facts: { unit }, beside: { unit } }
    }
    case 'reject': {
      const { act, reason, abuse } = step
      const beside = { endedReason: reason }
      return { ...nothing, act: { act, abuse }, actor: staff, facts: { reason, abuse }, beside }
    }
    case 'transfer': {
      const { act, to, reason, department } = step
      const unit = department === null ? {} : { unit: department }
      const beside = { endedReason: reason, endedTo: to, ...unit }
      return { ...nothing, act: { act }, actor: staff, facts: { to, reason, ...unit }, beside }
    }
    case 'extend': {
      const { act, reason } = step
      return { ...nothing, act: { act }, actor: staff, facts: { reason }, beside: { complexReason: reason } }
    }
    case 'answer':
    case 'resolve':
      return { ...nothing, act: { act: step.act }, actor: staff, text: step.text }
    case 'merge': {
      const { act, into } = step
      return { ...nothing, act: { act }, actor: staff, facts: { into }, beside: { mergedInto: into } }
    }
    case 'publish': {
      const facts = { text: true, photos: 0 }
      return { ...nothing, act: { act: step.act }, actor: staff, facts, beside: { published: true } }
    }
    case 'add':
      return { ...nothing, act: { act: step.act }, actor: complainant, text: step.text }
    case 'confirm': {
      const { act, grade } = step
      return { ...nothing, act: { act }, actor: complainant, facts: { grade }, beside: { grade } }
    }
    case 'reopen': {
      const fresh = { unit: null, mergedInto: null, complexReason: null, endedReason: null, endedTo: null }
      const facts = { to: levelAbove(level) }
      return { act: { act: step.act }, actor: complainant, facts, text: step.text, beside: fresh }
    }
  }
}

/** One case on its way. */
class Play {
  state: CaseState
  beside: Beside = nothingBeside
  readonly happened: Happened[] = []
  readonly tallies: PlayedTally[] = []
  readonly filed: number
  readonly sample: SampleCase
  readonly #today: number
  readonly #calendar: HolidayCalendar

  constructor(sample: SampleCase, today: number, calendar: HolidayCalendar) {
    this.sample = sample
    this.#today = today
    this.#calendar = calendar
    const { id, subject, kind, community, text, daysAgo, minute } = sample
    this.filed = instantOf(today - daysAgo, minute)
    this.state = filedAt(toldAt('complainant', this.filed))
    const facts = { subject: `${subject.kind}:${subject.id}`, kind, community, level: this.state.level }
    this.happened.push({ case: id, at: this.filed, by: 'complainant', act: 'file', facts, text, level: null })
  }

  /** @throws Error when the way does not allow it: the sample's steps are wrong then */
  #take({ act, actor, facts, text, beside }: Deed, at: number): void {
    const taken = takeAct(this.state, act, actor, toldAt(actor.kind, at), this.#calendar)
    if (!taken.ok) throw new Error(`${this.sample.id}: ${act.act} is refused, ${taken.why}`)
    const level = actor.kind === 'staff' ? actor.level : null
    this.#count(act, at)
    this.happened.push({
      case: this.sample.id,
      at,
      by: actor.kind,
      act: act.act,
      facts: { ...(level && { level }), ...facts },
      text,
      level: text === null ? null : level,
    })
    this.state = taken.state
    this.beside = { ...this.beside, ...beside }
  }

  #count(act: ComplaintAct, at: number): void {
    const division = { community: 12, subdistrict: 9, city: 6 }[this.state.level]
    const unit = this.beside.unit ?? this.sample.community.slice(0, division)
    const month = isoOf(dayOf(at)).slice(0, 7)
    for (const { limit, inTime } of limitsSettled(this.state, act)) {
      this.tallies.push({ unit, month, limit, onTime: Number(inTime), n: 1 })
    }
  }

  /** Lets time pass. */
  #until(instant: number): void {
    for (;;) {
      const { clock, deadlines } = dueOf(this.state, this.#calendar)
      if (clock === null || clock > instant) return
      for (const act of dueActs(this.state, clock, this.#calendar)) {
        const facts =
          act.act === 'escalate'
            ? { limit: act.limit, until: new Date(deadlines[act.limit]).toISOString() }
            : {}
        this.#take({ act, actor: { kind: 'clock' }, facts, text: null, beside: {} }, clock)
      }
    }
  }

  /** Does all steps, each in office hours of its day, and then lets time pass until now. */
  run(now: number): this {
    const random = seededRandom(this.filed / MINUTE)
    let last = this.filed
    for (const step of this.sample.steps) {
      const day = this.#today - this.sample.daysAgo + step.day
      const planned = instantOf(day, random.whole(OFFICE.opens, OFFICE.closes))
      const at = Math.max(planned, last + PAUSE * MINUTE)
      this.#until(at)
      this.#take(deedOf(step, this.state), at)
      last = at
    }
    this.#until(now)
    return this
  }
}

/** Tallies of the same unit, month and limit as one. */
function summed(tallies: readonly PlayedTally[]): PlayedTally[] {
  const byKey = new Map<string, PlayedTally>()
  for (const tally of tallies) {
    const key = `${tally.unit} ${tally.month} ${tally.limit}`
    const { onTime, n } = byKey.get(key) ?? { onTime: 0, n: 0 }
    byKey.set(key, { ...tally, onTime: onTime + tally.onTime, n: n + tally.n })
  }
  return [...byKey.values()]
}

/**
 * Plays all cases and seals what has happened, in the order of time, as one chain. The salts are the same every time:
 * here there is nothing to keep secret.
 * @param at epoch milliseconds of the load; its day is the one that days count back from
 */
export async function playCases(
  samples: readonly SampleCase[],
  at: number,
  calendar: HolidayCalendar,
): Promise<PlayedHistory> {
  const today = dayOf(at)
  const plays = samples.map((sample) => new Play(sample, today, calendar).run(at))
  const random = seededRandom(9973)
  const letters = (length: number) => Array.from({ length }, () => random.pick([...base62])).join('')
  const [events, messages]: [ChainEvent[], PlayedMessage[]] = [[], []]
  for (const one of plays.flatMap((play) => play.happened).toSorted((a, b) => a.at - b.at)) {
    const { case: complaint, by, act, facts, text, level } = one
    const seq = events.length + 1
    const told = new Date(toldAt(by, one.at)).toISOString()
    const [id, salt] = [letters(10), letters(22)]
    const words = text === null ? null : await wordsHash(salt, sealedWords(text, []))
    const before = events.at(-1)?.hash ?? CHAIN_START
    const event = { seq, case: complaint, at: told, by, act, facts: JSON.stringify(facts), words, before }
    events.push({ ...event, hash: await eventHash(event) })
    const at = new Date(one.at).toISOString()
    if (text !== null) messages.push({ id, complaint, seq, at, by, act, level, text, salt })
  }
  const seqOf = new Map(events.flatMap((event) => (event.act === 'file' ? [[event.case, event.seq]] : [])))
  return {
    events,
    messages,
    tallies: summed(plays.flatMap((play) => play.tallies)),
    cases: plays.map(({ sample, filed, happened, state, beside }) => ({
      sample,
      seq: seqOf.get(sample.id) ?? 0,
      filed,
      version: happened.length,
      state,
      beside,
    })),
  }
}
