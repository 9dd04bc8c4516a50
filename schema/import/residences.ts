/** Reads where people live: a table of estates and villages with their households, as CSV or a workbook. */

import * as v from 'valibot'
import type { Position } from '../catalog/divisions.ts'
import { HOUSEHOLDS_MAX, RESIDENCES_MAX } from '../contract/limits.ts'
import { type ResidenceGiven, ResidenceShape } from '../contract/residence.ts'
import type { Crs } from '../rules/coordinates.ts'
import { findCircle, type KnownCommunity } from './circles.ts'
import { columnOf, crsOfHeader, headerKey } from './columns.ts'
import { type Bounds, placeInCity, readPosition } from './position.ts'
import { openFile } from './read.ts'
import { plain } from './text.ts'
import { UnreadableFile } from './types.ts'

/** What is read of a row. */
const columns = ['name', 'lng', 'lat', 'location', 'circle', 'subdistrict', 'households'] as const
type ResidenceColumn = (typeof columns)[number]

const ownHeaders: Readonly<Record<string, ResidenceColumn>> = {
  小区: 'name',
  小区名称: 'name',
  楼栋: 'name',
  村庄: 'name',
  户数: 'households',
  住户数: 'households',
  居民户数: 'households',
  总户数: 'households',
  households: 'households',
  units: 'households',
}

/** How far down the headers are looked for. */
const HEADER_ROWS = 20

/** What keeps a row from being taken. */
export type ResidenceFault = 'position' | 'outside' | 'households' | 'community' | 'name'

export interface FaultyResidence {
  /** the row as a spreadsheet counts it */
  row: number
  fault: ResidenceFault
  /** what stands there */
  value: string
}

export interface ReadResidences {
  residences: ResidenceGiven[]
  faults: FaultyResidence[]
  /** how many were put into the community whose centre is nearest */
  nearest: number
}

/** What a table is read against. */
export interface ResidenceGround {
  bounds: Bounds
  communities: readonly KnownCommunity[]
  /** what the positions are in, where the headers do not say it */
  crs: Crs
}

type Cells = Partial<Record<ResidenceColumn, string>>

function columnNamed(header: string): ResidenceColumn | undefined {
  const known = columnOf(header)
  return ownHeaders[headerKey(header)] ?? columns.find((column) => column === known)
}

const placesOf = (titles: readonly string[]) => {
  const places = new Map<ResidenceColumn, number>()
  for (const [place, title] of titles.entries()) {
    const column = columnNamed(plain(title))
    if (column && !places.has(column)) places.set(column, place)
  }
  return places
}

const isHeader = (places: ReadonlyMap<ResidenceColumn, number>) =>
  places.has('households') && (places.has('location') || (places.has('lng') && places.has('lat')))

/** A community that the row names counts; one that is not known is no reason to guess another. */
function communityOf(cells: Cells, position: Position, { communities }: ResidenceGround) {
  const found = findCircle(communities, position, cells)
  return cells.circle === undefined || found.how === 'named' ? found : { code: null, how: 'none' as const }
}

type ReadRow = { residence: ResidenceGiven; isNearest: boolean } | Omit<FaultyResidence, 'row'>

function readRow(cells: Cells, ground: ResidenceGround): ReadRow {
  const given = readPosition(cells)
  const told = cells.location ?? [cells.lng, cells.lat].filter((text) => text !== undefined).join(', ')
  if (given === undefined || given === 'missing') return { fault: 'position', value: told }
  const placed = placeInCity(given, ground.crs, ground.bounds)
  if ('km' in placed) return { fault: 'outside', value: told }
  const households = Number(cells.households?.replace(/[\s,，户]/g, '') || Number.NaN)
  if (!Number.isInteger(households) || households < 1 || households > HOUSEHOLDS_MAX) {
    return { fault: 'households', value: cells.households ?? '' }
  }
  const { code: community, how } = communityOf(cells, placed.position, ground)
  if (community === null) return { fault: 'community', value: cells.circle ?? '' }
  const [lng, lat] = placed.position
  const residence: ResidenceGiven = { name: cells.name ?? null, community, position: [lng, lat], households }
  if (!v.is(ResidenceShape, residence)) return { fault: 'name', value: cells.name ?? '' }
  return { residence, isNearest: how === 'nearest' }
}

function cellsOf(row: readonly string[], places: ReadonlyMap<ResidenceColumn, number>): Cells {
  const cells: Cells = {}
  for (const [column, place] of places) {
    const text = plain(row[place] ?? '')
    if (text !== '') cells[column] = text
  }
  return cells
}

function readTable(
  table: readonly (readonly string[])[],
  ground: ResidenceGround,
): ReadResidences | undefined {
  const header = table.slice(0, HEADER_ROWS).findIndex((row) => isHeader(placesOf(row)))
  const titles = table[header]
  if (titles === undefined) return undefined
  const places = placesOf(titles)
  const crs = titles.map(crsOfHeader).find((named) => named !== undefined) ?? ground.crs
  const read: ReadResidences = { residences: [], faults: [], nearest: 0 }
  for (const [at, row] of table.entries()) {
    const cells = cellsOf(row, places)
    if (at <= header || Object.keys(cells).length === 0) continue
    const found = readRow(cells, { ...ground, crs })
    if ('fault' in found) {
      read.faults.push({ row: at + 1, ...found })
      continue
    }
    read.residences.push(found.residence)
    if (found.isNearest) read.nearest++
  }
  return read
}

/**
 * Reads a file of places where people live. Needed are a position and the households; a name and a community may be
 * there. A place whose community is not told is put into the one whose centre is nearest.
 * @throws UnreadableFile when it is no table, lacks a column, or has more places than a city
 */
export async function readResidences(bytes: Uint8Array, ground: ResidenceGround): Promise<ReadResidences> {
  const opened = await openFile(bytes)
  const sheets = opened.kind === 'tables' ? opened.tables.sheets : []
  for (const { table } of sheets) {
    const read = readTable(table, ground)
    if (read === undefined) continue
    if (read.residences.length > RESIDENCES_MAX) {
      throw new UnreadableFile(
        `居住点太多，最多 ${RESIDENCES_MAX} 个。 Too many places; at most ${RESIDENCES_MAX}.`,
      )
    }
    return read
  }
  throw new UnreadableFile(
    '表中需要“经度”“纬度”（或“坐标”）和“户数”列。 The table needs a position (lng, lat) and the households.',
  )
}
