/** What a circle's booklet says: its outlets by type in the plan's order, each with the number that the map calls it by. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { type OutletClass, outletClasses, outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { Circle, CircleOutlet } from '../../schema/contract/circle.ts'
import type { OutletStop } from '../../schema/contract/outlet.ts'
import type { MapPlace } from './schematic.ts'

/** How far it is from the service centre. */
export interface WalkTold {
  /** whole minutes at the standard pace */
  minutes: number
  /** whether no street was followed */
  estimated: boolean
}

/** A place on foot from the service centre; null where nobody knows, or where there is no way. */
export type WalkTo = (position: Position) => WalkTold | null

export interface BookletStop {
  stop: OutletStop
  walk: WalkTold | null
}

export interface BookletEntry {
  /** from 1, in the order of the booklet */
  number: number
  outlet: CircleOutlet
  /** to the nearest stop, where it has stops */
  walk: WalkTold | null
  /** the nearest first; empty for what stays where it is */
  stops: readonly BookletStop[]
}

export interface BookletType {
  type: string
  entries: readonly BookletEntry[]
}

/** Types of one class, in the plan's order; only those of which the circle has something. */
export interface BookletPart {
  outletClass: OutletClass
  types: readonly BookletType[]
  /** the first and the last number of the part */
  from: number
  to: number
}

/** A type that the circle lacks, and the nearest outlet of it elsewhere. */
export interface BookletElsewhere {
  type: string
  name: string
  minutes: number
}

export interface Booklet {
  parts: readonly BookletPart[]
  elsewhere: readonly BookletElsewhere[]
  /** how many outlets it tells of */
  count: number
}

const byWalk = (a: { walk: WalkTold | null }, b: { walk: WalkTold | null }) =>
  (a.walk?.minutes ?? Number.POSITIVE_INFINITY) - (b.walk?.minutes ?? Number.POSITIVE_INFINITY) || 0

function unnumbered(outlet: CircleOutlet, walkTo: WalkTo): Omit<BookletEntry, 'number'> {
  const stops = outlet.stops.map((stop) => ({ stop, walk: walkTo(stop.position) })).sort(byWalk)
  return { outlet, stops, walk: stops.length > 0 ? (stops[0]?.walk ?? null) : walkTo(outlet.position) }
}

/** Whether it is told of: what is closed for good is not, nor what is left out. */
export function isTold(outlet: Pick<CircleOutlet, 'status' | 'type'>, without: ReadonlySet<string>): boolean {
  return outlet.status !== 'closed' && !without.has(outlet.type)
}

/**
 * Puts a booklet together.
 * @param outlets of the circle
 * @param without codes of types that are left out
 */
export function bookletOf(
  circle: Pick<Circle, 'types'>,
  outlets: readonly CircleOutlet[],
  walkTo: WalkTo,
  without: ReadonlySet<string> = new Set(),
): Booklet {
  let count = 0
  const told = outlets.filter((outlet) => isTold(outlet, without))
  const parts = outletClasses.flatMap((outletClass): BookletPart[] => {
    const from = count + 1
    const types = outletTypes
      .filter((type) => type.class === outletClass)
      .map(({ code }) => ({
        type: code,
        entries: told
          .filter(({ type }) => type === code)
          .map((outlet) => unnumbered(outlet, walkTo))
          .sort(byWalk)
          .map((entry): BookletEntry => {
            count += 1
            return { number: count, ...entry }
          }),
      }))
      .filter(({ entries }) => entries.length > 0)
    return types.length > 0 ? [{ outletClass, types, from, to: count }] : []
  })
  const elsewhere = circle.types.flatMap(({ type, nearest }): BookletElsewhere[] =>
    nearest && !without.has(type) && !told.some((outlet) => outlet.type === type)
      ? [{ type, name: nearest.name, minutes: nearest.minutes }]
      : [],
  )
  return { parts, elsewhere, count }
}

/** Where the numbers of a booklet stand: an outlet at its address, one that drives at each of its stops. */
export function placesOf({ parts }: Booklet): MapPlace[] {
  return parts
    .flatMap(({ types }) => types.flatMap(({ entries }) => entries))
    .flatMap(({ number, outlet, stops }) =>
      stops.length > 0
        ? stops.map(({ stop }) => ({ number, position: stop.position }))
        : [{ number, position: outlet.position }],
    )
}
