/** `GET /api/city`: what is stored about the city, with the catalog and the configuration. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { detourFactor, paces } from '../../schema/catalog/paces.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import type { City, CityBasemap, CityCommunity } from '../../schema/contract/city.ts'
import type { StoredCity, StoredCommunity } from './store.ts'

/** The city as everyone sees it. */
export function publicCity(stored: StoredCity, basemap: CityBasemap): City {
  const { holidayYears, holidays, communities, network, ...city } = stored
  return {
    ...city,
    communities: communities.map(publicCommunity),
    types: outletTypes.map((type) => ({ ...type, synonyms: [...type.synonyms] })),
    services: outletServices.map((service) => ({ ...service, synonyms: [...service.synonyms] })),
    calendar: { years: holidayYears, days: holidays },
    walking: { estimated: network === null, detourFactor, paces, network },
    basemap,
  }
}

/** A community without what only its circle's page tells. */
export function publicCommunity({ centreName, centreAddress, ...community }: StoredCommunity): CityCommunity {
  return community
}

/**
 * The revision of an answer made of two reads. When something changed between them, the older one: the answer then
 * counts as outdated at once, and not as up to date for ever.
 */
export function revisionOf(...reads: readonly { revision: number }[]): number {
  return Math.min(...reads.map(({ revision }) => revision))
}
