/**
 * A walking network of streets, and the file that holds the sample city's (`data/streets.json`).
 *
 * Format: `origin` is WGS-84 degrees, `scale` the units in a degree. `nodes` holds `dx, dy` for every node, each the
 * difference to the node before it (the first: to the origin). `ways` holds the edges as chains with the same facts:
 * `class, name, flags, count, first, step, step, …` where `class` and `name` are places in the lists `classes` and
 * `names` (0 is no name), `flags` adds 1 for a bridge over water and 2 for an underpass, `count` is how many nodes
 * the chain passes, `first` its first node, and each `step` the difference to the node before. Nodes are numbered
 * in the order in which chains first pass them, so that most steps are 1 and the file packs well.
 */

import { type StreetClass, streetClasses } from './town/layout.ts'

export interface StreetsFile {
  format: string
  version: number
  sample: boolean
  origin: number[]
  scale: number
  classes: string[]
  names: string[]
  nodes: number[]
  ways: number[]
}

/** A chain of edges with the same class, name and flags. */
export interface StreetWay {
  class: StreetClass
  /** empty when it has none */
  name: string
  /** over water */
  bridge: boolean
  /** under the railway */
  underpass: boolean
  /** node numbers, in order; two or more */
  nodes: number[]
}

export interface StreetNetwork {
  /** WGS-84 degrees: longitude and latitude of every node, one after the other */
  positions: Float64Array
  ways: StreetWay[]
}

const BRIDGE = 1
const UNDERPASS = 2

/**
 * Unpacks a file of streets.
 * @throws RangeError when a chain ends early or names a class, name or node that the file does not hold
 */
export function decodeStreets(file: StreetsFile): StreetNetwork {
  const [lng = 0, lat = 0] = file.origin
  const positions = new Float64Array(file.nodes.length)
  const at: [number, number] = [0, 0]
  for (const [index, step] of file.nodes.entries()) {
    const axis = index % 2 === 0 ? 0 : 1
    at[axis] += step
    positions[index] = (axis === 0 ? lng : lat) + at[axis] / file.scale
  }
  let index = 0
  const next = () => {
    const value = file.ways[index++]
    if (value === undefined) throw new RangeError('The streets end in the middle of a chain.')
    return value
  }
  const ways: StreetWay[] = []
  while (index < file.ways.length) {
    const className = file.classes[next()]
    const kind = streetClasses.find((one) => one === className)
    const name = file.names[next()]
    const flags = next()
    const count = next()
    if (kind === undefined || name === undefined) throw new RangeError('A chain has no known class or name.')
    let node = 0
    const nodes = Array.from({ length: count }, () => {
      node += next()
      if (node < 0 || node * 2 >= positions.length) throw new RangeError(`There is no node ${node}.`)
      return node
    })
    ways.push({ class: kind, name, bridge: (flags & BRIDGE) > 0, underpass: (flags & UNDERPASS) > 0, nodes })
  }
  return { positions, ways }
}

/**
 * Packs streets; the inverse of {@link decodeStreets}, but that nodes are numbered anew in the order of the chains.
 * @param origin WGS-84 degrees near the middle
 * @param scale units in a degree: 100000 is about a metre
 */
export function encodeStreets(
  { positions, ways }: StreetNetwork,
  origin: readonly [number, number],
  scale: number,
): StreetsFile {
  const names = ['', ...new Set(ways.map((way) => way.name).filter((name) => name !== ''))]
  const numbers = new Map<number, number>()
  const nodes: number[] = []
  const packed: number[] = []
  let [x, y] = [0, 0]
  const numberOf = (node: number) => {
    const known = numbers.get(node)
    if (known !== undefined) return known
    const nextX = Math.round(((positions[node * 2] ?? 0) - origin[0]) * scale)
    const nextY = Math.round(((positions[node * 2 + 1] ?? 0) - origin[1]) * scale)
    nodes.push(nextX - x, nextY - y)
    x = nextX
    y = nextY
    numbers.set(node, numbers.size)
    return numbers.size - 1
  }
  for (const way of ways) {
    const flags = (way.bridge ? BRIDGE : 0) + (way.underpass ? UNDERPASS : 0)
    packed.push(streetClasses.indexOf(way.class), names.indexOf(way.name), flags, way.nodes.length)
    let before = 0
    for (const node of way.nodes) {
      const number = numberOf(node)
      packed.push(number - before)
      before = number
    }
  }
  return {
    format: 'yikezhong-streets',
    version: 1,
    sample: true,
    origin: [...origin],
    scale,
    classes: [...streetClasses],
    names,
    nodes,
    ways: packed,
  }
}
