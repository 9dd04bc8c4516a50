/** The SQL of places. Every read is one batch, so that what belongs together is of one revision. */

import { and, asc, eq, ne } from 'drizzle-orm'
import { type Mark, marks } from '../../schema/catalog/marks.ts'
import { type Source, sourceAttributions } from '../../schema/catalog/sources.ts'
import type { CircleOutlet } from '../../schema/contract/circle.ts'
import type { CityCommunity } from '../../schema/contract/city.ts'
import type { CityNetwork } from '../../schema/contract/network.ts'
import type { Outlet, OutletList, OutletListFeature } from '../../schema/contract/outlet.ts'
import type { CalendarDay } from '../../schema/rules/calendar.ts'
import * as tables from '../../schema/tables.ts'
import { type Freshness, reader } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicNetwork, selectNetworkInUse } from '../network/store.ts'

const {
  city,
  subdistrict,
  community,
  circle,
  outlet,
  outletService,
  outletStop,
  outletClosure,
  outletPrice,
} = tables

/** For a database without a city: nothing else can be answered. */
export function notLoaded(): ProblemError {
  return new ProblemError('not_loaded', {
    detail: 'Load the sample city or your own: npm run import -- --help',
    headers: { 'Retry-After': '60' },
  })
}

/**
 * Which city is loaded, and its revision.
 * @throws ProblemError `not_loaded` when there is none
 */
export async function readRevision(db: D1Database): Promise<{ code: string; revision: number }> {
  const [row] = await reader(db).select({ code: city.code, revision: city.revision }).from(city)
  if (!row) throw notLoaded()
  return row
}

/** The city as stored, without the catalog and the configuration that go into `GET /api/city`. */
export interface StoredCity {
  code: string
  name: string
  nameEn: string
  sample: boolean
  revision: number
  centre: [number, number]
  bounds: number[]
  subdistricts: { code: string; name: string; nameEn: string }[]
  communities: StoredCommunity[]
  holidayYears: number[]
  holidays: CalendarDay[]
  /** the streets along which minutes are walked; null while they are estimated */
  network: CityNetwork | null
  /** how the sources of the outlets want to be named */
  attribution: string[]
}

export interface StoredCommunity extends CityCommunity {
  centreName: string | null
  centreAddress: string | null
}

/**
 * The city with its divisions and its holiday calendar.
 * @throws ProblemError `not_loaded` when there is none
 */
export async function readCity(db: D1Database): Promise<StoredCity> {
  const read = reader(db)
  const [[row], subdistricts, communities, years, holidays, sources, [network]] = await read.batch([
    read.select().from(city),
    read.select().from(subdistrict).orderBy(asc(subdistrict.code)),
    read
      .select({
        code: community.code,
        name: community.name,
        nameEn: community.nameEn,
        subdistrict: community.subdistrict,
        urban: community.urban,
        pilot: community.pilot,
        lng: circle.lng,
        lat: circle.lat,
        centreName: circle.centreName,
        centreAddress: circle.centreAddress,
      })
      .from(community)
      .leftJoin(circle, eq(circle.community, community.code))
      .orderBy(asc(community.code)),
    read.select().from(tables.holidayYear).orderBy(asc(tables.holidayYear.year)),
    read.select().from(tables.holiday).orderBy(asc(tables.holiday.date)),
    read.selectDistinct({ source: outlet.source }).from(outlet).where(isShown).orderBy(asc(outlet.source)),
    selectNetworkInUse(read),
  ])
  if (!row) throw notLoaded()
  return {
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    sample: row.sample,
    revision: row.revision,
    centre: [row.lng, row.lat],
    bounds: [row.west, row.south, row.east, row.north],
    subdistricts,
    communities: communities.map(({ lng, lat, ...rest }) => ({
      ...rest,
      centre: lng === null || lat === null ? null : [lng, lat],
    })),
    holidayYears: years.map(({ year }) => year),
    holidays,
    network: network ? publicNetwork(network) : null,
    attribution: sources.flatMap(({ source }) => attributionOf(source)),
  }
}

function attributionOf(source: Source): string[] {
  const attribution = sourceAttributions[source]
  return attribution === undefined ? [] : [attribution]
}

/** Outlets that are closed for good have an address of their own and stand in no list. */
export const isShown = ne(outlet.status, 'closed')

/**
 * All outlets that lists show, those of a type and name beside each other, which compresses best.
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readOutlets(db: D1Database): Promise<OutletList> {
  const read = reader(db)
  const [[row], outlets, services, closures, stops] = await read.batch([
    read.select({ revision: city.revision, sample: city.sample }).from(city),
    read
      .select({
        id: outlet.id,
        name: outlet.name,
        type: outlet.type,
        lng: outlet.lng,
        lat: outlet.lat,
        hours: outlet.hours,
        phone: outlet.phone,
        circle: outlet.circle,
        confirmedAt: outlet.confirmedAt,
        confirmedBy: outlet.confirmedBy,
        status: outlet.status,
        ...markColumns,
      })
      .from(outlet)
      .where(isShown)
      .orderBy(asc(outlet.type), asc(outlet.name), asc(outlet.id)),
    read.select().from(outletService).orderBy(asc(outletService.outlet), asc(outletService.service)),
    read.select().from(outletClosure).orderBy(asc(outletClosure.outlet), asc(outletClosure.fromDate)),
    read.select().from(outletStop).orderBy(asc(outletStop.outlet), asc(outletStop.place)),
  ])
  if (!row) throw notLoaded()
  const servicesOf = byOutlet(services)
  const closuresOf = byOutlet(closures)
  const stopsOf = byOutlet(stops)
  return {
    type: 'FeatureCollection',
    sample: row.sample,
    revision: row.revision,
    features: outlets.map((stored): OutletListFeature => {
      const { id } = stored
      const ownStops = stopsOf.get(id)?.map(publicStop)
      return {
        type: 'Feature',
        id,
        geometry: { type: 'Point', coordinates: position(stored) },
        properties: {
          id,
          name: stored.name,
          type: stored.type,
          services: servicesOf.get(id)?.map(({ service }) => service) ?? [],
          hours: stored.hours,
          closures: closuresOf.get(id)?.map(publicClosure) ?? [],
          phone: stored.phone,
          marks: marks.filter((mark) => stored[mark] === true),
          circle: stored.circle,
          confirmedAt: stored.confirmedAt,
          confirmedBy: stored.confirmedBy,
          status: stored.status,
          ...(ownStops === undefined ? {} : { stops: ownStops }),
        },
      }
    }),
  }
}

/** Rows by the outlet that they belong to, in their order. */
export function byOutlet<Row extends { outlet: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.outlet)
    if (group) group.push(row)
    else groups.set(row.outlet, [row])
  }
  return groups
}

/** Which column says that a mark is due. */
const markColumns = {
  cash: outlet.cash,
  bank_card: outlet.bankCard,
  mobile_pay: outlet.mobilePay,
  step_free: outlet.stepFree,
  seat: outlet.seat,
  hearing_aid: outlet.hearingAid,
  sight_aid: outlet.sightAid,
  elder_counter: outlet.elderCounter,
  night_delivery: outlet.nightDelivery,
  instant_delivery: outlet.instantDelivery,
  honest: outlet.honest,
  chain: outlet.chain,
} satisfies Record<Mark, unknown>

/**
 * Everything public about one outlet, also when it is closed for good.
 * @returns null when there is none with this identifier
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function readOutlet(db: D1Database, id: string, freshness?: Freshness): Promise<Outlet | null> {
  const read = reader(db, freshness)
  const [[row], [stored], services, closures, prices, stops, [photo]] = await read.batch([
    read.select({ revision: city.revision, sample: city.sample }).from(city),
    read.select().from(outlet).where(eq(outlet.id, id)),
    read.select().from(outletService).where(eq(outletService.outlet, id)).orderBy(asc(outletService.service)),
    read
      .select()
      .from(outletClosure)
      .where(eq(outletClosure.outlet, id))
      .orderBy(asc(outletClosure.fromDate)),
    read.select().from(outletPrice).where(eq(outletPrice.outlet, id)).orderBy(asc(outletPrice.place)),
    read.select().from(outletStop).where(eq(outletStop.outlet, id)).orderBy(asc(outletStop.place)),
    read
      .select({ key: tables.photo.key, width: tables.photo.width, height: tables.photo.height })
      .from(tables.photo)
      .where(and(eq(tables.photo.outlet, id), eq(tables.photo.state, 'approved'))),
  ])
  if (!row) throw notLoaded()
  return stored
    ? { ...row, ...publicOutlet(stored, { services, closures, prices, stops, photo: photo ?? null }) }
    : null
}

/** What is stored of an outlet apart from its own row, in the order in which it is told. */
interface OutletParts {
  services: readonly (typeof outletService.$inferSelect)[]
  closures: readonly (typeof outletClosure.$inferSelect)[]
  prices: readonly (typeof outletPrice.$inferSelect)[]
  stops: readonly (typeof outletStop.$inferSelect)[]
  photo: Outlet['photo']
}

/** An outlet as everyone may see it. */
export function publicOutlet(
  stored: typeof outlet.$inferSelect,
  { services, closures, prices, stops, photo }: OutletParts,
): CircleOutlet {
  return {
    id: stored.id,
    name: stored.name,
    type: stored.type,
    services: services.map(({ service }) => service),
    address: stored.address,
    position: position(stored),
    circle: stored.circle,
    hours: stored.hours,
    hoursText: stored.hoursText,
    closures: closures.map(publicClosure),
    phone: stored.phone,
    payment: { cash: stored.cash, bank_card: stored.bankCard, mobile_pay: stored.mobilePay },
    accessibility: {
      step_free: stored.stepFree,
      seat: stored.seat,
      hearing_aid: stored.hearingAid,
      sight_aid: stored.sightAid,
      elder_counter: stored.elderCounter,
    },
    delivery: { night_delivery: stored.nightDelivery, instant_delivery: stored.instantDelivery },
    prices: prices.map(({ item, fen, fenTo, unit }) => ({ item, fen, fenTo, unit })),
    pricesAt: stored.pricesAt,
    chain: stored.chain,
    credit: stored.credit,
    honest: stored.honest,
    status: stored.status,
    photo,
    photoText: stored.photoText,
    stops: stops.map(publicStop),
    source: stored.source,
    confirmedAt: stored.confirmedAt,
    confirmedBy: stored.confirmedBy,
    updatedAt: stored.updatedAt,
  }
}

/** A tenth of a metre: what conversion from other systems adds behind it is noise that costs bytes. */
const DEGREES = 1e6

function position({ lng, lat }: { lng: number; lat: number }): [number, number] {
  return [Math.round(lng * DEGREES) / DEGREES, Math.round(lat * DEGREES) / DEGREES]
}

function publicStop(stop: typeof outletStop.$inferSelect) {
  return { id: stop.id, name: stop.name, position: position(stop), hours: stop.hours }
}

function publicClosure({ fromDate, toDate, reason }: typeof outletClosure.$inferSelect) {
  return { from: fromDate, to: toDate, reason }
}
