import fc from 'fast-check'
import { expect, it } from 'vitest'
import { largestPart } from '../../schema/import/network/largest.ts'
import type { Streets } from '../../schema/import/network/streets.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { edgeFlags, type WalkingNetwork } from '../../schema/rules/walking/network.ts'

const source = { attribution: '© streets', licence: 'ODbL 1.0', date: null, sample: false }

/** Streets on a few places, so that many points lie on each other and many edges are there twice. */
const anyStreets = fc.integer({ min: 2, max: 25 }).chain((points) => {
  const place = fc.integer({ min: 0, max: 4 }).map((step) => step / 1000)
  const point = fc.nat(points - 1)
  return fc
    .record({
      longitudes: fc.array(place, { minLength: points, maxLength: points }),
      latitudes: fc.array(place, { minLength: points, maxLength: points }),
      edges: fc.array(fc.tuple(point, point, fc.nat(63)), { maxLength: 30 }),
    })
    .map(
      ({ longitudes, latitudes, edges }): Streets => ({
        longitudes: Float64Array.from(longitudes),
        latitudes: Float64Array.from(latitudes),
        ends: Uint32Array.from(edges.flatMap((edge) => edge.slice(0, 2))),
        flags: Uint8Array.from(edges, ([, , flags]) => flags),
      }),
    )
})

interface Edge {
  from: number
  to: number
  flags: number
  metres: number
}

const hindrance = ({ flags }: Pick<Edge, 'flags'>) => flags & (edgeFlags.steps | edgeFlags.rough)

/** Which group each point is in when these edges join their ends; said again and again until nothing changes. */
function groups(points: number, joins: readonly Pick<Edge, 'from' | 'to'>[]): number[] {
  const group = Array.from({ length: points }, (_, point) => point)
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to } of joins) {
      const least = Math.min(group[from] ?? 0, group[to] ?? 0)
      changed ||= group[from] !== least || group[to] !== least
      group[from] = least
      group[to] = least
    }
  }
  return group
}

/** The parts of streets, each a list of its edges: written for being right, not for being quick. */
function partsOf({ longitudes, latitudes, ends, flags }: Streets): Edge[][] {
  const positionOf = (point: number) => [longitudes[point] ?? 0, latitudes[point] ?? 0] as const
  const all = Array.from(flags, (sum, edge): Edge => {
    const [from = 0, to = 0] = [ends[2 * edge], ends[2 * edge + 1]]
    return { from, to, flags: sum, metres: metresBetween(positionOf(from), positionOf(to)) }
  })
  const joined = groups(
    longitudes.length,
    all.filter(({ metres }) => metres === 0),
  )
  const easiest = new Map<string, Edge>()
  for (const { from, to, ...rest } of all) {
    const [low = 0, high = 0] = [joined[from] ?? 0, joined[to] ?? 0].sort((a, b) => a - b)
    const edge = { from: low, to: high, ...rest }
    const other = easiest.get(`${low} ${high}`)
    if (low !== high && (!other || hindrance(edge) < hindrance(other))) easiest.set(`${low} ${high}`, edge)
  }
  const edges = [...easiest.values()]
  const part = groups(longitudes.length, edges)
  return [...new Set(part)]
    .map((one) => edges.filter(({ from }) => part[from] === one))
    .filter((found) => found.length > 0)
}

const total = (edges: readonly Edge[]) => edges.reduce((sum, { metres }) => sum + metres, 0)

/** Edges by where they lie and how hard they are. */
const drawn = (edges: readonly Edge[], positionOf: (point: number) => readonly number[]) =>
  edges
    .map((edge) =>
      [[positionOf(edge.from).join(), positionOf(edge.to).join()].sort(), hindrance(edge)].join(' '),
    )
    .sort()

function edgesOf({ ends, flags, lengths }: WalkingNetwork): Edge[] {
  return Array.from(flags, (sum, edge) => ({
    from: ends[2 * edge] ?? 0,
    to: ends[2 * edge + 1] ?? 0,
    flags: sum,
    metres: lengths[edge] ?? 0,
  }))
}

it('the largest part is what a plain search finds, and no node is alone', () => {
  fc.assert(
    fc.property(anyStreets, (streets) => {
      const parts = partsOf(streets)
      const { network, leavings } = largestPart(streets, source)
      const most = Math.max(0, ...parts.map(total))
      expect(network === null).toBe(parts.length === 0)
      expect(leavings.parts).toBe(Math.max(0, parts.length - 1))
      expect(leavings.partMetres).toBeCloseTo(parts.reduce((sum, part) => sum + total(part), 0) - most, 1)
      expect(leavings.repeated).toBe(streets.flags.length - parts.flat().length)
      if (network === null) return
      const got = drawn(edgesOf(network), (node) => [
        network.longitudes[node] ?? 0,
        network.latitudes[node] ?? 0,
      ])
      const largest = parts.filter((part) => total(part) > most - 0.01)
      const wanted = largest.map((part) =>
        drawn(part, (point) => [streets.longitudes[point] ?? 0, streets.latitudes[point] ?? 0]),
      )
      expect(wanted).toContainEqual(got)
      expect(new Set(network.ends).size).toBe(network.longitudes.length)
    }),
    { numRuns: 1_000 },
  )
})
