/** The sample city's streets as people walk them. */

import { networkOf } from '../rules/walking/graph.ts'
import { edgeFlags, type WalkingNetwork } from '../rules/walking/network.ts'
import { onGrid } from '../rules/walking/network-file.ts'
import { sampleStreets } from './streets.ts'
import type { StreetWay } from './streets-format.ts'

/** Of a field path nobody says what it is like. */
const surfaceFlags = {
  main: edgeFlags.paved,
  street: edgeFlags.paved,
  lane: edgeFlags.paved,
  path: 0,
  steps: edgeFlags.steps + edgeFlags.paved,
} as const satisfies Record<StreetWay['class'], number>

const flagsOf = (way: StreetWay): number =>
  surfaceFlags[way.class] + (way.bridge ? edgeFlags.bridge : 0) + (way.underpass ? edgeFlags.tunnel : 0)

/** The walking network of the sample city, made anew at every call. */
export function sampleNetwork(): WalkingNetwork {
  const { positions, ways } = sampleStreets()
  const ends: number[] = []
  const flags: number[] = []
  for (const way of ways) {
    for (const [index, node] of way.nodes.slice(1).entries()) {
      ends.push(way.nodes[index] ?? 0, node)
      flags.push(flagsOf(way))
    }
  }
  return networkOf({
    source: { attribution: '示例街道 made-up streets', licence: 'MIT', date: null, sample: true },
    longitudes: positions.filter((_, index) => index % 2 === 0).map(onGrid),
    latitudes: positions.filter((_, index) => index % 2 === 1).map(onGrid),
    ends: Uint32Array.from(ends),
    flags: Uint8Array.from(flags),
  })
}
