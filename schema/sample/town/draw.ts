/** Draws the town as layers of the embedded basemap. */

import { type BasemapFile, type BasemapSource, encodeBasemap } from '../../rules/basemap.ts'
import { chainsOf } from './chains.ts'
import { labelsOf, type PlaceName } from './labels.ts'
import { parks } from './layout.ts'
import { origin, type Point, type Ring, toDegrees } from './plane.ts'
import type { Town } from './town.ts'

/** Units in a degree: about half a metre. */
const SCALE = 200_000

const exact = (point: Point) => toDegrees(point, 7)
const polygon = (ring: Ring) => [ring.map(exact)]

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
      ],
      park: [
        {
          properties: { kind: 'wood' },
          polygons: parks.map(({ edge }) => polygon(edge)),
        },
        {
          properties: { kind: 'park' },
          polygons: town.blocks.filter(({ use }) => use === 'park').map(({ ring }) => polygon(ring)),
        },
        {
          properties: { kind: 'green' },
          polygons: town.blocks.filter(({ use }) => use === 'green').map(({ ring }) => polygon(ring)),
        },
      ],
      water: [
        { properties: { kind: 'river' }, polygons: [polygon(town.river.ring)] },
        { properties: { kind: 'stream' }, polygons: [polygon(town.stream.ring)] },
      ],
      railway: [
        {
          properties: { kind: 'rail', name: '陇海线', nameEn: 'Longhai Railway' },
          lines: [town.railway.map(exact)],
        },
        { properties: { kind: 'branch' }, lines: [town.branchLine.map(exact)] },
      ],
      road: [...roads.values()],
      label: labelsOf(town, city.communities).map(({ at, ...properties }) => ({
        properties,
        points: [exact(at)],
      })),
    },
  )
}
