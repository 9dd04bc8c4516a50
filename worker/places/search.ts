/** The outlet collection, searched: with the same engine that the site runs in the browser. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import type { OutletList, OutletListFeature, OutletSearch } from '../../schema/contract/outlet.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { findPlaces, learnPinyin, type PlaceIndex, placeIndex } from '../../schema/rules/finder.ts'
import { ProblemError } from '../guard/problem.ts'
import { revisionOf } from './city.ts'
import type { StoredCity } from './store.ts'

let index: { of: OutletList; places: PlaceIndex<OutletListFeature> } | null = null

/** Made when somebody first searches, and kept with the outlets it was made of. */
function indexOf(outlets: OutletList, { communities }: StoredCity): PlaceIndex<OutletListFeature> {
  if (index?.of !== outlets) {
    const vocabulary = { types: outletTypes, services: outletServices, communities }
    const places = learnPinyin(placeIndex(outlets.features, vocabulary), pinyinTable())
    index = { of: outlets, places }
  }
  return index.places
}

/**
 * The outlets that meet a search. A mobile outlet is listed once, with the walk to the nearest stop that meets it.
 * @throws ProblemError `invalid_request` for a circle that the city does not have
 */
export function searchCollection(outlets: OutletList, city: StoredCity, search: OutletSearch): OutletList {
  refuseUnknownCircles(search.circle, city)
  const { near, open_at: openAt } = search
  const found = findPlaces(
    indexOf(outlets, city),
    {
      types: search.type,
      classes: search.class,
      circles: search.circle,
      services: search.service,
      payments: search.payment,
      accessibilities: search.accessible,
      deliveries: search.delivery,
      q: search.q,
      openAt,
      near,
      within: search.within,
      limit: search.limit,
      each: 'outlet',
    },
    // States are asked for with `open_at` only; without it none is shown, and any instant will do.
    { at: openAt ?? 0, calendar: holidayCalendar(city.holidayYears, city.holidays) },
  )
  return {
    ...outlets,
    revision: revisionOf(outlets, city),
    features: found.map(({ outlet, metres, minutes, estimated }) =>
      metres === null || minutes === null
        ? outlet
        : { ...outlet, properties: { ...outlet.properties, walk: { metres, minutes, estimated } } },
    ),
  }
}

function refuseUnknownCircles(asked: readonly string[] | undefined, { communities }: StoredCity): void {
  const allowed = communities.map(({ code }) => code)
  const unknown = asked?.filter((code) => !allowed.includes(code)) ?? []
  if (unknown.length === 0) return
  throw new ProblemError('invalid_request', {
    fields: unknown.map((code) => ({
      field: 'circle',
      reason: `${code} is not a community of this city`,
      allowed,
    })),
  })
}
