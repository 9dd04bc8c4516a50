/** Which stretches of a street are reached within which of some times. */

import { edgeSeconds, secondsOff } from './cost.ts'
import type { WalkingNetwork } from './network.ts'
import type { Reached } from './reach.ts'
import type { Manner } from './walk.ts'

/** A point of an edge, and the seconds until somebody is there. */
interface EdgePoint {
  along: number
  seconds: number
}

export interface Search {
  network: WalkingNetwork
  reached: Reached
  /** see `pricesOf` */
  prices: Float64Array
  /** where the search started, by edge */
  starts: ReadonlyMap<number, readonly EdgePoint[]>
  /** seconds, the fewest first */
  times: readonly number[]
}

/** Takes a stretch of an edge: the rank of the time in which it is reached, and its ends as shares of the edge. */
export type TakeStretch = (rank: number, from: number, to: number) => void

/** Where a search started, by edge, in their order along it. */
export function startsOf({ starts }: Reached, manner: Manner): Map<number, EdgePoint[]> {
  const byEdge = new Map<number, EdgePoint[]>()
  for (const start of starts.toSorted((one, other) => one.along - other.along)) {
    const point = { along: start.along, seconds: secondsOff(start, manner) }
    const points = byEdge.get(start.edge)
    if (points) points.push(point)
    else byEdge.set(start.edge, [point])
  }
  return byEdge
}

/**
 * Divides an edge by the times in which its points are reached: rank 0 within the first time, the number of times where
 * none is enough or nobody walks in this manner. An edge is walked from both of its ends, and from starts upon it.
 */
export function eachStretch(search: Search, edge: number, take: TakeStretch): void {
  const { network, reached, prices, starts, times } = search
  const whole = edgeSeconds(network, prices, edge)
  if (whole === Number.POSITIVE_INFINITY) {
    take(times.length, 0, 1)
    return
  }
  const first = reached.seconds[network.ends[edge * 2] ?? 0] ?? 0
  const second = reached.seconds[network.ends[edge * 2 + 1] ?? 0] ?? 0
  const between = starts.size > 0 ? starts.get(edge) : undefined
  if (!between) {
    divide(times, whole, 0, first, 1, second, take)
    return
  }
  const points = soonest([{ along: 0, seconds: first }, ...between, { along: 1, seconds: second }], whole)
  for (const [place, to] of points.entries()) {
    const from = points[place - 1]
    if (from) divide(times, whole, from.along, from.seconds, to.along, to.seconds, take)
  }
}

/** The seconds of points in a row, where the way from a neighbour may be quicker. */
function soonest(points: readonly EdgePoint[], whole: number): EdgePoint[] {
  const onward = (row: readonly EdgePoint[]) => {
    let before = { along: 0, seconds: Number.POSITIVE_INFINITY }
    return row.map(({ along, seconds }) => {
      const onTheWay = before.seconds + Math.abs(along - before.along) * whole
      before = { along, seconds: Math.min(seconds, onTheWay) }
      return before
    })
  }
  return onward(onward(points).reverse()).reverse()
}

/** The place of the first time that is enough. */
function rankOf(times: readonly number[], seconds: number): number {
  let rank = 0
  while (rank < times.length && seconds > (times[rank] ?? 0)) rank += 1
  return rank
}

/** Divides what lies between two points of an edge that are reached in these seconds. */
function divide(
  times: readonly number[],
  whole: number,
  from: number,
  fromSeconds: number,
  to: number,
  toSeconds: number,
  take: TakeStretch,
): void {
  const soonest = rankOf(times, Math.min(fromSeconds, toSeconds))
  // where those who come from either end meet
  const latest = rankOf(times, (fromSeconds + toSeconds + (to - from) * whole) / 2)
  if (soonest === latest || whole === 0) {
    take(soonest, from, to)
    return
  }
  let meeting = fromSeconds < toSeconds ? to : from
  if (fromSeconds + toSeconds < Number.POSITIVE_INFINITY) {
    meeting = Math.min(to, Math.max(from, (from + to) / 2 + (toSeconds - fromSeconds) / (2 * whole)))
  }
  walk(times, whole, from, fromSeconds, meeting, take)
  walk(times, whole, to, toSeconds, meeting, take)
}

/** Divides what somebody walks from a point on. */
function walk(
  times: readonly number[],
  whole: number,
  from: number,
  seconds: number,
  to: number,
  take: TakeStretch,
): void {
  const visit = (rank: number, one: number, other: number) =>
    one < other ? take(rank, one, other) : take(rank, other, one)
  let done = from
  for (let rank = rankOf(times, seconds); rank < times.length; rank += 1) {
    const share = ((times[rank] ?? 0) - seconds) / whole
    const next = from < to ? Math.min(to, from + share) : Math.max(to, from - share)
    if (next !== done || done === from) visit(rank, done, next)
    done = next
  }
  if (done !== to) visit(times.length, done, to)
}
