/**
 * How long walking takes to compute, against a textbook's search in the same process. Uses nothing of Node: `walking.ts`
 * runs it there and in Chromium.
 */

import type { Position } from '../../schema/catalog/divisions.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import { areas } from '../../schema/rules/walking/areas.ts'
import { networkOf } from '../../schema/rules/walking/graph.ts'
import { nearestOf } from '../../schema/rules/walking/many.ts'
import {
  edgeFlags,
  nodeCount,
  nodePosition,
  type WalkingNetwork,
} from '../../schema/rules/walking/network.ts'
import { ReachBuffer, reach } from '../../schema/rules/walking/reach.ts'
import { snapper } from '../../schema/rules/walking/snap.ts'
import type { Manner, Snap } from '../../schema/rules/walking/walk.ts'
import { sampleNetwork } from '../../schema/sample/network.ts'
import type { BenchRow } from './client.ts'
import { type Neighbour, neighboursOf, textbookReach } from './textbook-dijkstra.ts'

const COLUMNS = 250
const ROWS = 200
const FIFTEEN_MINUTES = 900
const manner: Manner = { pace: 'standard', stepFree: false }

/** Random numbers from 0 to 1, the same ones every time. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A town of 50,000 nodes about 30 m apart, a quarter of the streets between them missing, some of them stairs. */
export function madeTown(): WalkingNetwork {
  const random = randomNumbers(6)
  const nodes = COLUMNS * ROWS
  const spacing = 0.0003
  const ends: number[] = []
  for (let node = 0; node < nodes; node += 1) {
    if ((node + 1) % COLUMNS !== 0 && random() < 0.75) ends.push(node, node + 1)
    if (node + COLUMNS < nodes && random() < 0.75) ends.push(node, node + COLUMNS)
  }
  const crooked = (place: number) => (place + 0.4 * (random() - 0.5)) * spacing
  return networkOf({
    source: { attribution: 'made for measuring', licence: 'none', date: null, sample: true },
    longitudes: Float64Array.from({ length: nodes }, (_, node) => 111.8 + crooked(node % COLUMNS)),
    latitudes: Float64Array.from({ length: nodes }, (_, node) => 34.7 + crooked(Math.floor(node / COLUMNS))),
    ends: Uint32Array.from(ends),
    flags: Uint8Array.from({ length: ends.length / 2 }, () => (random() < 0.05 ? edgeFlags.steps : 0)),
  })
}

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
  const random = randomNumbers(15)
  const snap = snapper(network)
  const anywhere = () => nodePosition(network, Math.floor(random() * nodeCount(network)))
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
  const random = randomNumbers(30)
  const snap = snapper(network)
  const anywhere = () => nodePosition(network, Math.floor(random() * nodeCount(network)))
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
  const town = madeTown()
  return [measureReach(town), measureNearest(town), measureDragging()]
}
