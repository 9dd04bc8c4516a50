/** What each page for everybody tells: read at its revision, written for its reader. */

import * as v from 'valibot'
import type { PublicPage } from '../../schema/catalog/pages.ts'
import { OutletIdShape } from '../../schema/contract/values.ts'
import { readCircleOutlets } from '../places/circle-store.ts'
import { cityAt } from '../places/memory.ts'
import { readOutlet, type StoredCity } from '../places/store.ts'
import { circlePage } from './circle-page.ts'
import { circlesPage, homePage } from './city-pages.ts'
import { outletPage } from './outlet-page.ts'
import { textPage } from './text-page.ts'
import type { Reader, Told } from './told.ts'

/** A page with the city in which it is. */
export interface FoundPage {
  told: Told
  city: StoredCity
}

/**
 * Reads a page.
 * @param parameter the outlet or the community that it is about
 * @param revision as far as this isolate knows
 * @returns null where there is no such outlet or community
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readPage(
  db: D1Database,
  { name, parameter }: { name: PublicPage; parameter: string },
  revision: number,
  reader: Reader,
): Promise<FoundPage | null> {
  if (name === 'outlet') {
    const isId = v.is(OutletIdShape, parameter)
    const [city, outlet] = await Promise.all([cityAt(db, revision), isId ? readOutlet(db, parameter) : null])
    return outlet && { city, told: outletPage(outlet, city, reader) }
  }
  const city = await cityAt(db, revision)
  if (name === 'circle') {
    const community = city.communities.find(({ code }) => code === parameter)
    if (!community) return null
    return { city, told: circlePage(community, city, await readCircleOutlets(db, parameter), reader) }
  }
  if (name === 'home') return { city, told: homePage(city, reader) }
  if (name === 'circles') return { city, told: circlesPage(city, reader) }
  return { city, told: textPage(name, city, reader) }
}
