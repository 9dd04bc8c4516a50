/** One raw row to a verdict: accepted, accepted with corrections, or refused with the reasons. Knows no database. */

import * as v from 'valibot'
import { outletTypes } from '../catalog/outlet-types.ts'
import { typeOfAmap, typeOfName, typeOfWords } from '../catalog/source-types.ts'
import type { Source } from '../catalog/sources.ts'
import {
  ADDRESS_MAX,
  HOURS_MAX,
  NAME_MAX,
  OutletImport,
  type OutletImportInput,
} from '../contract/outlet-import.ts'
import type { Crs } from '../rules/coordinates.ts'
import { parseHours } from '../rules/hours/grammar.ts'
import { findCircle, type KnownCommunity } from './circles.ts'
import type { Column } from './columns.ts'
import {
  accessWords,
  paymentWords,
  readCredit,
  readFacts,
  readFlag,
  readServices,
  readStatus,
  splitStatusFromName,
} from './facts.ts'
import { readHours } from './hours.ts'
import { readPhones } from './phone.ts'
import { type Bounds, placeInCity, readPosition } from './position.ts'
import { isBlank, nameKey, plain } from './text.ts'
import type { Note, NoteCode, RawRow, Refusal, RefusalCode, Verdict } from './types.ts'

/** What rows are checked against. */
export interface CleanContext {
  source: Source
  crs: Crs
  bounds: Bounds
  communities: readonly KnownCommunity[]
  /** the columns that the file has */
  columns?: ReadonlySet<Column>
}

type Cells = RawRow['cells']

/** Collects what is to be said about one row. */
class Findings {
  readonly notes: Note[] = []
  readonly refusals: Refusal[] = []
  readonly at: string

  constructor(at: string) {
    this.at = at
  }

  note(column: Column, code: NoteCode, value: string): void {
    this.notes.push({ column, code, value })
  }

  refuse(column: Column | null, code: RefusalCode, value = ''): void {
    this.refusals.push({ at: this.at, column, code, value })
  }
}

const typeByName = new Map(
  outletTypes.flatMap(({ code, name, nameEn, short }) =>
    [code, name, nameEn.toLowerCase(), short].map((word) => [word, code] as const),
  ),
)
const typeNames = new Map(outletTypes.map(({ code, name }) => [code, name]))
const typeName = (code: string) => typeNames.get(code) ?? code

function readName(cells: Cells, found: Findings): { name: string; status: OutletImportInput['status'] } {
  const given = cells.name ?? ''
  const { name: bare, status, remark } = splitStatusFromName(given)
  const name = plain(bare.replace(/^["“'「](.*)["”'」]$/, '$1'))
  if (isBlank(name)) found.refuse('name', 'name_missing')
  else if (name.length > NAME_MAX) found.refuse('name', 'name_too_long', name)
  else if (status) found.note('name', 'status_from_name', `${remark} → ${status}`)
  else if (name !== given) found.note('name', 'name_cleaned', `${given} → ${name}`)
  return { name, status }
}

/** The type that the cells say: a map's code first, then the catalog's own names, then the words of ledgers. */
function filedType(cells: Cells, found: Findings): string | undefined {
  const byCode = cells.typeCode === undefined ? undefined : typeOfAmap(cells.typeCode)
  if (byCode) return byCode
  const words = cells.type ?? ''
  const byName = typeByName.get(words) ?? typeByName.get(words.toLowerCase())
  if (byName) return byName
  const byWords = typeOfWords(words)
  if (byWords && !byWords.exact) found.note('type', 'type_guessed', `${words} → ${typeName(byWords.type)}`)
  return byWords?.type
}

function readType(cells: Cells, name: string, source: Source, found: Findings): string | undefined {
  const filed = filedType(cells, found)
  if (!filed) {
    const value = [cells.typeCode, cells.type].filter(Boolean).join(' ')
    if (value === '') found.refuse('type', 'type_missing')
    else found.refuse(cells.type ? 'type' : 'typeCode', 'type_unknown', value)
    return undefined
  }
  // Staff who filed it in their own ledger know better than a rule does.
  const byStaff = source === 'ledger' || source === 'geojson'
  const told = byStaff ? undefined : typeOfName(name, filed)
  if (told) found.note('type', 'type_from_name', `${typeName(filed)} → ${typeName(told)}`)
  return told ?? filed
}

function readPlace(
  cells: Cells,
  { crs, bounds }: CleanContext,
  found: Findings,
): readonly [number, number] | undefined {
  const column = cells.location !== undefined && cells.lng === undefined ? 'location' : 'lng'
  const value = cells.location ?? [cells.lng, cells.lat].filter(Boolean).join(', ')
  const given = readPosition(cells)
  if (given === undefined) found.refuse(column, 'position_unreadable', value)
  else if (given === 'missing') found.refuse(column, 'position_missing', value)
  else {
    const placed = placeInCity(given, crs, bounds)
    if ('km' in placed) found.refuse(column, 'outside_city', `${value} (${placed.km.toFixed(1)} km)`)
    else {
      if (placed.swapped) found.note(column, 'position_swapped', `${value} → ${placed.position.join(', ')}`)
      return placed.position
    }
  }
  return undefined
}

function readPhone(cell: string | undefined, found: Findings): string | null {
  if (cell === undefined) return null
  const { phone, dropped } = readPhones(cell)
  if (dropped.length > 0) found.note('phone', 'phone_dropped', dropped.join('; '))
  else if (phone !== cell) found.note('phone', 'phone_normalised', `${cell} → ${phone}`)
  return phone
}

/** Hours of a file that has a column for the expression and one for the text that it was read from: a ledger of ours. */
function keptOpening({ hours, hoursText }: Cells): { hours: string | null; hoursText: string | null } | null {
  if (hours !== undefined && !parseHours(hours).ok) return null
  return { hours: hours ?? null, hoursText: hoursText?.slice(0, HOURS_MAX) ?? null }
}

function readOpening(
  cell: string | undefined,
  source: Source,
  found: Findings,
): { hours: string | null; hoursText: string | null } {
  if (cell === undefined) return { hours: null, hoursText: null }
  const hoursText = cell.slice(0, HOURS_MAX)
  const read = readHours(cell, source)
  if (!read.ok) {
    found.note('hours', 'hours_unreadable', `${hoursText} (${read.reason})`)
    return { hours: null, hoursText }
  }
  if (read.expression !== cell) found.note('hours', 'hours_read', `${hoursText} → ${read.expression}`)
  return { hours: read.expression, hoursText }
}

function readAddress(cell: string | undefined, found: Findings): string | null {
  if (cell === undefined) return null
  if (cell.length <= ADDRESS_MAX) return cell
  found.note('address', 'address_cut', cell)
  return cell.slice(0, ADDRESS_MAX)
}

const flagColumns = [
  'cash',
  'bankCard',
  'mobilePay',
  'stepFree',
  'seat',
  'hearingAid',
  'sightAid',
  'elderCounter',
  'nightDelivery',
  'instantDelivery',
  'chain',
  'honest',
] as const

/** Payment, access, delivery and trust: from columns that list them and from columns of their own, which win. */
function readAllFacts(cells: Cells, found: Findings): Partial<Record<(typeof flagColumns)[number], boolean>> {
  const facts: Partial<Record<(typeof flagColumns)[number], boolean>> = {}
  if (cells.payment !== undefined) {
    const { facts: payments, unread } = readFacts(cells.payment, paymentWords)
    Object.assign(facts, payments)
    if (unread.length > 0) found.note('payment', 'fact_unreadable', unread.join('; '))
  }
  if (cells.access !== undefined) {
    const flag = readFlag(cells.access)
    const { facts: aids, unread } = readFacts(cells.access, accessWords)
    // 无障碍: 是 says that one can get in.
    if (flag !== undefined) facts.stepFree = flag
    else Object.assign(facts, aids)
    if (flag === undefined && unread.length > 0) found.note('access', 'fact_unreadable', unread.join('; '))
  }
  for (const column of flagColumns) {
    const cell = cells[column]
    if (cell === undefined) continue
    const flag = readFlag(cell)
    if (flag === undefined) found.note(column, 'fact_unreadable', cell)
    else facts[column] = flag
  }
  return facts
}

function readServiceList(cell: string | undefined, found: Findings): string[] {
  if (cell === undefined) return []
  const { services, unread } = readServices(cell)
  if (unread.length > 0) found.note('services', 'service_unknown', unread.join('; '))
  return services
}

function readState(cell: string | undefined, found: Findings): OutletImportInput['status'] {
  if (cell === undefined) return undefined
  const status = readStatus(cell)
  if (!status) found.note('status', 'status_unknown', cell)
  return status
}

function readCircle(
  cells: Cells,
  position: readonly [number, number],
  communities: readonly KnownCommunity[],
  found: Findings,
): string | null {
  const circle = findCircle(communities, position, {
    ...(cells.circle === undefined ? {} : { circle: cells.circle }),
    ...(cells.subdistrict === undefined ? {} : { subdistrict: cells.subdistrict }),
  })
  const given = cells.circle ?? ''
  if (circle.how === 'ambiguous') found.note('circle', 'circle_ambiguous', given)
  else if (circle.how !== 'named' && given !== '') found.note('circle', 'circle_unknown', given)
  else if (circle.how === 'none') found.note('circle', 'circle_none', '')
  return circle.code
}

/** What finds an outlet again in the next file: its identifier, or else its name and where it is. */
function sourceIdOf(
  cells: Cells,
  name: string,
  address: string | null,
  position: readonly [number, number],
): string {
  if (cells.id) return cells.id.slice(0, 120)
  const where = address ? nameKey(address) : position.join(',')
  return `${nameKey(name)}@${where}`.slice(0, 120)
}

/**
 * Checks and cleans one row.
 * @returns accepted with its notes, or refused with every reason found
 */
export function cleanRow(raw: RawRow, context: CleanContext): Verdict {
  const { at, cells } = raw
  const found = new Findings(at)
  const { name, status: stateOfName } = readName(cells, found)
  const type = readType(cells, name, context.source, found)
  const position = readPlace(cells, context, found)
  if (type === undefined || position === undefined || found.refusals.length > 0) {
    return { kind: 'refused', at, refusals: found.refusals }
  }

  const address = readAddress(cells.address, found)
  const credit = cells.credit === undefined ? undefined : readCredit(cells.credit)
  if (cells.credit !== undefined && !credit) found.note('credit', 'fact_unreadable', cells.credit)
  const status = readState(cells.status, found) ?? stateOfName
  const row = v.safeParse(OutletImport, {
    source: context.source,
    sourceId: sourceIdOf(cells, name, address, position),
    name,
    type,
    services: readServiceList(cells.services, found),
    address,
    position,
    circle: readCircle(cells, position, context.communities, found),
    ...((context.columns?.has('hoursText') ? keptOpening(cells) : null) ??
      readOpening(cells.hours, context.source, found)),
    phone: readPhone(cells.phone, found),
    ...readAllFacts(cells, found),
    credit: credit ?? null,
    ...(status ? { status } : {}),
  })
  if (row.success) return { kind: 'accepted', at, row: row.output, notes: found.notes }
  for (const issue of row.issues)
    found.refuse(null, 'shape', `${v.getDotPath(issue) ?? ''}: ${issue.message}`)
  return { kind: 'refused', at, refusals: found.refusals }
}
