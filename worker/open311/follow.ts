/** Cases as service requests: what the public ledger shows, and nothing else. */

import {
  complaintKinds,
  complaintLimits,
  departments,
  transferTargets,
} from '../../schema/catalog/complaints.ts'
import { grades } from '../../schema/catalog/satisfaction.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import type { ServiceRequest } from '../../schema/contract/open311.ts'
import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'
import { type CaseHeardOf, endedStages } from '../complaints/span-store.ts'
import type { Ground } from './ground.ts'
import type { Words } from './words/zh-CN.ts'

/** Where a request is answered, and in which words. */
export interface Telling {
  ground: Ground
  words: Words
  /** scheme and host of the site */
  origin: string
}

const OFFSET = 8 * 3_600_000

/** An instant of the W3C note, in the time of the city. */
export function w3cOf(instant: string): string {
  return `${new Date(Date.parse(instant) + OFFSET).toISOString().slice(0, 19)}+08:00`
}

/** The last day of a period, of the midnight that ends it. */
export const lastDay = (until: string): string => isoOf(dayOf(Date.parse(until) - 1))

/** Whether nothing more is to come: what is resolved stays open until the complainant has confirmed it. */
const isEnded = ({ stage }: Case) => endedStages.some((one) => one === stage)

const isUnderWay = (shown: Case) => shown.next !== null

export function requestOf({ case: shown, heard }: CaseHeardOf, telling: Telling): ServiceRequest {
  const { words, origin } = telling
  const place = placeOf(shown, telling)
  const [photo] = shown.published?.photos ?? []
  return {
    service_request_id: shown.id,
    status: isEnded(shown) ? 'closed' : 'open',
    status_notes: notesOf(shown, words),
    service_name: named(complaintKinds, shown.kind, words),
    service_code: shown.kind,
    description: shown.published?.text ?? neutral(shown, telling),
    agency_responsible: shown.unit && unitName(shown.unit, telling),
    service_notice: words.notice,
    // The day only: whoever served them may remember who was there at that minute.
    requested_datetime: `${shown.filedOn}T00:00:00+08:00`,
    updated_datetime: w3cOf(heard),
    expected_datetime: isUnderWay(shown) ? w3cOf(shown.deadlines.resolve) : null,
    address: place?.address ?? null,
    address_id: shown.subject.id,
    zipcode: null,
    lat: place?.position?.[1] ?? null,
    long: place?.position?.[0] ?? null,
    media_url: photo === undefined ? null : `${origin}/api/complaints/photos/${photo}`,
  }
}

/* ── in words ── */

interface Named {
  code: string
  name: string
  nameEn: string
}

function named(list: readonly Named[], code: string, words: Words): string {
  const found = list.find((one) => one.code === code)
  return found ? words.nameOf(found) : code
}

function unitName(unit: string, { ground: { city }, words }: Telling): string {
  return named([...departments, city, ...city.subdistricts, ...city.communities], unit, words)
}

/** What a case is about, where nobody is to read what was written. */
function neutral({ subject, kind }: Case, { ground: { city }, words }: Telling): string {
  const circle = city.communities.find(({ code }) => code === subject.id)
  const about = circle ? words.request.circle(words.nameOf(circle)) : subject.name
  return words.request.description(about, named(complaintKinds, kind, words))
}

/** Where it stands, what is due by when, what was late, and how it ended. */
function notesOf(shown: Case, words: Words): string {
  const { request, stages, gap } = words
  const { stage, next, late, reopened, complexReason, replyUntil, mergedInto } = shown
  const notes = [
    stages[stage],
    next && request.due(named(complaintLimits, next.limit, words), lastDay(next.until)),
    complexReason && request.complex(unstopped(complexReason)),
    late > 0 && request.late(late),
    reopened > 0 && request.reopened(reopened),
    shown.provisional && request.provisional,
    ending(shown, words),
    replyUntil && request[stage === 'resolved' ? 'replyUntil' : 'reopenUntil'](lastDay(replyUntil)),
    mergedInto && request.merged(mergedInto),
    shown.published?.summary,
  ]
  return notes.filter((note) => typeof note === 'string').join(gap)
}

/** What staff wrote, without the full stop that the sentence around it has. */
const unstopped = (text: string) => text.replace(/[。．.\s]+$/u, '')

function ending({ stage, outcome, grade, ended }: Case, words: Words): string | null {
  const { request } = words
  const reason = unstopped(ended?.reason ?? '')
  if (ended?.to) return request.transferred(named(transferTargets, ended.to, words), reason)
  if (ended && stage === 'rejected') return request.rejected(reason)
  if (outcome === 'no_reply') return request.noReply
  const given = grades.find((one) => one.grade === grade)
  return given ? request.confirmed(words.nameOf(given)) : null
}

/* ── where ── */

interface Place {
  /** from the most specific to the most general */
  address: string
  position: readonly [lng: number, lat: number] | null
}

/** Where the subject is; null when it is no longer there, because another city has been loaded. */
function placeOf({ subject, community }: Case, { ground: { city, outlets }, words }: Telling): Place | null {
  const joined = (parts: readonly (string | null | undefined)[]) =>
    parts.filter((part) => part).join(words.comma)
  if (subject.kind === 'outlet') {
    const outlet = outlets.get(subject.id)
    const circle = city.communities.find(({ code }) => code === community?.code)
    return outlet
      ? {
          address: joined([outlet.name, outlet.address, circle && words.nameOf(circle), words.nameOf(city)]),
          position: [outlet.lng, outlet.lat],
        }
      : null
  }
  const circle = city.communities.find(({ code }) => code === subject.id)
  return circle
    ? {
        address: joined([circle.centreName, circle.centreAddress, words.nameOf(circle), words.nameOf(city)]),
        position: circle.centre,
      }
    : null
}
