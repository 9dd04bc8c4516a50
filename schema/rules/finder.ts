/**
 * Finds places: the one engine behind `GET /api/outlets` and the list on the site, so that both give the same
 * answer. A place is an outlet, or one stop of a mobile outlet with its own position and hours.
 *
 * Places have numbers in an order of their own. A sort key is then one number, time or rank before that order, and a
 * typed array sorts thousands of them without calling back. What is filtered by is kept in columns.
 */

import type { Position } from '../catalog/divisions.ts'
import type { OutletStatus } from '../catalog/marks.ts'
import { type Pace, paces } from '../catalog/paces.ts'
import type { PinyinTable } from '../catalog/pinyin.ts'
import type { HolidayCalendar } from './calendar.ts'
import { type Column, columnOf, passing } from './column.ts'
import { hoursState, opensAt } from './hours/evaluate.ts'
import type { Closure, HoursContext, HoursState } from './hours/model.ts'
import { once } from './once.ts'
import {
  matchRanks,
  type SearchIndex,
  searchIndex,
  searchRanks,
  type Vocabulary,
  withPinyin,
} from './search.ts'
import { estimateMetres, minutesOf } from './walking/estimate.ts'

export interface FindableStop {
  name: string
  position: Position
  hours: string | null
}

/** What the finder reads of an outlet; the features of `GET /api/outlets` are such. */
export interface Findable {
  geometry: { coordinates: Position }
  properties: {
    id: string
    name: string
    type: string
    services: readonly string[]
    marks: readonly string[]
    circle: string | null
    phone: string | null
    hours: string | null
    closures: readonly Closure[]
    status: OutletStatus
    stops?: readonly FindableStop[] | undefined
  }
}

/** The stops that a kind of outlet has. */
type StopOf<Outlet extends Findable> = NonNullable<Outlet['properties']['stops']>[number]

interface Place<Outlet extends Findable> {
  outlet: Outlet
  /** null for the outlet itself */
  stop: StopOf<Outlet> | null
  name: string
  position: Position
  /** number of its outlet in the collection */
  owner: number
}

/** Everything that decides the state at an instant. Few outlets have one of their own. */
interface Schedule {
  hours: string | null
  closures: readonly Closure[]
  status: OutletStatus
}

const NEVER_GIVEN: Schedule = { hours: null, closures: [], status: 'open' }

/** Made once a collection by {@link placeIndex}; opaque to others. */
export interface PlaceIndex<Outlet extends Findable> {
  /** by the characters of their names, so that it does not matter in which order they came */
  places: readonly Place<Outlet>[]
  /** The numbers of the places, by name as Chinese readers expect it. */
  byName: () => Uint32Array
  longitudes: Float64Array
  latitudes: Float64Array
  marks: Column<readonly string[]>
  schedules: Column<Schedule>
  /** class by code of the type */
  classes: ReadonlyMap<string, string>
  search: SearchIndex
}

/** The words of the city, and to which class each type belongs: what `GET /api/city` gives. */
export interface FinderVocabulary extends Vocabulary {
  types: readonly (Vocabulary['types'][number] & { class: string })[]
}

/** What is asked for. A list means any of its values, an empty one nothing; different criteria must all hold. */
export interface FindQuery {
  types?: readonly string[] | undefined
  classes?: readonly string[] | undefined
  /** codes of communities */
  circles?: readonly string[] | undefined
  services?: readonly string[] | undefined
  payments?: readonly string[] | undefined
  accessibilities?: readonly string[] | undefined
  deliveries?: readonly string[] | undefined
  /** text as typed */
  q?: string | undefined
  /** epoch milliseconds: only what is open then, and states as they are then */
  openAt?: number | undefined
  /** WGS-84: nearest first, with metres and minutes */
  near?: Position | undefined
  /** whether anybody walks from `near`: otherwise it only says in which order, and nothing tells metres or minutes */
  walked?: boolean | undefined
  /** at most so many minutes from `near` on foot; means nothing without it */
  within?: number | undefined
  /** how fast the minutes are walked; standard when not given */
  pace?: Pace | undefined
  /**
   * walks from `near` along streets, at that pace: seconds by the number of the place in the index, NaN where no street
   * was followed and the walk is estimated, Infinity where the streets lead nowhere that can be walked
   */
  walks?: Float32Array | undefined
  /** how many at most */
  limit?: number | undefined
  /** also outlets that are closed for good */
  closedForGood?: boolean | undefined
  /** `outlet` lists a mobile outlet once, with the first of its stops that matches; `place` lists each stop */
  each?: 'place' | 'outlet' | undefined
}

export interface FindContext {
  /** epoch milliseconds of the states, where the query does not say */
  at: number
  calendar: HolidayCalendar
}

export interface FoundPlace<Outlet extends Findable> {
  outlet: Outlet
  stop: StopOf<Outlet> | null
  /** "outlet · stop" for a stop */
  name: string
  position: Position
  /** worked out when it is first looked at, as `open` is */
  readonly state: HoursState
  /** whether one can go in: the state says so too, and takes longer */
  readonly open: boolean
  /** whole metres on foot, estimated; null without `near`, and where streets were followed: their search counts seconds */
  metres: number | null
  /** whole minutes on foot; null without `near`, and where no way was found */
  minutes: number | null
  /** whether the minutes are an estimate: no street was followed */
  estimated: boolean
}

/**
 * Prepares a collection for {@link findPlaces}. Latin letters find only Latin names until {@link learnPinyin}.
 * @param outlets in any order
 */
export function placeIndex<Outlet extends Findable>(
  outlets: readonly Outlet[],
  vocabulary: FinderVocabulary,
): PlaceIndex<Outlet> {
  const places = outlets.flatMap((outlet, owner) => placesOf(outlet, owner)).sort(byCharacters)
  return {
    places,
    byName: once(() => inNameOrder(places)),
    longitudes: Float64Array.from(places, (place) => place.position[0]),
    latitudes: Float64Array.from(places, (place) => place.position[1]),
    marks: columnOf(places, (place) => place.outlet.properties.marks, String),
    schedules: columnOf(places, scheduleOf, (schedule) => JSON.stringify(schedule)),
    classes: new Map(vocabulary.types.map((type) => [type.code, type.class])),
    search: searchIndex(
      places.map(({ name, outlet: { properties } }) => {
        const { phone, type, services, circle } = properties
        return { name, phone, type, services, circle }
      }),
      vocabulary,
    ),
  }
}

function placesOf<Outlet extends Findable>(outlet: Outlet, owner: number): Place<Outlet>[] {
  const { name, stops } = outlet.properties
  if (!stops?.length) return [{ outlet, stop: null, name, position: outlet.geometry.coordinates, owner }]
  return stops.map((stop: StopOf<Outlet>) => ({
    outlet,
    stop,
    name: `${name} · ${stop.name}`,
    position: stop.position,
    owner,
  }))
}

function compareCharacters(one: string, other: string): number {
  return Number(one > other) - Number(one < other)
}

function byCharacters(one: Place<Findable>, other: Place<Findable>): number {
  return (
    compareCharacters(one.name, other.name) ||
    compareCharacters(one.outlet.properties.id, other.outlet.properties.id)
  )
}

/**
 * The numbers of places in the Chinese order of their names, whichever language is shown: a shared link lists the same
 * to everyone. Made when the first list without a start asks for it: to load that order takes an old phone as long as
 * to find everything near by.
 */
function inNameOrder(places: readonly Place<Findable>[]): Uint32Array {
  const { compare } = new Intl.Collator('zh-CN')
  const nameOf = (number: number) => places[number]?.name ?? ''
  return Uint32Array.from(places.keys()).sort(
    (one, other) => compare(nameOf(one), nameOf(other)) || one - other,
  )
}

/** A stop keeps its own hours, known or not; it is closed or paused with its outlet. */
function scheduleOf({ outlet: { properties }, stop }: Place<Findable>): Schedule {
  const { hours, closures, status } = properties
  return { hours: stop ? stop.hours : hours, closures, status }
}

/** The same index, which now finds by pinyin and initials. */
export function learnPinyin<Outlet extends Findable>(
  index: PlaceIndex<Outlet>,
  table: PinyinTable,
): PlaceIndex<Outlet> {
  return { ...index, search: withPinyin(index.search, table) }
}

type Criterion = (place: number) => boolean

/** What the query asks of the facts; what it does not ask costs nothing. */
function criteriaOf(index: PlaceIndex<Findable>, query: FindQuery): Criterion[] {
  const { types, circles, services } = index.search
  const criteria: Criterion[] = []
  const ask = <Value>(
    column: Column<Value>,
    wanted: readonly string[] | undefined,
    has: (value: Value, wanted: string) => boolean,
  ) => {
    if (wanted?.length) criteria.push(passing(column, (value) => wanted.some((one) => has(value, one))))
  }
  const is = (value: string | null, wanted: string) => value === wanted
  const includes = (values: readonly string[], wanted: string) => values.includes(wanted)
  if (!query.closedForGood) criteria.push(passing(index.schedules, ({ status }) => status !== 'closed'))
  ask(types, query.types, is)
  ask(types, query.classes, (type, wanted) => index.classes.get(type) === wanted)
  ask(circles, query.circles, is)
  ask(services, query.services, includes)
  ask(index.marks, query.payments, includes)
  ask(index.marks, query.accessibilities, includes)
  ask(index.marks, query.deliveries, includes)
  return criteria
}

const MINUTE = 60_000

/** What is known of an index's schedules in one minute, as far as it has been asked for. */
interface Minute {
  minute: number
  calendar: HolidayCalendar
  states: (HoursState | undefined)[]
  open: (boolean | undefined)[]
}

/** The last minute asked of each index: while somebody types, letter after letter asks for the same one. */
const lastMinutes = new WeakMap<Column<Schedule>, Minute>()

function minuteOf(schedules: Column<Schedule>, at: number, calendar: HolidayCalendar): Minute {
  const minute = Math.floor(at / MINUTE)
  const last = lastMinutes.get(schedules)
  if (last?.minute === minute && last.calendar === calendar) return last
  const unknown = () => schedules.values.map(() => undefined)
  const next = { minute, calendar, states: unknown(), open: unknown() }
  lastMinutes.set(schedules, next)
  return next
}

/**
 * The state of a place by its number, and whether it is open. Each schedule is looked at once a minute: hours are given in
 * whole minutes, so within one no state changes.
 */
function statesAt(schedules: Column<Schedule>, at: number, calendar: HolidayCalendar) {
  const { minute, states, open } = minuteOf(schedules, at, calendar)
  const ask = <Answer>(
    known: (Answer | undefined)[],
    answer: (hours: string | null, at: number, context: HoursContext) => Answer,
  ) => {
    return (place: number): Answer => {
      const number = schedules.numbers[place] ?? 0
      const before = known[number]
      if (before !== undefined) return before
      const { hours, closures, status } = schedules.values[number] ?? NEVER_GIVEN
      const now = answer(hours, minute * MINUTE, { calendar, closures, status })
      known[number] = now
      return now
    }
  }
  return { stateOf: ask(states, hoursState), isOpen: ask(open, opensAt) }
}

/** A place that was found. What its hours say is worked out when somebody looks: a list shows few of what it finds. */
class Finding<Outlet extends Findable> implements FoundPlace<Outlet> {
  readonly outlet: Outlet
  readonly stop: StopOf<Outlet> | null
  readonly name: string
  readonly position: Position
  readonly metres: number | null
  readonly minutes: number | null
  readonly estimated: boolean
  private readonly number: number
  private readonly hours: ReturnType<typeof statesAt>

  constructor(
    { outlet, stop, name, position }: Place<Outlet>,
    number: number,
    hours: ReturnType<typeof statesAt>,
    { metres, minutes, estimated }: Pick<FoundPlace<Outlet>, 'metres' | 'minutes' | 'estimated'>,
  ) {
    this.outlet = outlet
    this.stop = stop
    this.name = name
    this.position = position
    this.metres = metres
    this.minutes = minutes
    this.estimated = estimated
    this.number = number
    this.hours = hours
  }

  get state(): HoursState {
    return this.hours.stateOf(this.number)
  }

  get open(): boolean {
    return this.hours.isOpen(this.number)
  }
}

/** Walks are compared to a hundredth of a second: at either pace an estimated metre then is a whole number. */
const HUNDREDTHS = 100

/** More hundredths of a second than any walk takes: what has no way follows, the nearest as the crow flies first. */
const NO_WAY = 1e10

/** How long it takes to walk to a place by its number, in whole hundredths of a second, and whether that is an estimate. */
function walkTimes(index: PlaceIndex<Findable>, near: Position, pace: Pace, walks: Float32Array | undefined) {
  const { longitudes, latitudes } = index
  const aMetre = (60 * HUNDREDTHS) / paces[pace]
  const isEstimated = (place: number) => Number.isNaN(walks?.[place] ?? Number.NaN)
  const timeTo = (place: number) => {
    const seconds = walks?.[place] ?? Number.NaN
    if (Number.isFinite(seconds)) return Math.round(seconds * HUNDREDTHS)
    const estimate = aMetre * estimateMetres(near, [longitudes[place] ?? 0, latitudes[place] ?? 0])
    return Number.isNaN(seconds) ? estimate : NO_WAY + estimate
  }
  return {
    timeTo,
    isEstimated,
    metresIn: (time: number) => time / aMetre,
    minutesIn: (time: number) => (time < NO_WAY ? minutesOf(time / HUNDREDTHS) : null),
  }
}

/**
 * The places that meet all criteria: nearest first, and last where no way was found; without `near` best match first,
 * then by name.
 * @example
 * // pharmacies that are open now within ten minutes
 * findPlaces(index, { types: ['pharmacy'], openAt: now, near, within: 10 }, { at: now, calendar })
 */
export function findPlaces<Outlet extends Findable>(
  index: PlaceIndex<Outlet>,
  query: FindQuery,
  context: FindContext,
): FoundPlace<Outlet>[] {
  const { places } = index
  const { near, openAt, pace = 'standard', limit = Number.POSITIVE_INFINITY } = query
  const { within = Number.POSITIVE_INFINITY } = query
  const times = near ? walkTimes(index, near, pace, query.walks) : null
  const walk = query.walked === false ? null : times
  const criteria = criteriaOf(index, query)
  const ranks = query.q === undefined ? null : searchRanks(index.search, query.q)
  const hours = statesAt(index.schedules, openAt ?? context.at, context.calendar)
  // what is equally far stays in the order of the numbers
  const order = times ? null : index.byName()
  const numberAt = (turn: number) => order?.[turn] ?? turn

  const keys = new Float64Array(places.length)
  let matching = 0
  for (let turn = 0; turn < places.length; turn++) {
    const place = numberAt(turn)
    const rank = ranks?.[place] ?? 0
    if (rank === matchRanks.none || !criteria.every((passes) => passes(place))) continue
    const time = times?.timeTo(place) ?? 0
    if (times && within < (times.minutesIn(time) ?? Number.POSITIVE_INFINITY)) continue
    if (openAt !== undefined && !hours.isOpen(place)) continue
    keys[matching++] = (times ? time : rank) * places.length + turn
  }

  const found: FoundPlace<Outlet>[] = []
  const listed = new Set<number>()
  for (const key of keys.subarray(0, matching).sort()) {
    if (found.length >= limit) break
    const number = numberAt(key % places.length)
    const place = places[number]
    if (!place) continue
    if (query.each === 'outlet') {
      if (listed.has(place.owner)) continue
      listed.add(place.owner)
    }
    const time = Math.floor(key / places.length)
    const estimated = walk?.isEstimated(number) ?? false
    const metres = estimated ? (walk?.metresIn(time) ?? null) : null
    found.push(
      new Finding(place, number, hours, { metres, minutes: walk?.minutesIn(time) ?? null, estimated }),
    )
  }
  return found
}
