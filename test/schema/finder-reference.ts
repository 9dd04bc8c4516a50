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
}

const order = new Intl.Collator('zh-CN')

/** What `findPlaces` gives, without an index. */
export function referenceFind(
  outlets: readonly Findable[],
  vocabulary: FinderVocabulary,
  pinyin: PinyinTable | null,
  query: FindQuery,
  { at, calendar }: FindContext,
): { places: ReferencePlace[]; total: number; open: number } {
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
      const metres = query.near ? Math.round(metresBetween(query.near, place.position) * 1.3) : null
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
        metres,
        minutes: metres === null ? null : Math.max(1, Math.ceil(metres / speed)),
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
        (query.within === undefined || minutes === null || minutes <= query.within),
    )
  const listed = candidates
    .filter(({ open }) => query.openAt === undefined || open)
    .sort(
      (a, b) =>
        (query.near ? (a.metres ?? 0) - (b.metres ?? 0) : a.rank - b.rank) ||
        order.compare(a.name, b.name) ||
        order.compare(a.id, b.id),
    )
    .filter(({ id }, i, list) => query.each !== 'outlet' || list.findIndex((other) => other.id === id) === i)
    .slice(0, query.limit)
  const count = (list: readonly { id: string }[]) =>
    query.each === 'outlet' ? new Set(list.map(({ id }) => id)).size : list.length
  return {
    places: listed.map(({ id, name, state, metres, minutes }) => ({ id, name, state, metres, minutes })),
    total: count(candidates),
    open: count(candidates.filter(({ open }) => open)),
  }
}
