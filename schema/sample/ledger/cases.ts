/**
 * Complaints of the sample city: made up, so that every stage, every outcome and every kind of lateness occurs, and so
 * many of them that rates can be told. Days are told backwards from the day of loading. What time does to a case is not
 * told here: it follows from the rules (`case-history.ts`).
 */

import {
  type ComplaintKind,
  complaintKindCodes,
  type Department,
  type TransferTarget,
} from '../../catalog/complaints.ts'
import type { Grade, SubjectKind } from '../../catalog/satisfaction.ts'
import type { OutletImportRow } from '../../contract/outlet-import.ts'
import { base62 } from '../../rules/base62.ts'
import { type Random, seededRandom } from '../random.ts'
import { caseReasons, caseWordings } from './case-words.ts'
import type { SampleCommunity } from './communities.ts'

/** What is done to a case, at a level that may. */
export type SampleDeed =
  | { act: 'accept' | 'assign'; unit: string }
  | { act: 'reject'; reason: string; abuse: boolean }
  | { act: 'transfer'; to: TransferTarget; department: Department | null; reason: string }
  | { act: 'answer' | 'resolve' | 'add' | 'reopen'; text: string }
  | { act: 'extend'; reason: string }
  | { act: 'merge'; into: string }
  | { act: 'publish' }
  | { act: 'confirm'; grade: Grade }

/** A deed so many days after filing. */
export type SampleStep = SampleDeed & { day: number }

export interface SampleCase {
  /** as random identifiers look; the same every time */
  id: string
  subject: { kind: SubjectKind; id: string; name: string }
  community: string
  kind: ComplaintKind
  place: string | null
  text: string
  merchantMaySee: boolean
  mayPublish: boolean
  /** days before the day of loading on which it was filed, and the minute of that day */
  daysAgo: number
  minute: number
  steps: SampleStep[]
}

/** Cases that nobody needs to look at one by one: they make the rates. */
const ORDINARY = 110
/** Days before that of loading on which the first was filed, and on which an ordinary one was filed at the latest. */
const FIRST_DAY = 170
const LAST_ORDINARY_DAY = 34

const idOf = (random: Random) => Array.from({ length: 10 }, () => random.pick([...base62])).join('')

/** One of the cases that show something each, by what is done to it. */
interface Shown {
  daysAgo: number
  kind: ComplaintKind
  mayPublish?: boolean
  /** about the circle, at a place in words */
  place?: string
  steps: (wording: { unit: string; answer: string; resolution: string }) => SampleStep[]
}

/** Every stage and outcome; so that a resolution can still be answered, it is at most five days old. */
const shown: readonly Shown[] = [
  { daysAgo: 1, kind: 'street', steps: () => [] },
  { daysAgo: 2, kind: 'nuisance', steps: ({ unit }) => [{ day: 0, act: 'accept', unit }] },
  {
    daysAgo: 3,
    kind: 'price',
    steps: ({ unit, answer }) => [
      { day: 1, act: 'accept', unit },
      { day: 2, act: 'answer', text: answer },
    ],
  },
  {
    daysAgo: 6,
    kind: 'facility',
    place: '社区服务中心东门',
    mayPublish: true,
    steps: ({ unit, answer, resolution }) => [
      { day: 0, act: 'accept', unit },
      { day: 1, act: 'answer', text: answer },
      { day: 3, act: 'resolve', text: resolution },
    ],
  },
  {
    daysAgo: 12,
    kind: 'hygiene',
    steps: ({ unit, answer, resolution }) => [
      { day: 1, act: 'accept', unit },
      { day: 3, act: 'answer', text: answer },
      { day: 8, act: 'resolve', text: resolution },
      { day: 10, act: 'reopen', text: caseReasons.reopened },
    ],
  },
  // nobody does anything: it rises to the city office by itself
  { daysAgo: 24, kind: 'other', place: '东街路口', steps: () => [] },
  {
    daysAgo: 19,
    kind: 'nuisance',
    steps: ({ unit, answer }) => [
      { day: 1, act: 'accept', unit },
      { day: 2, act: 'answer', text: answer },
      { day: 3, act: 'extend', reason: caseReasons.complex },
      { day: 9, act: 'add', text: caseReasons.added },
    ],
  },
  {
    daysAgo: 9,
    kind: 'quality',
    steps: () => [{ day: 1, act: 'reject', reason: caseReasons.rejected, abuse: false }],
  },
  {
    daysAgo: 15,
    kind: 'attitude',
    steps: () => [{ day: 0, act: 'reject', reason: caseReasons.abuse, abuse: true }],
  },
  {
    daysAgo: 11,
    kind: 'dispute',
    steps: ({ unit }) => [
      { day: 1, act: 'accept', unit },
      { day: 2, act: 'transfer', to: '12315', department: null, reason: caseReasons.transferred },
    ],
  },
  {
    daysAgo: 16,
    kind: 'facility',
    place: '三号楼外墙',
    steps: () => [
      { day: 1, act: 'transfer', to: 'department', department: 'housing', reason: caseReasons.department },
    ],
  },
  {
    daysAgo: 28,
    kind: 'street',
    mayPublish: true,
    steps: ({ unit, answer, resolution }) => [
      { day: 0, act: 'accept', unit },
      { day: 2, act: 'answer', text: answer },
      { day: 5, act: 'resolve', text: resolution },
      { day: 7, act: 'confirm', grade: 5 },
      { day: 8, act: 'publish' },
    ],
  },
  {
    daysAgo: 31,
    kind: 'price',
    mayPublish: true,
    steps: ({ unit, answer, resolution }) => [
      { day: 1, act: 'accept', unit },
      { day: 2, act: 'answer', text: answer },
      { day: 4, act: 'resolve', text: resolution },
      { day: 6, act: 'reopen', text: caseReasons.reopened },
      { day: 7, act: 'accept', unit },
      { day: 8, act: 'answer', text: answer },
      { day: 10, act: 'resolve', text: resolution },
      { day: 11, act: 'confirm', grade: 3 },
      { day: 12, act: 'publish' },
    ],
  },
  {
    daysAgo: 26,
    kind: 'hygiene',
    steps: ({ unit, answer, resolution }) => [
      { day: 1, act: 'accept', unit },
      { day: 2, act: 'answer', text: answer },
      { day: 6, act: 'resolve', text: resolution },
    ],
  },
]

/** An ordinary case: mostly on time, sometimes not, mostly confirmed, sometimes left without a word. */
function ordinarySteps(random: Random, kind: ComplaintKind, unit: string): SampleStep[] {
  const { answers, resolutions } = caseWordings[kind]
  const accepted = random.weighted([
    [0, 5],
    [1, 4],
    [4, 1],
  ])
  const answered =
    accepted +
    random.weighted([
      [1, 6],
      [2, 3],
      [6, 1],
    ])
  const resolved =
    answered +
    random.weighted([
      [1, 3],
      [3, 4],
      [5, 2],
      [11, 1],
    ])
  const steps: SampleStep[] = [
    { day: accepted, act: 'accept', unit },
    { day: answered, act: 'answer', text: random.pick(answers) },
    { day: resolved, act: 'resolve', text: random.pick(resolutions) },
  ]
  if (random.chance(0.3)) return steps
  const grade = random.weighted<Grade>([
    [1, 1],
    [2, 2],
    [3, 5],
    [4, 8],
    [5, 8],
  ])
  return [...steps, { day: resolved + random.whole(0, 5), act: 'confirm', grade }]
}

/**
 * All cases, the earliest first.
 * @param outlets the sample's ledger
 */
export function sampleCases(
  communities: readonly SampleCommunity[],
  outlets: readonly OutletImportRow[],
): SampleCase[] {
  const random = seededRandom(13710)
  const urban = communities.filter((community) => community.urban)
  const openOf = (code: string) =>
    outlets.filter(({ circle, status }) => circle === code && status === 'open')
  const served = urban.filter(({ code }) => openOf(code).length > 0)

  function make(kind: ComplaintKind, part: Pick<SampleCase, 'daysAgo' | 'mayPublish' | 'place'>): SampleCase {
    const community = random.pick(served)
    const outlet = random.pick(openOf(community.code))
    return {
      id: idOf(random),
      subject:
        part.place === null
          ? { kind: 'outlet', id: outlet.id ?? '', name: outlet.name }
          : { kind: 'circle', id: community.code, name: community.name },
      community: community.code,
      kind,
      text: random.pick(caseWordings[kind].filed),
      merchantMaySee: part.place === null && random.chance(0.5),
      minute: random.whole(8 * 60, 21 * 60),
      steps: [],
      ...part,
    }
  }
  const unitOf = ({ kind, community }: SampleCase) => {
    const { unit } = caseWordings[kind]
    return unit === 'own' ? community : unit
  }

  const special = shown.map(({ daysAgo, kind, mayPublish = false, place = null, steps }) => {
    const one = make(kind, { daysAgo, mayPublish, place })
    const { answers, resolutions } = caseWordings[kind]
    const wording = { unit: unitOf(one), answer: random.pick(answers), resolution: random.pick(resolutions) }
    return { ...one, steps: steps(wording) }
  })
  const ordinary = Array.from({ length: ORDINARY }, () => {
    const kind = random.pick(complaintKindCodes)
    const daysAgo = random.whole(LAST_ORDINARY_DAY, FIRST_DAY)
    const place = kind === 'facility' || kind === 'other' ? '小区门口' : null
    const one = make(kind, { daysAgo, mayPublish: random.chance(0.4), place })
    return { ...one, steps: ordinarySteps(random, kind, unitOf(one)) }
  })
  const all = [...special, ...ordinary, ...duplicateOf(random, special)]
  return all.toSorted((one, other) => other.daysAgo - one.daysAgo || one.minute - other.minute)
}

/** Somebody else complains of the same: it is handled with the first one. */
function duplicateOf(random: Random, cases: readonly SampleCase[]): SampleCase[] {
  const main = cases.find(({ steps }) => steps.some(({ act }) => act === 'extend'))
  if (!main) return []
  const unit = main.steps.flatMap((step) => (step.act === 'accept' ? [step.unit] : []))[0] ?? main.community
  return [
    {
      ...main,
      id: idOf(random),
      text: '同一家店的油烟，我家在四楼也闻得到。',
      daysAgo: main.daysAgo - 5,
      steps: [
        { day: 0, act: 'accept', unit },
        { day: 0, act: 'merge', into: main.id },
        { day: 2, act: 'answer', text: caseWordings[main.kind].answers[0] ?? '' },
        { day: 3, act: 'extend', reason: caseReasons.complex },
      ],
    },
  ]
}
