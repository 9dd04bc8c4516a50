/**
 * Does the events of a case again, from its filing on, and tells how the case must stand: what is stored of it is held
 * against that. An event that the way does not allow is itself a break.
 */

import * as v from 'valibot'
import { type ComplaintLevel, complaintLevels, complaintLimitCodes } from '../../catalog/complaints.ts'
import type { ChainEvent } from './chain.ts'
import { type Actor, type CaseState, type ComplaintAct, filedAt, retakeAct } from './way.ts'

/** How a case must stand after its events. */
export interface Replayed {
  state: CaseState
  /** events so far */
  version: number
  unit: string | null
  mergedInto: string | null
  grade: number | null
  published: boolean
  /** what was filed: subject, kind, community */
  filed: FiledFacts
}

const FiledShape = v.object({
  subject: v.string(),
  kind: v.string(),
  community: v.nullable(v.string()),
  level: v.picklist(complaintLevels),
})
/** What is public of the event of filing; `subject` is its kind and identifier, joined by a colon. */
export type FiledFacts = v.InferOutput<typeof FiledShape>

/** What replaying reads of the facts of any other event. */
const FactsShape = v.object({
  /** of staff, at which they acted */
  level: v.optional(v.picklist(complaintLevels)),
  limit: v.optional(v.picklist(complaintLimitCodes)),
  abuse: v.optional(v.boolean()),
  unit: v.optional(v.string()),
  into: v.optional(v.string()),
  grade: v.optional(v.number()),
  text: v.optional(v.boolean()),
  photos: v.optional(v.number()),
})
type Facts = v.InferOutput<typeof FactsShape>

function actOf(name: string, { limit, abuse }: Facts): ComplaintAct | null {
  switch (name) {
    case 'reject':
      return abuse === undefined ? null : { act: name, abuse }
    case 'escalate':
      return limit === undefined ? null : { act: name, limit }
    case 'accept':
    case 'transfer':
    case 'assign':
    case 'answer':
    case 'extend':
    case 'resolve':
    case 'merge':
    case 'publish':
    case 'add':
    case 'respond':
    case 'confirm':
    case 'reopen':
    case 'lapse':
      return { act: name }
    default:
      return null
  }
}

function actorOf(by: string, level: ComplaintLevel | undefined): Actor | null {
  switch (by) {
    case 'staff':
      return level === undefined ? null : { kind: by, level }
    case 'complainant':
    case 'merchant':
    case 'clock':
      return { kind: by }
    default:
      return null
  }
}

function read<Schema extends v.GenericSchema>(shape: Schema, facts: string): v.InferOutput<Schema> | null {
  try {
    const result = v.safeParse(shape, JSON.parse(facts))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/** What an act sets beside the state. */
function besides(name: ComplaintAct['act'], facts: Facts): Partial<Replayed> {
  switch (name) {
    case 'accept':
    case 'assign':
      return { unit: facts.unit ?? null }
    case 'transfer':
      return facts.unit === undefined ? {} : { unit: facts.unit }
    case 'merge':
      return { mergedInto: facts.into ?? null }
    case 'reopen':
      return { mergedInto: null, unit: null }
    case 'confirm':
      return { grade: facts.grade ?? null }
    case 'publish':
      return { published: facts.text === true || (facts.photos ?? 0) > 0 }
    default:
      return {}
  }
}

/** One event further; null when the way does not allow it. */
export function replayEvent(before: Replayed | null, event: ChainEvent): Replayed | null {
  const at = Date.parse(event.at)
  if (event.act === 'file') {
    const filed = read(FiledShape, event.facts)
    if (before !== null || filed === null || event.by !== 'complainant') return null
    const nothing = { unit: null, mergedInto: null, grade: null, published: false }
    return { state: filedAt(at, filed.level), version: 1, ...nothing, filed }
  }
  const facts = read(FactsShape, event.facts)
  if (before === null || facts === null) return null
  const [act, actor] = [actOf(event.act, facts), actorOf(event.by, facts.level)]
  if (act === null || actor === null) return null
  const taken = retakeAct(before.state, act, actor, at)
  if (!taken.ok) return null
  return { ...before, ...besides(act.act, facts), state: taken.state, version: before.version + 1 }
}

/** What the events of a case tell of it, one name and value each. */
export interface CaseFacts {
  subject: string
  kind: string
  community: string | null
  version: number
  stage: string
  level: string
  /** epoch milliseconds, as the others that are instants */
  began: number
  complex: boolean
  accept: number | null
  answer: number | null
  resolve: number | null
  /** limits, joined by commas */
  missed: string
  ended: number | null
  abuse: boolean
  outcome: string | null
  reopened: number
  late: number
  unit: string | null
  mergedInto: string | null
  grade: number | null
  published: boolean
}

function factsOf({ state, filed, version, unit, mergedInto, grade, published }: Replayed): CaseFacts {
  const { stage, level, began, complex, done, missed, ended, abuse, outcome, reopened, late } = state
  const { subject, kind, community } = filed
  const place = { subject, kind, community, version, unit, mergedInto, grade, published }
  return {
    ...place,
    stage,
    level,
    began,
    complex,
    ...done,
    missed: missed.join(),
    ended,
    abuse,
    outcome,
    reopened,
    late,
  }
}

/**
 * What is stored otherwise than the events tell.
 * @param kept what is known of how it is stored, by the names of {@link CaseFacts}
 * @returns the names of what differs
 */
export function differences(replayed: Replayed, kept: Readonly<Record<string, unknown>>): string[] {
  const told = new Map<string, unknown>(Object.entries(factsOf(replayed)))
  return Object.entries(kept)
    .filter(([name, value]) => told.get(name) !== value)
    .map(([name]) => name)
}
