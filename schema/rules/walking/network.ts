/**
 * A network of streets as people walk them: an undirected graph in typed arrays, small enough to be sent to a phone and
 * quick enough to be searched while a pin is dragged.
 *
 * Every point of a street is a node, so that the length of an edge is the distance of its ends and the shape of a way
 * needs nothing beside the graph. One-way streets are walked both ways.
 */

import type { Position } from '../../catalog/divisions.ts'

/** What an edge is for somebody who walks it; added up in {@link WalkingNetwork.flags}. */
export const edgeFlags = {
  /** stairs */
  steps: 1,
  /** surface known to be loose or rough: hard for wheels */
  rough: 2,
  /** surface known to be paved */
  paved: 4,
  /** a marked crossing of a road */
  crossing: 8,
  /** over water, road or railway */
  bridge: 16,
  /** under a road or railway */
  tunnel: 32,
} as const

/** Where a network comes from; travels with it and is shown where it is used. */
export interface NetworkSource {
  /** who made the data, as they want to be named: "© OpenStreetMap contributors" */
  attribution: string
  /** its licence: "ODbL 1.0" */
  licence: string
  /** day of the data, YYYY-MM-DD; null when it is not known */
  date: string | null
  /** true while the streets are made up */
  sample: boolean
}

export interface WalkingNetwork {
  source: NetworkSource
  /** WGS-84 degrees, one a node */
  longitudes: Float64Array
  latitudes: Float64Array
  /** ends of every edge: nodes 2i and 2i+1 of edge i */
  ends: Uint32Array
  /** metres, one an edge */
  lengths: Float32Array
  /** sums of {@link edgeFlags}, one an edge */
  flags: Uint8Array
  /** of node n: its half-edges are those from `firstOf[n]` up to `firstOf[n + 1]` in `neighbours` and `edges` */
  firstOf: Uint32Array
  /** node at the other end of each half-edge */
  neighbours: Uint32Array
  /** edge of each half-edge */
  edges: Uint32Array
}

/** How many nodes a network has. */
export const nodeCount = (network: WalkingNetwork): number => network.longitudes.length

/** How many edges a network has. */
export const edgeCount = (network: WalkingNetwork): number => network.lengths.length

/** The node at the other end of an edge; the node itself when both ends are the same. */
export function otherEnd(network: WalkingNetwork, edge: number, node: number): number {
  const first = network.ends[edge * 2] ?? 0
  return first === node ? (network.ends[edge * 2 + 1] ?? 0) : first
}

/** WGS-84 position of a node. */
export const nodePosition = (network: WalkingNetwork, node: number): Position => [
  network.longitudes[node] ?? 0,
  network.latitudes[node] ?? 0,
]
