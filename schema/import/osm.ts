/** Outlets of an OpenStreetMap extract, whatever form the extract has. */

import type { Position } from '../catalog/divisions.ts'
import { osmOutletKeys, typeOfOsm } from '../catalog/source-types.ts'
import type { Column } from './columns.ts'
import type { RawRow, Reading } from './types.ts'

export type Tags = Readonly<Record<string, string>>

/** What an extract holds; a scan calls these in the order of the file. */
export interface OsmVisitor {
  /** when the data was taken from the map, YYYY-MM-DD; not every extract tells */
  dated?(day: string): void
  node(id: number, position: Position, tags: Tags): void
  way?(id: number, refs: readonly number[], tags: Tags): void
}

/** Goes once through a whole extract. */
export type OsmScan = (visitor: OsmVisitor) => Promise<void>

const yes = (value: string | undefined) => value !== undefined && value !== 'no'
const known = (value: string | undefined) => (value === undefined ? undefined : yes(value) ? 'yes' : 'no')

function address(tags: Tags): string | undefined {
  if (tags['addr:full']) return tags['addr:full']
  const street = tags['addr:street'] ?? tags['addr:place']
  if (!street) return undefined
  return [tags['addr:city'], street, tags['addr:housenumber']].filter(Boolean).join(' ')
}

function anyKnown(tags: Tags, keys: readonly string[]): string | undefined {
  const values = keys.map((key) => tags[key]).filter((value) => value !== undefined)
  if (values.length === 0) return undefined
  return values.some(yes) ? 'yes' : 'no'
}

/** Every column that tags can fill, so that a tag taken away is a fact no longer known. */
const osmColumns: ReadonlySet<Column> = new Set([
  'id',
  'name',
  'type',
  'location',
  'address',
  'phone',
  'hours',
  'stepFree',
  'hearingAid',
  'sightAid',
  'cash',
  'bankCard',
  'mobilePay',
  'chain',
])

/** Cells of an element; `type` is a code of the catalog. */
function cellsOf(id: string, name: string, type: string, [lng, lat]: Position, tags: Tags): RawRow['cells'] {
  const wheelchair = tags['wheelchair']
  const cells: Partial<Record<Column, string | undefined>> = {
    id,
    name,
    type,
    location: `${lng},${lat}`,
    address: address(tags),
    phone: tags['phone'] ?? tags['contact:phone'] ?? tags['contact:mobile'],
    hours: tags['opening_hours'],
    // "limited" is neither: one step is enough to stop a wheelchair.
    stepFree:
      wheelchair === 'yes' || wheelchair === 'designated' ? 'yes' : wheelchair === 'no' ? 'no' : undefined,
    hearingAid: known(tags['hearing_loop']),
    sightAid: known(tags['tactile_writing'] ?? tags['speech_output']),
    cash: known(tags['payment:cash'] ?? tags['payment:notes']),
    bankCard: anyKnown(tags, [
      'payment:cards',
      'payment:debit_cards',
      'payment:credit_cards',
      'payment:unionpay',
    ]),
    mobilePay: anyKnown(tags, ['payment:wechat', 'payment:alipay', 'payment:app', 'payment:contactless']),
    chain: tags['brand'] || tags['brand:wikidata'] ? 'yes' : undefined,
  }
  return Object.fromEntries(
    Object.entries(cells).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/**
 * The raw row of an element.
 * @returns `kind` alone for an outlet that is left out: what the source calls it; undefined for anything else
 */
export function osmRow(
  id: string,
  position: Position,
  tags: Tags,
): { row: RawRow } | { kind: string } | undefined {
  const key = osmOutletKeys.find((candidate) => tags[candidate] !== undefined)
  if (!key) return undefined
  const kind = `${key}=${tags[key]}`
  const type = typeOfOsm(tags)
  if (!type) return { kind }
  const name = tags['name:zh'] ?? tags['name'] ?? tags['brand'] ?? tags['operator']
  if (!name) return { kind: `${kind} (no name)` }
  return { row: { at: id, cells: cellsOf(id, name, type, position, tags) } }
}

/** A {@link Reading} of elements: its columns are those that tags can fill. */
export function osmReading(rows: Reading['rows'], leftOut: ReadonlyMap<string, number>): Reading {
  return { source: 'osm', crs: 'wgs84', columns: osmColumns, rows, total: null, notes: [], leftOut }
}

/** Area-weighted centre of a closed ring; of a degenerate one, the mean of its corners. */
export function ringCentre(ring: readonly Position[]): Position {
  const [origin = [0, 0]] = ring
  let area = 0
  let lng = 0
  let lat = 0
  for (const [index, corner] of ring.slice(0, -1).entries()) {
    const next = ring[index + 1] ?? corner
    const [x1, y1, x2, y2] = [
      corner[0] - origin[0],
      corner[1] - origin[1],
      next[0] - origin[0],
      next[1] - origin[1],
    ]
    const cross = x1 * y2 - x2 * y1
    area += cross
    lng += (x1 + x2) * cross
    lat += (y1 + y2) * cross
  }
  if (Math.abs(area) > 1e-14) return [origin[0] + lng / (3 * area), origin[1] + lat / (3 * area)]
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length
  return [mean(0), mean(1)]
}

const isOutlet = (tags: Tags) => osmOutletKeys.some((key) => tags[key] !== undefined)

/**
 * The outlets among nodes and closed ways. Goes through the extract twice: nodes come before the ways that need
 * their positions, and keeping every node of a province would not fit into memory.
 */
export function readOsm(scan: OsmScan): Reading {
  const leftOut = new Map<string, number>()
  async function* rows(): AsyncGenerator<RawRow> {
    const nodes: { id: string; position: Position; tags: Tags }[] = []
    const ways: { id: string; refs: readonly number[]; tags: Tags }[] = []
    await scan({
      node: (id, position, tags) => {
        if (isOutlet(tags)) nodes.push({ id: `node/${id}`, position, tags })
      },
      way: (id, refs, tags) => {
        if (isOutlet(tags) && refs.length > 3 && refs[0] === refs.at(-1))
          ways.push({ id: `way/${id}`, refs, tags })
      },
    })
    const corners = new Map<number, Position | null>(ways.flatMap((way) => way.refs).map((id) => [id, null]))
    if (corners.size > 0) {
      await scan({
        node: (id, position) => {
          if (corners.has(id)) corners.set(id, position)
        },
      })
    }
    const areas = ways.flatMap(({ id, refs, tags }) => {
      const ring = refs.flatMap((ref) => {
        const corner = corners.get(ref)
        return corner ? [corner] : []
      })
      // An extract cuts ways at its edge; the centre of what is left would be wrong.
      return ring.length === refs.length ? [{ id, position: ringCentre(ring), tags }] : []
    })
    for (const { id, position, tags } of [...nodes, ...areas]) {
      const found = osmRow(id, position, tags)
      if (found && 'row' in found) yield found.row
      else if (found) leftOut.set(found.kind, (leftOut.get(found.kind) ?? 0) + 1)
    }
  }
  return osmReading(rows(), leftOut)
}
