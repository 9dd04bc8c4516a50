/** `GET /api/outlets` and `GET /api/outlets/:id`: an outlet as everyone may see it. */

import * as v from 'valibot'
import {
  accessibilities,
  confirmers,
  creditGrades,
  deliveries,
  marks,
  outletStatuses,
  payments,
} from '../catalog/marks.ts'
import { outletClasses, outletTypes } from '../catalog/outlet-types.ts'
import { outletServices } from '../catalog/services.ts'
import { sources } from '../catalog/sources.ts'
import { OUTLET_LIMIT_MAX, QUERY_MAX, WITHIN_MAX } from './limits.ts'
import {
  CommunityCodeShape,
  DateShape,
  InstantInput,
  InstantShape,
  OutletIdShape,
  PhotoKeyShape,
  PositionShape,
} from './values.ts'

export const typeCodes = outletTypes.map((type) => type.code)
export const serviceCodes = outletServices.map((service) => service.code)

export const ClosurePublic = v.strictObject({
  from: DateShape,
  to: v.pipe(DateShape, v.description('the last day, inclusive')),
  reason: v.nullable(v.string()),
})

export const StopPublic = v.strictObject({
  id: OutletIdShape,
  name: v.string(),
  position: PositionShape,
  hours: v.nullable(v.string()),
})

/** How far it is from `near`. */
export const WalkPublic = v.strictObject({
  metres: v.pipe(v.number(), v.description('metres on foot, to the nearest stop of a mobile outlet')),
  minutes: v.pipe(v.number(), v.description('minutes at the standard pace, rounded up')),
  estimated: v.pipe(
    v.boolean(),
    v.description(
      'true: straight distance times the detour factor of `GET /api/city`, whether or not the city has a street network. Who wants the streets walked takes the network of `GET /api/network`',
    ),
  ),
})

/** What the list needs: small, because a whole city's worth of it goes to old phones. */
export const OutletProperties = v.strictObject({
  id: OutletIdShape,
  name: v.string(),
  type: v.picklist(typeCodes),
  services: v.array(v.picklist(serviceCodes)),
  hours: v.pipe(
    v.nullable(v.string()),
    v.description('OpenStreetMap opening_hours expression; null where unknown'),
  ),
  closures: v.array(ClosurePublic),
  phone: v.nullable(v.string()),
  marks: v.pipe(v.array(v.picklist(marks)), v.description('facts known to be true')),
  circle: v.nullable(CommunityCodeShape),
  confirmedAt: v.pipe(v.nullable(DateShape), v.description('day on which it was last said to be right')),
  confirmedBy: v.nullable(v.picklist(confirmers)),
  status: v.picklist(outletStatuses),
  stops: v.pipe(v.optional(v.array(StopPublic)), v.description('only of mobile outlets')),
  walk: v.pipe(v.optional(WalkPublic), v.description('only when the query said `near`')),
})

export const OutletFeature = v.strictObject({
  type: v.literal('Feature'),
  id: OutletIdShape,
  geometry: v.strictObject({ type: v.literal('Point'), coordinates: PositionShape }),
  properties: OutletProperties,
})

export const OutletCollection = v.strictObject({
  type: v.literal('FeatureCollection'),
  sample: v.boolean(),
  revision: v.number(),
  features: v.array(OutletFeature),
})

const Known = v.nullable(v.boolean())

export const PricePublic = v.strictObject({
  item: v.string(),
  fen: v.pipe(v.number(), v.integer(), v.minValue(0), v.description('price in fen; 0 is free of charge')),
  fenTo: v.pipe(v.nullable(v.number()), v.description('upper end where the price is a range')),
  unit: v.pipe(v.nullable(v.string()), v.description('what one pays for, such as 次 or 斤')),
})

/** The photo of an outlet: `GET /api/photos/{key}`. */
export const PhotoPublic = v.strictObject({
  key: PhotoKeyShape,
  width: v.pipe(v.number(), v.description('pixels')),
  height: v.pipe(v.number(), v.description('pixels')),
})

/** Everything public about one outlet. Facts are true, false, or null for not known. */
export const OutletPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  id: OutletIdShape,
  name: v.string(),
  type: v.picklist(typeCodes),
  services: v.array(v.picklist(serviceCodes)),
  address: v.nullable(v.string()),
  position: PositionShape,
  circle: v.nullable(CommunityCodeShape),
  hours: v.nullable(v.string()),
  hoursText: v.pipe(
    v.nullable(v.string()),
    v.description('the hours as they were given, before anyone read them'),
  ),
  closures: v.array(ClosurePublic),
  phone: v.nullable(v.string()),
  payment: v.strictObject({ cash: Known, bank_card: Known, mobile_pay: Known }),
  accessibility: v.strictObject({
    step_free: Known,
    seat: Known,
    hearing_aid: Known,
    sight_aid: Known,
    elder_counter: Known,
  }),
  delivery: v.strictObject({ night_delivery: Known, instant_delivery: Known }),
  prices: v.array(PricePublic),
  pricesAt: v.nullable(DateShape),
  chain: Known,
  credit: v.nullable(v.picklist(creditGrades)),
  honest: v.pipe(v.boolean(), v.description('carries the 诚信商店 mark')),
  status: v.picklist(outletStatuses),
  photo: v.pipe(v.nullable(PhotoPublic), v.description('approved by staff; null where there is none')),
  photoText: v.pipe(v.nullable(v.string()), v.description('what the photo shows, for who does not see it')),
  stops: v.array(StopPublic),
  source: v.picklist(sources),
  confirmedAt: v.nullable(DateShape),
  confirmedBy: v.nullable(v.picklist(confirmers)),
  updatedAt: InstantShape,
})

const NEAR_FORM = 'give longitude,latitude in degrees, such as 111.87,34.75'

const NearInput = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/, NEAR_FORM),
  v.transform((text): readonly number[] => text.split(',').map(Number)),
  v.check(([lng = 0, lat = 0]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90, NEAR_FORM),
  PositionShape,
)

const NumberInput = (low: number, high: number) => {
  const form = `give a whole number from ${low} to ${high}`
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,6}$/, form),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(low, form),
    v.maxValue(high, form),
  )
}

/**
 * A comma list of any of these values.
 * @param aliases other words that people send, by what they mean
 */
const ListOf = <const T extends readonly string[]>(
  values: T,
  aliases: ReadonlyMap<string, T[number]> = new Map(),
) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((value) => aliases.get(value) ?? value)),
    v.array(v.picklist(values)),
  )

/** Somebody who only asks for "accessible" means getting in. */
const saysAccessible = new Map([
  ['true', 'step_free'],
  ['1', 'step_free'],
] as const)

/** Query of the outlet collection. A comma list means any of its values; different parameters must all hold. */
export const OutletQuery = v.pipe(
  v.strictObject({
    type: v.optional(
      v.pipe(
        ListOf(typeCodes),
        v.description('types of `GET /api/city`'),
        v.examples([['pharmacy', 'clinic']]),
      ),
    ),
    class: v.optional(
      v.pipe(ListOf(outletClasses), v.description('classes of types'), v.examples([['basic']])),
    ),
    circle: v.optional(
      v.pipe(
        v.string(),
        v.transform((text) => text.split(',')),
        // Not the shape of codes: whatever is no community of the city is refused with the list of those that are.
        v.array(v.string()),
        v.description('communities of `GET /api/city` whose circle the outlet belongs to'),
        v.examples([['411281001001']]),
      ),
    ),
    service: v.optional(
      v.pipe(ListOf(serviceCodes), v.description('services of `GET /api/city`'), v.examples([['printing']])),
    ),
    payment: v.optional(
      v.pipe(
        ListOf(payments),
        v.description('ways to pay that are known to be taken'),
        v.examples([['cash']]),
      ),
    ),
    accessible: v.optional(
      v.pipe(
        ListOf(accessibilities, saysAccessible),
        v.description(
          'what makes it easier to use, where it is known to be there; `true` is taken for `step_free`',
        ),
        v.examples([['step_free']]),
      ),
    ),
    delivery: v.optional(
      v.pipe(ListOf(deliveries), v.description('kinds of delivery'), v.examples([['night_delivery']])),
    ),
    q: v.optional(
      v.pipe(
        v.string(),
        v.trim(),
        v.minLength(1, 'give at least one character'),
        v.maxLength(QUERY_MAX, `give at most ${QUERY_MAX} characters`),
        v.description(
          'part of a name, what people come for (修鞋), a community, pinyin or its initials, or three digits of a phone number; best match first',
        ),
        v.examples(['修鞋']),
      ),
    ),
    open_at: v.optional(
      v.pipe(
        InstantInput,
        v.description(
          'only outlets that are known to be open at this ISO 8601 instant, which carries its offset; a bare `+` in it is understood',
        ),
      ),
    ),
    near: v.optional(
      v.pipe(
        NearInput,
        v.description('WGS-84 longitude,latitude; nearest first, and each outlet tells its `walk`'),
        v.examples([[111.874, 34.747]]),
      ),
    ),
    within: v.optional(
      v.pipe(
        NumberInput(1, WITHIN_MAX),
        v.description('minutes on foot from `near`, at the standard pace'),
        v.examples([15]),
      ),
    ),
    limit: v.optional(
      v.pipe(NumberInput(1, OUTLET_LIMIT_MAX), v.description('at most so many outlets'), v.examples([20])),
    ),
  }),
  v.forward(
    v.check((query) => query.within === undefined || query.near !== undefined, 'means nothing without near'),
    ['within'],
  ),
)

export const OutletParams = v.strictObject({ id: OutletIdShape })

export type OutletList = v.InferOutput<typeof OutletCollection>
export type OutletListFeature = v.InferOutput<typeof OutletFeature>
export type OutletListProperties = v.InferOutput<typeof OutletProperties>
export type Outlet = v.InferOutput<typeof OutletPublic>
export type OutletStop = v.InferOutput<typeof StopPublic>
export type OutletPrice = v.InferOutput<typeof PricePublic>
export type OutletSearch = v.InferOutput<typeof OutletQuery>
