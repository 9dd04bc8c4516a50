/** The SQL of what stands in one circle, or in all of the city, with everything public about each outlet. */

import { and, asc, eq, inArray } from 'drizzle-orm'
import type { CircleOutlets } from '../../schema/contract/circle.ts'
import * as tables from '../../schema/tables.ts'
import { reader } from '../guard/database.ts'
import { byOutlet, isShown, notLoaded, publicOutlet } from './store.ts'

const { city, outlet, outletService, outletClosure, outletPrice, outletStop, photo } = tables

/**
 * The outlets of a circle that are not closed for good, those of a type beside each other.
 * @param code of the community; none for one that the city does not have, and those of the whole city for null
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readCircleOutlets(db: D1Database, code: string | null): Promise<CircleOutlets> {
  const read = reader(db)
  const isOwn = code === null ? isShown : and(eq(outlet.circle, code), isShown)
  const own = read.select({ id: outlet.id }).from(outlet).where(isOwn)
  const [[row], outlets, services, closures, prices, stops, photos] = await read.batch([
    read.select({ revision: city.revision, sample: city.sample }).from(city),
    read.select().from(outlet).where(isOwn).orderBy(asc(outlet.type), asc(outlet.id)),
    read
      .select()
      .from(outletService)
      .where(inArray(outletService.outlet, own))
      .orderBy(asc(outletService.outlet), asc(outletService.service)),
    read
      .select()
      .from(outletClosure)
      .where(inArray(outletClosure.outlet, own))
      .orderBy(asc(outletClosure.outlet), asc(outletClosure.fromDate)),
    read
      .select()
      .from(outletPrice)
      .where(inArray(outletPrice.outlet, own))
      .orderBy(asc(outletPrice.outlet), asc(outletPrice.place)),
    read
      .select()
      .from(outletStop)
      .where(inArray(outletStop.outlet, own))
      .orderBy(asc(outletStop.outlet), asc(outletStop.place)),
    read
      .select({ outlet: photo.outlet, key: photo.key, width: photo.width, height: photo.height })
      .from(photo)
      .where(and(inArray(photo.outlet, own), eq(photo.state, 'approved'))),
  ])
  if (!row) throw notLoaded()
  const [servicesOf, closuresOf, pricesOf, stopsOf] = [
    byOutlet(services),
    byOutlet(closures),
    byOutlet(prices),
    byOutlet(stops),
  ]
  const photoOf = new Map(photos.map(({ outlet: id, ...shown }) => [id, shown]))
  return {
    ...row,
    outlets: outlets.map((stored) =>
      publicOutlet(stored, {
        services: servicesOf.get(stored.id) ?? [],
        closures: closuresOf.get(stored.id) ?? [],
        prices: pricesOf.get(stored.id) ?? [],
        stops: stopsOf.get(stored.id) ?? [],
        photo: photoOf.get(stored.id) ?? null,
      }),
    ),
  }
}
