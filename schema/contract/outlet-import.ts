/** One row that a reader in `schema/import` hands over: cleaned, typed, in WGS-84, before it meets the database. */

import * as v from 'valibot'
import { confirmers, creditGrades, outletStatuses } from '../catalog/marks.ts'
import { sources } from '../catalog/sources.ts'
import { dayOf, isoOf } from '../rules/hours/days.ts'
import { ClosurePublic, PricePublic, serviceCodes, typeCodes } from './outlet.ts'
import { CommunityCodeShape, DateShape, InstantShape, OutletIdShape, PositionShape } from './values.ts'

export const NAME_MAX = 60
export const ADDRESS_MAX = 120
export const PHONE_MAX = 60
export const HOURS_MAX = 400

const Known = v.optional(v.nullable(v.boolean()), null)
const text = (max: number) =>
  v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))), null)

/** A day; an instant is taken for the day that it is in Asia/Shanghai. */
const Day = v.union([
  DateShape,
  v.pipe(
    InstantShape,
    v.transform((instant) => isoOf(dayOf(Date.parse(instant)))),
  ),
])

export const StopImport = v.strictObject({
  id: v.optional(OutletIdShape),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX)),
  position: PositionShape,
  hours: text(HOURS_MAX),
  hoursText: text(HOURS_MAX),
})

export const OutletImport = v.strictObject({
  /** given only by data that already knows its identifiers, such as the sample city */
  id: v.optional(OutletIdShape),
  source: v.picklist(sources),
  /** what the source calls the row (an Amap POI id, `node/123`, …); with `source` it finds the row again */
  sourceId: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MAX)),
  type: v.picklist(typeCodes),
  services: v.optional(v.array(v.picklist(serviceCodes)), []),
  address: text(ADDRESS_MAX),
  position: PositionShape,
  circle: v.optional(v.nullable(CommunityCodeShape), null),
  hours: text(HOURS_MAX),
  hoursText: text(HOURS_MAX),
  phone: text(PHONE_MAX),
  cash: Known,
  bankCard: Known,
  mobilePay: Known,
  stepFree: Known,
  seat: Known,
  hearingAid: Known,
  sightAid: Known,
  elderCounter: Known,
  nightDelivery: Known,
  instantDelivery: Known,
  chain: Known,
  credit: v.optional(v.nullable(v.picklist(creditGrades)), null),
  honest: v.optional(v.boolean(), false),
  status: v.optional(v.picklist(outletStatuses), 'open'),
  confirmedAt: v.optional(v.nullable(Day), null),
  confirmedBy: v.optional(v.nullable(v.picklist(confirmers)), null),
  closures: v.optional(v.array(ClosurePublic), []),
  prices: v.optional(v.array(PricePublic), []),
  pricesAt: v.optional(v.nullable(DateShape), null),
  stops: v.optional(v.array(StopImport), []),
})
/** what a reader writes */
export type OutletImportInput = v.InferInput<typeof OutletImport>
/** the same with every default filled in */
export type OutletImportRow = v.InferOutput<typeof OutletImport>
