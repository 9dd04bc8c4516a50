/** What a client asks for or sends: read, held against the contract, and refused with what to do. */

import * as v from 'valibot'
import type { ComplaintGiven } from '../../schema/contract/complaint.ts'
import { OPEN311_DAYS_MAX } from '../../schema/contract/limits.ts'
import {
  type Open311Request,
  Open311RequestInput,
  Open311RequestsQuery,
} from '../../schema/contract/open311.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import { dayOf, instantOf, isoOf } from '../../schema/rules/hours/days.ts'
import type { CasesAsked } from '../complaints/span-store.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Ground } from './ground.ts'
import { invalid, missing, Refusal } from './refusal.ts'
import type { Words } from './words/zh-CN.ts'

/* ── jurisdiction ── */

/**
 * Refuses what is meant for another city. The code of the city is taken, and the host of the site, which the
 * specification suggests; it may be left out, because one city is served.
 */
export function refuseElsewhere(c: Site, asked: string | undefined, { city }: Ground): void {
  if (!asked) return
  const host = new URL(c.req.url).hostname.replace(/^www\./, '')
  if (![city.code, host].includes(asked.toLowerCase().replace(/^www\./, ''))) {
    throw missing(({ refused }) => refused.jurisdiction(`${city.code}, ${host}`))
  }
}

/* ── what is wrong with fields ── */

const isIn = <Key extends string>(
  words: Readonly<Record<Key, unknown>>,
  key: string | undefined,
): key is Key => key !== undefined && Object.hasOwn(words, key)

/** What is wrong with a field, in words: that of an attribute by its code. */
function sayOf([outer, inner]: readonly string[]) {
  return ({ wrong, definition, refused }: Words): string => {
    if (isIn(definition.attributes, inner)) return wrong[inner]
    return isIn(wrong, outer) ? wrong[outer] : refused.form
  }
}

/** Each field that is wrong, once. */
function refusalOf(issues: readonly v.BaseIssue<unknown>[]): Refusal {
  const fields = issues.map(({ path = [] }) => path.slice(0, 2).map(({ key }) => String(key)))
  return new Refusal(
    [...new Map(fields.map((path) => [path.join('.'), path])).values()].map((path) => ({
      code: path[0] === 'service_code' ? 404 : 400,
      say: sayOf(path),
    })),
  )
}

/* ── filing ── */

/** `attribute[code]`, or `attribute[code][]` as lists are sent. */
const attributeName = /^attribute\[([^[\]]+)\](\[\])?$/

const read = new Set(Object.keys(Open311RequestInput.entries))

/**
 * Fields by which the specification lets clients say who sends it, and the file that many send beside `media_url`. They are
 * never read; that they came is told.
 */
const unread = [
  'email',
  'device_id',
  'account_id',
  'first_name',
  'last_name',
  'phone',
  'media_url',
  'media',
] as const

/** What of a form is read, and the names of fields that are not kept. */
export interface Form {
  given: Open311Request
  jurisdiction: string | undefined
  dropped: readonly string[]
}

async function fieldsOf(c: Site): Promise<FormData> {
  const [type = ''] = (c.req.header('Content-Type') ?? '').split(';')
  if (!['application/x-www-form-urlencoded', 'multipart/form-data'].includes(type.trim().toLowerCase())) {
    throw new ProblemError('unsupported_media_type')
  }
  return c.req.formData().catch(() => {
    throw invalid(({ refused }) => refused.form)
  })
}

/**
 * Reads what is filed. An empty field is as good as none (Optional Arguments).
 * @throws Refusal with everything that is wrong
 */
export async function readForm(c: Site): Promise<Form> {
  const form = await fieldsOf(c)
  const fields: Record<string, string> = {}
  const attribute: Record<string, string> = {}
  for (const [name, value] of form) {
    // A file is none of the fields that there are.
    if (typeof value !== 'string' || value.trim() === '') continue
    const [, code] = attributeName.exec(name) ?? []
    if (code !== undefined) attribute[code] = value.trim()
    else if (name !== 'attribute' && read.has(name))
      fields[name] = name === 'description' ? value : value.trim()
  }
  if (fields['service_code'] === undefined) throw invalid(({ refused }) => refused.serviceMissing)
  const result = v.safeParse(Open311RequestInput, { ...fields, attribute })
  if (!result.success) throw refusalOf(result.issues)
  const jurisdiction = form.get('jurisdiction_id')
  return {
    given: result.output,
    jurisdiction: typeof jurisdiction === 'string' ? jurisdiction : undefined,
    dropped: unread.filter((name) => form.get(name)),
  }
}

/** A request as the complaint that it is. */
export function complaintOf(given: Open311Request, subject: Subject): ComplaintGiven {
  const { service_code, description, attribute } = given
  return {
    subject,
    kind: service_code,
    place: attribute.place,
    text: description,
    merchantMaySee: attribute.merchant_may_see === 'yes',
    mayPublish: attribute.may_publish === 'yes',
  }
}

/* ── lists ── */

/** The values of a parameter: it may be given several times, and hold several between commas. */
function listIn(c: Site, name: string): string[] | undefined {
  const values = (c.req.queries(name) ?? []).flatMap((value) => value.split(',')).map((value) => value.trim())
  const given = values.filter((value) => value !== '')
  return given.length === 0 ? undefined : given
}

/**
 * Reads which requests are asked for. A list of identifiers overrides everything else, which is then not even looked at.
 * @throws Refusal with everything that is wrong
 */
export function readSearch(c: Site, now: number): CasesAsked {
  const ids = listIn(c, 'service_request_id')
  const result = v.safeParse(Open311RequestsQuery, ids ? { service_request_id: ids } : othersIn(c))
  if (!result.success) throw refusalOf(result.issues)
  const { service_request_id, service_code, status, start_date, end_date } = result.output
  if (service_request_id) return { ids: service_request_id }
  const [only, ...both] = new Set(status)
  return {
    ...spanOf(start_date, end_date, now),
    kinds: service_code,
    ended: only === undefined || both.length > 0 ? undefined : only === 'closed',
  }
}

const othersIn = (c: Site) => ({
  service_code: listIn(c, 'service_code'),
  start_date: c.req.query('start_date') || undefined,
  end_date: c.req.query('end_date') || undefined,
  status: listIn(c, 'status'),
})

const SPAN = OPEN311_DAYS_MAX * 24 * 3_600_000

/**
 * The days whose requests are asked for; a request counts as made at the beginning of its day.
 * @param start epoch milliseconds; without an end, so many days from there, and without both, the last ones
 */
function spanOf(
  start: number | undefined,
  end: number | undefined,
  now: number,
): { from: string; to: string } {
  const to = end ?? (start === undefined ? now : Math.min(now, start + SPAN))
  const from = start ?? to - SPAN
  if (start !== undefined && end !== undefined) {
    if (start > end) throw invalid(({ wrong }) => wrong.start_date)
    if (end - start > SPAN) throw invalid(({ refused }) => refused.span(OPEN311_DAYS_MAX))
  }
  const first = dayOf(from)
  return { from: isoOf(instantOf(first, 0) < from ? first + 1 : first), to: isoOf(dayOf(to)) }
}
