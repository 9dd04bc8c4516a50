/** Builds the walking network of an extract. */

import { networkLimits } from '../../catalog/network-limits.ts'
import {
  edgeCount,
  edgeFlags,
  type NetworkSource,
  nodeCount,
  type WalkingNetwork,
} from '../../rules/walking/network.ts'
import { BadNetwork } from '../../rules/walking/network-file.ts'
import type { OsmScan } from '../osm.ts'
import type { Bounds } from '../position.ts'
import { UnreadableFile } from '../types.ts'
import { type Leavings, largestPart } from './largest.ts'
import { readStreets, type StreetTally } from './streets.ts'

/** What a network was made of and what was left out; lengths in whole metres. */
export interface NetworkReport extends Omit<StreetTally, 'date'>, Leavings {
  nodes: number
  edges: number
  metres: number
  stepsMetres: number
}

/** What is being done: reading the ways, reading their positions, joining them. */
export type BuildStep = 'ways' | 'positions' | 'joining'

export interface BuildOptions {
  /** WGS-84; streets outside are left out. Without it, all of the extract is one network. */
  within?: Bounds | undefined
  onStep?: ((step: BuildStep) => void) | undefined
}

function metresOf({ lengths, flags }: WalkingNetwork, flag = 0): number {
  const metres = lengths.reduce(
    (sum, length, edge) => sum + (((flags[edge] ?? 0) & flag) === flag ? length : 0),
    0,
  )
  return Math.round(metres)
}

const extent = (degrees: Float64Array) =>
  degrees.reduce((most, value) => Math.max(most, value), -180) -
  degrees.reduce((least, value) => Math.min(least, value), 180)

function isTooLarge(network: WalkingNetwork): boolean {
  const { nodes, edges, extentDegrees } = networkLimits
  return (
    nodeCount(network) > nodes ||
    edgeCount(network) > edges ||
    Math.max(extent(network.longitudes), extent(network.latitudes)) > extentDegrees
  )
}

/** What a reader throws at bytes that make no sense is the file's fault. */
async function readable<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    const told = error instanceof Error ? error.message : String(error)
    throw new UnreadableFile(`文件已损坏。 The file is damaged: ${told}`)
  }
}

/**
 * The network of the streets that people walk. One-way streets are walked both ways, squares along their outline;
 * ferries, and areas drawn as relations, are left out.
 * @param scan an OpenStreetMap extract, or what `geojson.ts` makes of lines
 * @param source where the data comes from; without a date, that of the extract is taken
 * @throws UnreadableFile when the extract is damaged or has no street
 * @throws BadNetwork when there are more streets than a city has
 */
export async function buildNetwork(
  scan: OsmScan,
  source: NetworkSource,
  { within, onStep }: BuildOptions = {},
): Promise<{ network: WalkingNetwork; report: NetworkReport }> {
  onStep?.('ways')
  const { streets, tally } = await readable(readStreets(scan, within ?? null, () => onStep?.('positions')))
  onStep?.('joining')
  const { date, ...met } = tally
  const { network, leavings } = largestPart(streets, { ...source, date: source.date ?? date })
  if (!network) throw new UnreadableFile('没有找到可以步行的街道。 There is no street that people may walk.')
  if (isTooLarge(network)) throw new BadNetwork('large')
  const report = {
    ...met,
    ...leavings,
    partMetres: Math.round(leavings.partMetres),
    nodes: nodeCount(network),
    edges: edgeCount(network),
    metres: metresOf(network),
    stepsMetres: metresOf(network, edgeFlags.steps),
  }
  return { network, report }
}
