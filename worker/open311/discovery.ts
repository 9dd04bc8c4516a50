/** Service discovery: where the API is, and what it speaks. */

import type { Discovery } from '../../schema/contract/open311.ts'
import type { Telling } from './follow.ts'
import { mediaTypes } from './format.ts'

/**
 * When services or their definitions changed last: clients that keep them fetch them again. A test tells when it must be
 * set anew.
 */
export const CHANGESET = '2026-11-26 00:00'

export function discoveryOf({ ground: { city }, words, origin }: Telling): Discovery {
  return {
    changeset: CHANGESET,
    contact: words.discovery.contact(words.nameOf(city), `${origin}/api/docs`),
    key_service: words.discovery.keys,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${origin}/open311/v2`,
        changeset: CHANGESET,
        // While the city is made up, nobody acts on what is filed.
        type: city.sample ? 'test' : 'production',
        formats: [...mediaTypes],
      },
    ],
  }
}
