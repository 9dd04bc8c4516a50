/**
 * `npm run sample`: makes the sample city and writes it where it is committed. It stands where Yima stands and has
 * Yima's communities; its streets, places, shops, phones, prices and dates are all made up. The same every time:
 * chance comes from fixed seeds, and a test makes it again and compares byte for byte.
 *
 * What it writes:
 * - `schema/sample/data/city.json`: service centres of the 35 communities, and the gaps below
 * - `schema/sample/data/outlets.json`: the ledger, rows of the contract `OutletImport`
 * - `schema/sample/data/residences.json`: where people live, with households
 * - `schema/sample/data/streets.json`: the walking network (`streets-format.ts`)
 * - `public/map/411281.json`: the embedded basemap (`schema/rules/basemap.ts`)
 *
 * Deliberate gaps (`ledger/gaps.ts`; also in `city.json`), so that an assessment has something to find:
 * - 洗染店 is missing in eight of the fifteen urban communities, 照相文印店 and 幼儿托管 in six each; the
 *   works quarter 耿村 lacks eight types and the hillside 红土坡 seven, 银杏 none.
 * - 农贸市场 is missing in 红土坡, 耿村 and 常苑, 维修点 in 前进 and 常苑, 养老服务中心 in 红土坡 and 滨河.
 * - 法律援助 is in seven of the fifteen urban communities only.
 * - Of the twenty agricultural communities nine have outlets, most of them only the daily ones; eleven have none
 *   in the ledger yet.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import definition from '../catalog/cities/yima.json' with { type: 'json' }
import { marks } from '../catalog/marks.ts'
import { outletTypes } from '../catalog/outlet-types.ts'
import { OutletImport, type OutletImportRow } from '../contract/outlet-import.ts'
import { gapsOf } from './ledger/gaps.ts'
import { fillLedger } from './ledger/ledger.ts'
import { settle } from './ledger/residences.ts'
import { encodeStreets } from './streets-format.ts'
import { chainsOf } from './town/chains.ts'
import { drawTown } from './town/draw.ts'
import { origin, toDegrees } from './town/plane.ts'
import { layTown } from './town/town.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Units in a degree of the streets: about a metre. */
const STREET_SCALE = 100_000

/**
 * Makes every file of the sample city.
 * @returns the text of each, by its path from the top of the repository
 */
export function makeSample(): Map<string, string> {
  const town = layTown()
  const { centres, outlets } = fillLedger(town, definition.communities)
  const [west = 0, south = 0, east = 0, north = 0] = definition.bounds
  const streets = encodeStreets(
    { positions: Float64Array.from(town.nodes.flatMap((node) => toDegrees(node, 7))), ways: chainsOf(town) },
    origin,
    STREET_SCALE,
  )
  const map = drawTown(town, { ...definition, bounds: [west, south, east, north] })
  const residences = settle(town, centres)
  const gaps = gapsOf(outletTypes.map(({ code }) => code))
  return new Map([
    ['schema/sample/data/city.json', `${JSON.stringify({ sample: true, centres, gaps }, null, 1)}\n`],
    ['schema/sample/data/outlets.json', `[\n${outlets.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`],
    ['schema/sample/data/residences.json', `${JSON.stringify(residences)}\n`],
    ['schema/sample/data/streets.json', `${JSON.stringify(streets)}\n`],
    [`public/map/${definition.code}.json`, `${JSON.stringify(map)}\n`],
  ])
}

/**
 * The outlets about as the API lists them, to see how heavy the list is.
 * @returns the JSON text of `GET /api/outlets`
 */
export function asListed(outlets: readonly OutletImportRow[]): string {
  const flags: Record<string, keyof OutletImportRow> = {
    cash: 'cash',
    bank_card: 'bankCard',
    mobile_pay: 'mobilePay',
    step_free: 'stepFree',
    seat: 'seat',
    hearing_aid: 'hearingAid',
    sight_aid: 'sightAid',
    elder_counter: 'elderCounter',
    night_delivery: 'nightDelivery',
    instant_delivery: 'instantDelivery',
    honest: 'honest',
    chain: 'chain',
  }
  const features = outlets.map((row) => ({
    type: 'Feature',
    id: row.id,
    geometry: { type: 'Point', coordinates: row.position },
    properties: {
      id: row.id,
      name: row.name,
      type: row.type,
      services: row.services,
      hours: row.hours,
      closures: row.closures,
      phone: row.phone,
      marks: marks.filter((mark) => row[flags[mark] ?? 'name'] === true),
      circle: row.circle,
      confirmedAt: row.confirmedAt,
      confirmedBy: row.confirmedBy,
      status: row.status,
      ...(row.stops.length > 0
        ? { stops: row.stops.map(({ id, name, position, hours }) => ({ id, name, position, hours })) }
        : {}),
    },
  }))
  return JSON.stringify({ type: 'FeatureCollection', sample: true, revision: 1, features })
}

const kilobytes = (text: string) => `${(gzipSync(text).length / 1000).toFixed(1)} KB gzipped`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = makeSample()
  for (const [path, text] of files) {
    mkdirSync(new URL('.', `file://${root}${path}`), { recursive: true })
    writeFileSync(root + path, text)
    console.log(`${path}  ${(text.length / 1000).toFixed(0)} KB, ${kilobytes(text)}`)
  }
  const rows: unknown = JSON.parse(files.get('schema/sample/data/outlets.json') ?? '[]')
  const outlets = v.parse(v.array(OutletImport), rows)
  console.log(`${outlets.length} outlets; as the API lists them ${kilobytes(asListed(outlets))}`)
}
