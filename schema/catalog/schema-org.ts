/** What outlets are in the words of schema.org, which search engines read. */

import type { CivicStructure, LocalBusiness } from 'schema-dts'

/** Names of a class of schema.org and of everything under it. */
type NamesOf<Thing> = Thing extends { '@type': infer Name extends string } ? Name : never

/** Classes under LocalBusiness; they say how one pays. */
export type BusinessClass = NamesOf<LocalBusiness>
/** Classes under CivicStructure: places, but no businesses. */
export type CivicClass = NamesOf<CivicStructure>

/**
 * The nearest class for every outlet type. Where none is true of all outlets of a type (schema.org has no repairer and
 * no print shop), the general one.
 */
const businesses = {
  convenience: 'ConvenienceStore',
  supermarket: 'GroceryStore',
  market: 'GroceryStore',
  fresh: 'GroceryStore',
  breakfast: 'FoodEstablishment',
  // 美容美发: barbers, but beauty parlours as well
  hair: 'HealthAndBeautyBusiness',
  laundry: 'DryCleaningOrLaundry',
  pharmacy: 'Pharmacy',
  photo_print: 'LocalBusiness',
  repair: 'LocalBusiness',
  parcel: 'LocalBusiness',
  housekeeping: 'HomeAndConstructionBusiness',
  restaurant: 'Restaurant',
  sports: 'SportsActivityLocation',
  education: 'LocalBusiness',
  leisure: 'EntertainmentBusiness',
  elder_health: 'LocalBusiness',
  childcare: 'ChildCare',
  clinic: 'MedicalClinic',
  community_centre: 'GovernmentOffice',
  legal_aid: 'LegalService',
  vending: 'Store',
  vegetable_van: 'GroceryStore',
  food_truck: 'FoodEstablishment',
} as const satisfies Record<string, BusinessClass>

const civic = {
  culture: 'CivicStructure',
  elder_care: 'CivicStructure',
} as const satisfies Record<string, CivicClass>

/** A class, and whether it is a business. */
export type OutletClassName =
  | { business: true; name: (typeof businesses)[keyof typeof businesses] }
  | { business: false; name: (typeof civic)[keyof typeof civic] }

const classes = new Map<string, OutletClassName>([
  ...Object.entries(businesses).map(([type, name]) => [type, { business: true, name }] as const),
  ...Object.entries(civic).map(([type, name]) => [type, { business: false, name }] as const),
])

/**
 * What an outlet of this type is.
 * @param type code of `outlet-types.ts`; every one has a class
 */
export function outletClassName(type: string): OutletClassName {
  return classes.get(type) ?? { business: true, name: 'LocalBusiness' }
}

/** The types that have a class, for the test that none is forgotten. */
export const classedTypes: readonly string[] = [...classes.keys()]
