/**
 * The finder again, written as plainly as possible and with nothing prepared: tests compare with it, the bench
 * measures against it.
 */

import type { PinyinTable } from '../../schema/catalog/pinyin.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import type {
  Findable,
  FindableStop,
  FindContext,
  FinderVocabulary,
  FindQuery,
} from '../../schema/rules/finder.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import type { HoursState } from '../../schema/rules/hours/model.ts'
import { matchRanks } from '../../schema/rules/search.ts'
import { referenceRanks } from './search-reference.ts'

export interface ReferencePlace {
  id: string
  name: string
  state: HoursState
  metres: number | null
  minutes: number | null
  estimated: boolean
}

/** Seconds to a place along streets, by the outlet's id and the place's name: NaN where they are not known, Infinity for no way. */
export type StreetSeconds = (id: string, name: string) => number

const order = new Intl.Collator('zh-CN')

/** What `findPlaces` gives, without an index. */
export function referenceFind(
  outlets: readonly Findable[],
  vocabulary: FinderVocabulary,
  pinyin: PinyinTable | null,
  query: FindQuery,
  { at, calendar }: FindContext,
  streets: StreetSeconds = () => Number.NaN,
): ReferencePlace[] {
  const all = outlets.flatMap((outlet) => {
    const { properties, geometry } = outlet
    const stops: readonly (FindableStop | null)[] = properties.stops?.length ? properties.stops : [null]
    return stops.map((stop) => ({
      properties,
      name: stop ? `${properties.name} · ${stop.name}` : properties.name,
      position: stop ? stop.position : geometry.coordinates,
      hours: stop ? stop.hours : properties.hours,
    }))
  })
  const ranks =
    query.q === undefined
      ? null
      : referenceRanks(
          all.map(({ name, properties }) => ({ ...properties, name })),
          vocabulary,
          pinyin,
          query.q,
        )
  const asks = (wanted: readonly string[] | undefined, facts: readonly (string | null)[]) =>
    wanted === undefined || wanted.length === 0 || wanted.some((fact) => facts.includes(fact))
  const speed = query.pace === 'elder' ? 48 : 60
  const candidates = all
    .map((place, i) => {
      const { properties, hours } = place
      const crow = query.near ? Math.round(metresBetween(query.near, place.position) * 1.3) : null
      const followed = query.near ? streets(properties.id, place.name) : Number.NaN
      const estimated = crow !== null && Number.isNaN(followed)
      const seconds = crow === null || !estimated ? followed : (crow / speed) * 60
      const state = hoursState(hours, query.openAt ?? at, {
        calendar,
        closures: properties.closures,
        status: properties.status,
      })
      return {
        id: properties.id,
        properties,
        name: place.name,
        state,
        open: state.kind === 'open' || state.kind === 'closing',
        rank: ranks?.[i] ?? 0,
        crow,
        hundredths: Math.round(seconds * 100),
        metres: estimated ? crow : null,
        minutes: Number.isFinite(seconds)
          ? Math.max(1, Math.ceil(Math.round(Math.round(seconds * 100) / 10) / 600))
          : null,
        estimated,
      }
    })
    .filter(
      ({ properties, rank, minutes }) =>
        rank !== matchRanks.none &&
        (query.closedForGood || properties.status !== 'closed') &&
        asks(query.types, [properties.type]) &&
        asks(query.classes, [vocabulary.types.find(({ code }) => code === properties.type)?.class ?? null]) &&
        asks(query.circles, [properties.circle]) &&
        asks(query.services, properties.services) &&
        asks(query.payments, properties.marks) &&
        asks(query.accessibilities, properties.marks) &&
        asks(query.deliveries, properties.marks) &&
        (query.within === undefined || !query.near || (minutes !== null && minutes <= query.within)),
    )
  const byWalk = (a: (typeof candidates)[number], b: (typeof candidates)[number]) => {
    if (a.hundredths === b.hundredths) return a.minutes === null ? (a.crow ?? 0) - (b.crow ?? 0) : 0
    return a.hundredths < b.hundredths ? -1 : 1
  }
  const byCharacters = (a: string, b: string) => Number(a > b) - Number(a < b)
  const listed = candidates
    .filter(({ open }) => query.openAt === undefined || open)
    .sort(
      (a, b) =>
        (query.near ? byWalk(a, b) : a.rank - b.rank || order.compare(a.name, b.name)) ||
        byCharacters(a.name, b.name) ||
        byCharacters(a.id, b.id),
    )
    .filter(({ id }, i, list) => query.each !== 'outlet' || list.findIndex((other) => other.id === id) === i)
    .slice(0, query.limit)
  return listed.map(({ id, name, state, metres, minutes, estimated }) => ({
    id,
    name,
    state,
    metres,
    minutes,
    estimated,
  }))
}
