/**
 * The ledger as a table: which outlets show, in which order. Made for 20,000 of them on a desk's computer: what is
 * filtered by is asked once a row, and what is sorted by is a number.
 */

import { CONFIRM_AFTER_DAYS } from '../catalog/listing-fields.ts'
import type { CreditGrade, OutletStatus } from '../catalog/marks.ts'
import type { PinyinTable } from '../catalog/pinyin.ts'
import { dayOfIso, isoOf } from './hours/days.ts'
import {
  matchRanks,
  normalise,
  type SearchIndex,
  searchIndex,
  searchRanks,
  type Vocabulary,
  withPinyin,
} from './search.ts'

/** What the table reads of an outlet. */
export interface LedgerEntry {
  version: string
  fields: {
    name: string
    type: string
    address: string | null
    circle: string | null
    hours: string | null
    phone: string | null
    services: readonly string[]
    chain: boolean | null
    credit: CreditGrade | null
    honest: boolean
    status: OutletStatus
  }
  confirmedAt: string | null
  disputed: boolean
  holder: string | null
  waiting: number
}

/* ── filters ── */

/** What can be asked of an outlet besides what its fields say. */
export const ledgerFlags = ['stale', 'free', 'disputed', 'waiting', 'noHours', 'noCircle'] as const
export type LedgerFlag = (typeof ledgerFlags)[number]

export interface LedgerFilter {
  /** as in the site's search: name, pinyin, phone, type, community; and address */
  q: string
  /** codes; empty for any */
  types: readonly string[]
  circles: readonly string[]
  statuses: readonly OutletStatus[]
  credits: readonly (CreditGrade | 'none')[]
  honest: boolean | null
  /** all of these hold */
  flags: readonly LedgerFlag[]
}

export const noFilter: LedgerFilter = {
  q: '',
  types: [],
  circles: [],
  statuses: [],
  credits: [],
  honest: null,
  flags: [],
}

/** Whether a flag holds of an outlet, on a day in Asia/Shanghai. */
function flagTests(today: string): Record<LedgerFlag, (entry: LedgerEntry) => boolean> {
  const due = isoOf(dayOfIso(today) - CONFIRM_AFTER_DAYS)
  return {
    stale: ({ confirmedAt, fields }) => fields.status === 'open' && (confirmedAt ?? '') <= due,
    free: ({ holder }) => holder === null,
    disputed: ({ disputed }) => disputed,
    waiting: ({ waiting }) => waiting > 0,
    noHours: ({ fields }) => fields.hours === null,
    noCircle: ({ fields }) => fields.circle === null,
  }
}

/** The criterion of a filter, without its text. */
function criterion(filter: LedgerFilter, today: string): (entry: LedgerEntry) => boolean {
  const tests: ((entry: LedgerEntry) => boolean)[] = []
  const among = (wanted: readonly string[], value: (entry: LedgerEntry) => string | null) => {
    if (wanted.length === 0) return
    const set = new Set<string | null>(wanted)
    tests.push((entry) => set.has(value(entry)))
  }
  among(filter.types, ({ fields }) => fields.type)
  among(filter.circles, ({ fields }) => fields.circle)
  among(filter.statuses, ({ fields }) => fields.status)
  among(filter.credits, ({ fields }) => fields.credit ?? 'none')
  if (filter.honest !== null) tests.push(({ fields }) => fields.honest === filter.honest)
  const flags = flagTests(today)
  for (const flag of filter.flags) tests.push(flags[flag])
  const [only, ...others] = tests
  if (!only) return () => true
  return others.length === 0 ? only : (entry) => tests.every((test) => test(entry))
}

/* ── text ── */

/** Made once for a state of the ledger: what a text is looked for in. */
export interface LedgerText {
  index: SearchIndex
  addresses: JoinedTexts
}

/** Texts in one string: it is looked through in one go, which takes a fraction of asking each of them. */
interface JoinedTexts {
  /** each text begins with {@link BETWEEN}, which nobody types */
  joined: string
  /** where each begins */
  starts: Uint32Array
}

const BETWEEN = '\n'

function joinedTexts(texts: readonly string[]): JoinedTexts {
  const starts = new Uint32Array(texts.length)
  let end = 0
  for (const [at, text] of texts.entries()) {
    starts[at] = end
    end += text.length + BETWEEN.length
  }
  return { joined: texts.map((text) => BETWEEN + text).join(''), starts }
}

/** Which texts hold a text: 1 where one does. */
function holding({ joined, starts }: JoinedTexts, wanted: string): Uint8Array {
  const found = new Uint8Array(starts.length)
  let at = 0
  for (let place = joined.indexOf(wanted); place >= 0; ) {
    while ((starts[at + 1] ?? Infinity) <= place) at += 1
    found[at] = 1
    const next = starts[at + 1]
    place = next === undefined ? -1 : joined.indexOf(wanted, next)
  }
  return found
}

/**
 * Prepares outlets to be looked through by text.
 * @param pinyin null until somebody types Latin letters
 */
export function ledgerText(
  entries: readonly LedgerEntry[],
  vocabulary: Vocabulary,
  pinyin: PinyinTable | null,
): LedgerText {
  const index = searchIndex(
    entries.map(({ fields }) => fields),
    vocabulary,
  )
  return {
    index: pinyin ? withPinyin(index, pinyin) : index,
    addresses: joinedTexts(entries.map(({ fields }) => normalise(fields.address ?? ''))),
  }
}

/** Which outlets a text speaks of; null for a text that asks for nothing. */
function textTest({ index, addresses }: LedgerText, q: string): ((at: number) => boolean) | null {
  const ranks = searchRanks(index, q)
  const wanted = normalise(q)
  if (!ranks) return null
  const addressed = holding(addresses, wanted)
  return (at) => ranks[at] !== matchRanks.none || addressed[at] === 1
}

/* ── order ── */

export const ledgerSorts = [
  'name',
  'type',
  'circle',
  'address',
  'phone',
  'hours',
  'chain',
  'credit',
  'honest',
  'status',
  'confirmed',
  'updated',
  'holder',
] as const
export type LedgerSort = (typeof ledgerSorts)[number]

/** How codes are called, in the language in which the table is read. */
export interface LedgerNames {
  type: (code: string) => string
  circle: (code: string) => string
}

const flagText = (flag: boolean | null) => (flag === null ? null : flag ? '0' : '1')

/** What a column is sorted by; null comes last in either direction. */
function sortKey(column: LedgerSort, names: LedgerNames): (entry: LedgerEntry) => string | null {
  const stages: readonly OutletStatus[] = ['open', 'paused', 'closed']
  const keys: Record<LedgerSort, (entry: LedgerEntry) => string | null> = {
    name: ({ fields }) => fields.name,
    type: ({ fields }) => names.type(fields.type),
    circle: ({ fields }) => (fields.circle === null ? null : names.circle(fields.circle)),
    address: ({ fields }) => fields.address,
    phone: ({ fields }) => fields.phone,
    hours: ({ fields }) => fields.hours,
    chain: ({ fields }) => flagText(fields.chain),
    credit: ({ fields }) => fields.credit,
    honest: ({ fields }) => flagText(fields.honest),
    status: ({ fields }) => String(stages.indexOf(fields.status)),
    confirmed: ({ confirmedAt }) => confirmedAt,
    updated: ({ version }) => version,
    holder: ({ holder }) => holder,
  }
  return keys[column]
}

/** The values of a column in order, and the place of each outlet's value among them. */
export interface Ranking {
  /** distinct values; may hold some that no outlet has any more */
  sorted: readonly string[]
  places: ReadonlyMap<string, number>
  /** by outlet */
  ranks: Uint32Array
}

/** The rank of what has no value. */
const LAST = 0xffffffff

/**
 * Ranks outlets by a column. Values that were ranked before are not compared with each other again: comparing Chinese
 * names is what takes long, and a ledger that is being read grows by the page.
 * @param before the ranking of the same column, of an earlier state of the ledger
 * @param compare as people sort: `Intl.Collator`
 */
export function ranking(
  entries: readonly LedgerEntry[],
  column: LedgerSort,
  names: LedgerNames,
  compare: (one: string, other: string) => number,
  before: Ranking | null,
): Ranking {
  const key = sortKey(column, names)
  const keys = entries.map(key)
  const fresh = new Set<string>()
  for (const value of keys) if (value !== null && !before?.places.has(value)) fresh.add(value)
  const sorted =
    fresh.size === 0
      ? (before?.sorted ?? [])
      : merged(before?.sorted ?? [], [...fresh].sort(compare), compare)
  const places =
    fresh.size === 0 && before ? before.places : new Map(sorted.map((value, place) => [value, place]))
  const ranks = Uint32Array.from(keys, (value) => (value === null ? LAST : (places.get(value) ?? LAST)))
  return { sorted, places, ranks }
}

function merged(
  one: readonly string[],
  other: readonly string[],
  compare: (one: string, other: string) => number,
): string[] {
  const all: string[] = []
  let at = 0
  for (const value of one) {
    for (let next = other[at]; next !== undefined && compare(next, value) < 0; next = other[at]) {
      all.push(next)
      at += 1
    }
    all.push(value)
  }
  return [...all, ...other.slice(at)]
}

/* ── the table ── */

/** Above the number of any outlet, so that a sort key is one number: rank × this + outlet. */
const SPAN = 0x100000

/**
 * All outlets in the order of a column: made once, so that what is filtered need not be sorted.
 * @returns numbers of outlets
 */
export function ledgerOrder({ ranks }: Pick<Ranking, 'ranks'>, descending: boolean): Uint32Array {
  const keys = Float64Array.from(
    ranks,
    (rank, at) => (descending && rank !== LAST ? LAST - 1 - rank : rank) * SPAN + at,
  )
  return Uint32Array.from(keys.sort(), (key) => key % SPAN)
}

/**
 * The outlets that show, in order.
 * @param text null while none is typed, or until it is prepared
 * @param order of all of them
 * @param today ISO date in Asia/Shanghai
 */
export function ledgerRows<Entry extends LedgerEntry>(
  entries: readonly Entry[],
  filter: LedgerFilter,
  text: LedgerText | null,
  order: Uint32Array,
  today: string,
): Entry[] {
  const passes = criterion(filter, today)
  const spoken = text && filter.q ? textTest(text, filter.q) : null
  const rows: Entry[] = []
  for (const at of order) {
    // The text first: most outlets need not be fetched from memory then.
    if (spoken && !spoken(at)) continue
    const entry = entries[at]
    if (entry && passes(entry)) rows.push(entry)
  }
  return rows
}
