/** `GET /api/city`: what the city is, and the words and settings by which everything else is read. */

import * as v from 'valibot'
import { outletClasses } from '../catalog/outlet-types.ts'
import { NetworkPublic } from './network.ts'
import { CommunityCodeShape, DateShape, PositionShape, SubdistrictCodeShape } from './values.ts'

export const SubdistrictPublic = v.strictObject({
  code: SubdistrictCodeShape,
  name: v.string(),
  nameEn: v.string(),
})

export const CommunityPublic = v.strictObject({
  code: CommunityCodeShape,
  name: v.string(),
  nameEn: v.string(),
  subdistrict: SubdistrictCodeShape,
  urban: v.pipe(v.boolean(), v.description('main urban area (主城区); false is agricultural (涉农)')),
  pilot: v.pipe(v.boolean(), v.description('one of the first pilot communities')),
  centre: v.pipe(
    v.nullable(PositionShape),
    v.description("the circle's service centre; null where it is not known"),
  ),
})

export const OutletTypePublic = v.strictObject({
  code: v.string(),
  name: v.string(),
  nameEn: v.string(),
  short: v.string(),
  shortEn: v.string(),
  class: v.picklist(outletClasses),
  limit: v.pipe(v.number(), v.description('minutes on foot within which the plan wants one')),
  icon: v.string(),
  synonyms: v.array(v.string()),
})

export const ServicePublic = v.strictObject({
  code: v.string(),
  name: v.string(),
  nameEn: v.string(),
  item: v.pipe(v.number(), v.description('item of the plan that names it')),
  synonyms: v.array(v.string()),
})

export const CalendarPublic = v.strictObject({
  years: v.pipe(v.array(v.number()), v.description('years whose list of holidays is complete')),
  days: v.array(
    v.strictObject({ date: DateShape, kind: v.picklist(['holiday', 'workday']), name: v.string() }),
  ),
})

/** Where the map's ground comes from; `embedded` is always there to fall back on. */
export const BasemapPublic = v.strictObject({
  kind: v.picklist(['embedded', 'tianditu', 'pmtiles', 'style']),
  url: v.pipe(
    v.nullable(v.string()),
    v.description(
      'PMTiles archive or style document; for tianditu the tile address with its key; null when embedded',
    ),
  ),
  approval: v.pipe(v.nullable(v.string()), v.description('审图号 of the basemap, null where it has none')),
  attribution: v.string(),
})

export const WalkingPublic = v.strictObject({
  estimated: v.pipe(
    v.boolean(),
    v.description(
      'true while minutes are straight distance × detour factor, because no street network is loaded',
    ),
  ),
  detourFactor: v.number(),
  paces: v.pipe(
    v.strictObject({ standard: v.number(), elder: v.number() }),
    v.description('metres a minute'),
  ),
  network: v.pipe(
    v.nullable(NetworkPublic),
    v.description('the streets along which minutes are walked; null while there are none'),
  ),
})

export const CityPublic = v.strictObject({
  code: v.string(),
  name: v.string(),
  nameEn: v.string(),
  sample: v.pipe(v.boolean(), v.description('true while outlets, streets and people are made up')),
  revision: v.pipe(v.number(), v.description('raised by every change of public data')),
  centre: PositionShape,
  bounds: v.pipe(v.array(v.number()), v.length(4), v.description('west, south, east, north')),
  subdistricts: v.array(SubdistrictPublic),
  communities: v.array(CommunityPublic),
  types: v.array(OutletTypePublic),
  services: v.array(ServicePublic),
  calendar: CalendarPublic,
  walking: WalkingPublic,
  basemap: BasemapPublic,
  attribution: v.pipe(v.array(v.string()), v.description('sources of the outlets that ask to be named')),
})
export type City = v.InferOutput<typeof CityPublic>
export type CityCommunity = v.InferOutput<typeof CommunityPublic>
export type CityBasemap = v.InferOutput<typeof BasemapPublic>
