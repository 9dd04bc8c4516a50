/** Small street networks for the tests of the worker. */

import { networkOf } from '../../schema/rules/walking/graph.ts'
import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { packNetwork } from '../../schema/rules/walking/network-file.ts'
import { centre } from './town.ts'

/**
 * A street that runs east from the centre of 民安社区, with a node every 0.001°.
 * @param nodes how many; another number makes another file
 * @param from where it begins
 */
export function street(nodes: number, from: readonly [number, number] = centre): WalkingNetwork {
  const [lng, lat] = from
  return networkOf({
    source: { attribution: '© 测绘院', licence: 'CC0', date: '2026-11-01', sample: false },
    longitudes: Float64Array.from({ length: nodes }, (_, node) => lng + node / 1_000),
    latitudes: new Float64Array(nodes).fill(lat),
    ends: Uint32Array.from({ length: 2 * (nodes - 1) }, (_, half) => (half + 1) >> 1),
    flags: new Uint8Array(nodes - 1),
  })
}

/** The file of {@link street}. */
export const streetFile = async (nodes: number, from?: readonly [number, number]) =>
  packNetwork(street(nodes, from))

/** The header under which such a file is sent. */
export const asFile = { 'Content-Type': 'application/octet-stream' }
