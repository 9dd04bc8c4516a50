/** What pages are about in the words of schema.org, for search engines. Only what is known is told. */

import type {
  AdministrativeArea,
  CivicStructure,
  LocalBusiness,
  LocationFeatureSpecification,
  OpeningHoursSpecification,
  Place,
  Thing,
  WebSite,
  WithContext,
} from 'schema-dts'
import { accessibilities, payments } from '../../schema/catalog/marks.ts'
import { outletClassName } from '../../schema/catalog/schema-org.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { dayOfIso } from '../../schema/rules/hours/days.ts'
import type { HoursContext } from '../../schema/rules/hours/model.ts'
import { hoursSpecifications } from '../../schema/rules/hours/specification.ts'
import { numbersOf } from '../../schema/rules/phone.ts'
import type { StoredCity } from '../places/store.ts'
import type { Reader } from './told.ts'

/** A thing of schema.org that is spelled out, and not only named. */
type Told<T> = Exclude<T, string>
type Graph = WithContext<Told<Thing>>

const context = 'https://schema.org'
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

const geo = ([longitude, latitude]: Outlet['position']) =>
  ({ '@type': 'GeoCoordinates', latitude, longitude }) as const

/** The hours, where something can be said of them. */
function openingHours(
  hours: string | null,
  today: string,
  about: HoursContext,
): { openingHoursSpecification?: readonly OpeningHoursSpecification[] } {
  const told = hoursSpecifications(hours, dayOfIso(today), about).map(
    ({ weekdays: days, opens, closes, from, through }) =>
      ({
        '@type': 'OpeningHoursSpecification',
        dayOfWeek: days.flatMap((weekday) => weekdays[weekday - 1] ?? []),
        opens,
        closes,
        ...(from === null ? {} : { validFrom: from }),
        ...(through === null ? {} : { validThrough: through }),
      }) as const,
  )
  return told.length === 0 ? {} : { openingHoursSpecification: told }
}

/** Where the photo of an outlet is had. */
export function photoPath({ key }: { key: string }): string {
  return `/api/photos/${key}`
}

/**
 * An outlet as the nearest class of schema.org.
 * @param about calendar, closures and status, by which its hours are read
 */
export function outletThing(outlet: Outlet, city: StoredCity, about: HoursContext, reader: Reader): Graph {
  const { origin, words, today } = reader
  const url = `${origin}/outlets/${outlet.id}`
  const community = city.communities.find(({ code }) => code === outlet.circle)
  const telephone = numbersOf(outlet.phone)
  const amenityFeature = amenities(outlet, reader)
  const isMobile = outlet.stops.length > 0
  const place = {
    '@id': url,
    url,
    name: outlet.name,
    address: {
      '@type': 'PostalAddress',
      ...(outlet.address === null ? {} : { streetAddress: outlet.address }),
      addressLocality: words.pick(city),
      addressCountry: 'CN',
    },
    ...(telephone.length === 0 ? {} : { telephone }),
    ...(outlet.photo ? { image: `${origin}${photoPath(outlet.photo)}` } : {}),
    ...(isMobile ? {} : { geo: geo(outlet.position) }),
    ...openingHours(outlet.hours, today, about),
    ...(amenityFeature.length === 0 ? {} : { amenityFeature }),
    ...(community ? { containedInPlace: circleName(community, reader) } : {}),
  } as const satisfies Omit<Told<Place>, '@type'>
  const outletClass = outletClassName(outlet.type)
  if (!outletClass.business) {
    const civic = { '@context': context, '@type': outletClass.name, ...place } as const
    return civic satisfies WithContext<Told<CivicStructure>>
  }
  const taken = payments.filter((way) => outlet.payment[way] === true)
  const stops = outlet.stops.map(
    ({ name, position, hours }) =>
      ({ '@type': 'Place', name, geo: geo(position), ...openingHours(hours, today, about) }) as const,
  )
  const business = {
    '@context': context,
    '@type': outletClass.name,
    ...place,
    ...(taken.length === 0
      ? {}
      : { paymentAccepted: taken.map((way) => words.paymentNames[way]).join(words.and) }),
    ...(isMobile ? { location: stops } : {}),
  } as const
  return business satisfies WithContext<Told<LocalBusiness>>
}

function amenities({ accessibility }: Outlet, { words }: Reader): LocationFeatureSpecification[] {
  return accessibilities.flatMap((name) => {
    const value = accessibility[name]
    return value === null
      ? []
      : [{ '@type': 'LocationFeatureSpecification' as const, name: words.accessKnown[name][0], value }]
  })
}

interface Named {
  code: string
  name: string
  nameEn: string
}

function circleName(community: Named, { origin, words }: Reader): Told<AdministrativeArea> {
  const url = `${origin}/circles/${community.code}`
  return { '@type': 'AdministrativeArea', '@id': url, url, name: words.pick(community) } as const
}

/** A community with what stands in it. */
export function circleThing(
  community: Named,
  city: StoredCity,
  outlets: readonly Pick<Outlet, 'id' | 'name' | 'type'>[],
  reader: Reader,
): Graph {
  const area = circleName(community, reader)
  const places = outlets.map(({ id, name, type }) => {
    const url = `${reader.origin}/outlets/${id}`
    return { '@type': outletClassName(type).name, '@id': url, url, name } as const
  })
  return {
    '@context': context,
    ...area,
    containedInPlace: { '@type': 'City', name: reader.words.pick(city) },
    ...(places.length === 0 ? {} : { containsPlace: places }),
  }
}

/** The site, which can be searched by its address. */
export function siteThing(city: StoredCity, { origin, words, language }: Reader): Graph {
  const search = {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${origin}/?q={search_term_string}` },
    // not a property of the vocabulary but of its notation for forms: https://schema.org/docs/actions.html
    'query-input': 'required name=search_term_string',
  } as const
  return {
    '@context': context,
    '@type': 'WebSite',
    '@id': `${origin}/`,
    url: `${origin}/`,
    name: words.siteOf(city),
    inLanguage: language,
    about: { '@type': 'City', name: words.pick(city) },
    potentialAction: search,
  } satisfies WithContext<Told<WebSite>>
}
