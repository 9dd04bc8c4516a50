/** Everything that a booklet is printed from: fetched, and walked. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import type { Circle, CircleOutlet } from '../../schema/contract/circle.ts'
import type { City } from '../../schema/contract/city.ts'
import { DEGREE_METRES } from '../../schema/rules/distance.ts'
import { estimateWalk, minutesOf } from '../../schema/rules/walking/estimate.ts'
import type { Manner, WalkingArea } from '../../schema/rules/walking/walk.ts'
import type { Streets } from '../map/walking.ts'
import { answer, api } from '../shell/api.ts'
import type { WalkTo, WalkTold } from './booklet.ts'
import { type Ground, groundOf } from './ground.ts'

export interface Prepared {
  circle: Circle
  outlets: readonly CircleOutlet[]
  /** when the data were answered, epoch milliseconds: what a phone has kept says when that was */
  asOf: number
  walkTo: WalkTo
  /** within 5, 10 and 15 minutes of the service centre */
  areas: readonly WalkingArea[]
  /** whether those are straight distances, because no street was followed */
  estimated: boolean
  ground: Ground
}

/** Makes one circle after the other ready; the streets are fetched once for all of them. */
export interface Preparer {
  /**
   * @param code of the community
   * @throws ApiFailure when the network failed or there is no such circle; `AbortError` when it was cancelled
   */
  prepare: (code: string, signal?: AbortSignal) => Promise<Prepared>
  close: () => void
}

const manner: Manner = { pace: 'standard', stepFree: false }
const CORNERS = 72

/** A circle of straight distance, where no street can be followed: minutes × pace ÷ detour factor. */
function ringAround([lng, lat]: Position, { walking }: City, minutes: number): WalkingArea {
  const metres = (minutes * walking.paces.standard) / walking.detourFactor
  const [north, east] = [metres / DEGREE_METRES, metres / DEGREE_METRES / Math.cos((lat * Math.PI) / 180)]
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner): Position => {
    const turn = (2 * Math.PI * corner) / CORNERS
    return [lng + east * Math.sin(turn), lat + north * Math.cos(turn)]
  })
  return { minutes, polygons: [[ring]] }
}

const keyOf = (position: Position) => position.join()

interface Walked {
  walkTo: WalkTo
  areas: readonly WalkingArea[]
  estimated: boolean
}

function estimated(centre: Position | null, city: City): Walked {
  return {
    walkTo: (position) =>
      centre && { minutes: estimateWalk(centre, position, 'standard').minutes, estimated: true },
    areas: centre ? reachMinutes.map((minutes) => ringAround(centre, city, minutes)) : [],
    estimated: true,
  }
}

/** Along the streets, where there are any near the centre; what no street is near is estimated. */
async function walked(
  streets: Streets,
  centre: Position,
  positions: readonly Position[],
  city: City,
): Promise<Walked> {
  await streets.aimAt(
    Float64Array.from(positions, ([lng]) => lng),
    Float64Array.from(positions, ([, lat]) => lat),
  )
  const guess = estimated(centre, city)
  const walks = await streets.walk(centre, manner, true)
  if (!walks) return guess
  const known = new Map(
    positions.map((position, i): [string, WalkTold | null] => {
      const seconds = walks.seconds[i] ?? Number.NaN
      if (Number.isNaN(seconds)) return [keyOf(position), guess.walkTo(position)]
      return [
        keyOf(position),
        Number.isFinite(seconds) ? { minutes: minutesOf(seconds), estimated: false } : null,
      ]
    }),
  )
  return {
    walkTo: (position) => known.get(keyOf(position)) ?? null,
    areas: walks.areas,
    estimated: false,
  }
}

async function fetchCircle(code: string): Promise<Pick<Prepared, 'circle' | 'outlets' | 'asOf'>> {
  const asked = api.circles[':code'].outlets.$get({ param: { code } })
  const [circle, { outlets }] = await Promise.all([
    answer(api.circles[':code'].$get({ param: { code } })),
    answer(asked),
  ])
  const told = Date.parse((await asked).headers.get('Date') ?? '')
  return { circle, outlets, asOf: Number.isNaN(told) ? Date.now() : told }
}

async function openStreets(url: string): Promise<Streets | null> {
  if (typeof Worker === 'undefined') return null
  try {
    const { openStreets: open } = await import('../map/walking.ts')
    return await open(url)
  } catch {
    // Without streets the minutes are estimates, and the booklet says so.
    return null
  }
}

/**
 * Somebody who makes circles ready to be printed.
 * @param english whether the streets are named in English
 */
export function preparerOf(city: City, english: boolean): Preparer {
  const { network } = city.walking
  let streets: Promise<Streets | null> | null = null

  return {
    async prepare(code, signal) {
      const given = await fetchCircle(code)
      signal?.throwIfAborted()
      const { centre } = given.circle
      if (network && centre) streets ??= openStreets(network.url)
      const [open, ground] = await Promise.all([streets, groundOf(city, centre, english)])
      signal?.throwIfAborted()
      const positions = given.outlets.flatMap(({ position, stops }) => [
        position,
        ...stops.map((stop) => stop.position),
      ])
      const walks =
        open && centre
          ? await walked(open, centre, positions, city).catch(() => estimated(centre, city))
          : estimated(centre, city)
      signal?.throwIfAborted()
      return { ...given, ...walks, ground }
    },
    close: () => void streets?.then((open) => open?.close()),
  }
}
