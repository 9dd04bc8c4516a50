/**
 * How long walking takes to compute, against a textbook's search in the same process. Uses nothing of Node: `walking.ts`
 * runs it there and in Chromium.
 */

import type { Position } from '../../schema/catalog/divisions.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import { areas } from '../../schema/rules/walking/areas.ts'
import { nearestOf } from '../../schema/rules/walking/many.ts'
import { nodeCount, nodePosition, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { ReachBuffer, reach } from '../../schema/rules/walking/reach.ts'
import { snapper } from '../../schema/rules/walking/snap.ts'
import type { Manner, Snap } from '../../schema/rules/walking/walk.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'
import { seededRandom } from '../../schema/sample/random.ts'
import type { BenchRow } from './client.ts'
import { madeNetwork } from './made-network.ts'
import { type Neighbour, neighboursOf, textbookReach } from './textbook-dijkstra.ts'

/** Nodes of a city that is measured. */
export const NODES = 50_000
const FIFTEEN_MINUTES = 900
const manner: Manner = { pace: 'standard', stepFree: false }

/** The ends of the edge of a snap, as the textbook's search starts from them. */
function textbookStarts(
  { ends, lengths, flags }: WalkingNetwork,
  { edge, along, metres }: Snap,
): Neighbour[] {
  const whole = (lengths[edge] ?? 0) * ((flags[edge] ?? 0) % 2 === 1 ? 2 : 1)
  return [
    { node: ends[2 * edge] ?? 0, seconds: metres + along * whole },
    { node: ends[2 * edge + 1] ?? 0, seconds: metres + (1 - along) * whole },
  ]
}

/** The median of the milliseconds that some work takes for each of some things, after it has been done once for all. */
function medianOf<Thing>(things: readonly Thing[], work: (thing: Thing) => void): number {
  for (const thing of things) work(thing)
  const times = things.map((thing) => {
    const start = performance.now()
    work(thing)
    return performance.now() - start
  })
  return times.sort((one, other) => one - other)[things.length >> 1] ?? Number.NaN
}

const row = (name: string, ours: number, reference: number): BenchRow => ({
  name,
  ours: Number(ours.toFixed(3)),
  reference: Number(reference.toFixed(3)),
  ratio: Number((reference / ours).toFixed(2)),
  unit: 'ms',
})

const isSnap = (snap: Snap | null): snap is Snap => snap !== null

function measureReach(network: WalkingNetwork): BenchRow {
  const random = seededRandom(15)
  const snap = snapper(network)
  const anywhere = () => nodePosition(network, Math.floor(random.between(0, nodeCount(network))))
  const starts = Array.from({ length: 300 }, () => snap(anywhere(), manner)).filter(isSnap)
  const buffer = new ReachBuffer(network)
  const neighbours = neighboursOf(network)
  return row(
    `15 minutes, ${nodeCount(network)} nodes`,
    medianOf(starts, (start) => reach(network, [start], manner, FIFTEEN_MINUTES, buffer)),
    medianOf(starts, (start) => textbookReach(neighbours, textbookStarts(network, start), FIFTEEN_MINUTES)),
  )
}

const TYPES = 30
const OUTLETS_A_TYPE = 40

function measureNearest(network: WalkingNetwork): BenchRow {
  const random = seededRandom(30)
  const snap = snapper(network)
  const anywhere = () => nodePosition(network, Math.floor(random.between(0, nodeCount(network))))
  const outlets = () =>
    Array.from({ length: OUTLETS_A_TYPE }, () => snap(anywhere(), manner))
      .filter(isSnap)
      .map((found, owner) => ({ ...found, owner }))
  const types = Array.from({ length: TYPES }, outlets)
  const neighbours = neighboursOf(network)
  const everywhere = Number.POSITIVE_INFINITY
  return row(
    `nearest of ${OUTLETS_A_TYPE}, ${nodeCount(network)} nodes`,
    medianOf(types, (sources) => nearestOf(network, sources, manner, everywhere)),
    medianOf(types.slice(0, 5), (sources) => {
      const starts = sources.flatMap((source) => textbookStarts(network, source))
      return textbookReach(neighbours, starts, everywhere)
    }),
  )
}

const STEPS = 300

/** The pin goes across the sample city, from the west to the east, up and down a little. */
function measureDragging(): BenchRow {
  const network = sampleNetwork()
  const snap = snapper(network)
  const buffer = new ReachBuffer(network)
  const neighbours = neighboursOf(network)
  const pins = Array.from({ length: STEPS }, (_, step): Position => {
    const share = step / STEPS
    return [111.84 + 0.07 * share, 34.747 + 0.008 * Math.sin(share * 12)]
  }).filter((pin) => snap(pin, manner))
  const redraw = (pin: Position) => {
    const start = snap(pin, manner)
    if (start) areas(network, reach(network, [start], manner, FIFTEEN_MINUTES, buffer), reachMinutes, manner)
  }
  return row(
    'areas under a pin that is dragged, against a search',
    medianOf(pins, redraw),
    medianOf(pins, (pin) => {
      const start = snap(pin, manner)
      if (start) textbookReach(neighbours, textbookStarts(network, start), FIFTEEN_MINUTES)
    }),
  )
}

/** Measures all of it; takes some seconds. The textbook only searches: areas are more work than its times. */
export function measureWalking(): BenchRow[] {
  const town = madeNetwork(NODES)
  return [measureReach(town), measureNearest(town), measureDragging()]
}
