/** Draws the town as layers of the embedded basemap. */

import { type BasemapBox, type BasemapFile, type BasemapSource, encodeBasemap } from '../../rules/basemap.ts'
import { seededRandom } from '../random.ts'
import { type Building, buildingsOn, pondIn, trackOf } from './build.ts'
import { chainsOf } from './chains.ts'
import { labelsOf, type PlaceName } from './labels.ts'
import { grounds, parks, station } from './layout.ts'
import { beside, distance, origin, type Point, type Ring, toDegrees } from './plane.ts'
import type { Block, Town } from './town.ts'

/** Units in a degree: about half a metre. */
const SCALE = 200_000

const exact = (point: Point) => toDegrees(point, 7)
const polygon = (ring: Ring) => [ring.map(exact)]

/** As the file has it: degrees counter-clockwise from east. */
function box({ middle, axis, width, depth }: Building): BasemapBox {
  const angle = Math.round((Math.atan2(axis[1], axis[0]) * 180) / Math.PI)
  return { centre: exact(middle), width, depth, angle }
}

/** Buildings in the order of their blocks, so that each is near the one before. */
function buildings(blocks: readonly Block[]): BasemapBox[] {
  const random = seededRandom(31)
  return blocks.flatMap((block) => buildingsOn(block, random).map(box))
}

/** The tracks beside the main line at the station. */
function sidings(railway: readonly Point[]): Point[][] {
  const tracks = [
    { off: 8, reach: 520 },
    { off: -8, reach: 430 },
    { off: 13, reach: 340 },
  ]
  return tracks.map(({ off, reach }) => {
    const near = railway.filter((point) => distance(point, station) < reach)
    const last = near.length - 1
    return beside(near, (index) => (index === 0 || index === last ? 0 : off))
  })
}

/** Grounds drawn in a tone of their own. */
const groundUses = ['school', 'hospital', 'square', 'civic', 'stadium'] as const

/**
 * The basemap of the town.
 * @param bounds west, south, east, north
 */
export function drawTown(
  town: Town,
  city: {
    code: string
    bounds: readonly [number, number, number, number]
    communities: readonly PlaceName[]
  },
): BasemapFile {
  const ways = chainsOf(town)
  const roads = new Map<string, BasemapSource & { lines: number[][][] }>()
  for (const way of ways) {
    const key = `${way.class} ${way.name} ${way.bridge}`
    const held = roads.get(key) ?? {
      properties: {
        class: way.class,
        ...(way.name === '' ? {} : { name: way.name, nameEn: town.nameEn(way.name) }),
        ...(way.bridge ? { bridge: true } : {}),
      },
      lines: [],
    }
    held.lines.push(way.nodes.map((node) => exact(town.nodes[node] ?? [0, 0])))
    roads.set(key, held)
  }
  return encodeBasemap(
    {
      city: city.code,
      sample: true,
      attribution: '示例底图，街道与地名均为虚构 · Sample map, everything on it is made up',
      bounds: city.bounds,
      origin: [origin[0], origin[1]],
      scale: SCALE,
    },
    {
      block: [
        {
          properties: { kind: 'town' },
          polygons: town.quarters.filter(({ village }) => !village).map(({ ring }) => polygon(ring)),
        },
        {
          properties: { kind: 'village' },
          polygons: town.quarters.filter(({ village }) => village).map(({ ring }) => polygon(ring)),
        },
        ...groundUses.map((kind) => ({
          properties: { kind },
          polygons: town.blocks.filter(({ use }) => use === kind).map(({ ring }) => polygon(ring)),
        })),
      ],
      park: [
        {
          properties: { kind: 'wood' },
          polygons: [
            ...town.woods.map(({ ring, clearings }) => [ring, ...clearings].map((line) => line.map(exact))),
            ...parks.map(({ edge }) => polygon(edge)),
          ],
        },
        {
          properties: { kind: 'park' },
          polygons: town.blocks.filter(({ use }) => use === 'park').map(({ ring }) => polygon(ring)),
        },
        {
          properties: { kind: 'green' },
          polygons: town.blocks.filter(({ use }) => use === 'green').map(({ ring }) => polygon(ring)),
        },
        {
          properties: { kind: 'pitch' },
          polygons: town.blocks.flatMap((block) => {
            const track = block.use === 'school' || block.use === 'stadium' ? trackOf(block) : null
            return track ? [polygon(track)] : []
          }),
        },
      ],
      building: [{ properties: {}, boxes: buildings(town.blocks) }],
      water: [
        { properties: { kind: 'river' }, polygons: [polygon(town.river.ring)] },
        {
          properties: { kind: 'pond' },
          polygons: grounds.flatMap(({ name, use }) => {
            const pond = use === 'park' ? pondIn(town.blocks.filter((block) => block.name === name)) : null
            return pond ? [polygon(pond)] : []
          }),
        },
        { properties: { kind: 'stream' }, polygons: [polygon(town.stream.ring)] },
      ],
      railway: [
        {
          properties: { kind: 'rail', name: '陇海线', nameEn: 'Longhai Railway' },
          lines: [town.railway.map(exact)],
        },
        { properties: { kind: 'branch' }, lines: [town.branchLine.map(exact)] },
        { properties: { kind: 'siding' }, lines: sidings(town.railway).map((line) => line.map(exact)) },
      ],
      road: [...roads.values()],
      label: labelsOf(town, city.communities).map(({ at, ...properties }) => ({
        properties,
        points: [exact(at)],
      })),
    },
  )
}
