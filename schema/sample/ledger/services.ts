/** Further services that an outlet carries beside its main type (一店多能). */

import type { Random } from '../random.ts'

/** Services by type, each with the share of outlets that offer it. */
const carried: Record<string, readonly (readonly [service: string, share: number])[]> = {
  convenience: [
    ['parcel_proxy', 0.4],
    ['bill_payment', 0.35],
    ['newspapers', 0.12],
    ['printing', 0.1],
    ['instant_retail', 0.25],
    ['urgent_help', 0.06],
  ],
  supermarket: [
    ['online_order', 0.4],
    ['instant_retail', 0.35],
    ['bill_payment', 0.25],
    ['parcel_proxy', 0.15],
  ],
  market: [['staffed', 0.6]],
  fresh: [
    ['online_order', 0.25],
    ['instant_retail', 0.25],
  ],
  breakfast: [['meals', 0.1]],
  pharmacy: [
    ['health_advice', 0.55],
    ['night_delivery', 0.2],
    ['instant_retail', 0.25],
    ['medical_help', 0.12],
  ],
  photo_print: [['printing', 0.95]],
  parcel: [
    ['parcel_proxy', 0.9],
    ['online_order', 0.3],
    ['printing', 0.1],
  ],
  housekeeping: [
    ['cleaning', 0.8],
    ['urgent_help', 0.2],
  ],
  restaurant: [
    ['meals', 0.08],
    ['instant_retail', 0.15],
  ],
  elder_health: [
    ['health_advice', 0.6],
    ['bathing', 0.3],
    ['medical_help', 0.35],
  ],
  culture: [
    ['newspapers', 0.85],
    ['companionship', 0.2],
  ],
  clinic: [
    ['health_advice', 0.7],
    ['medical_help', 0.35],
    ['emergency', 0.25],
  ],
  elder_care: [
    ['day_care', 0.9],
    ['meals', 0.8],
    ['bathing', 0.35],
    ['companionship', 0.4],
    ['cleaning', 0.2],
    ['emergency', 0.3],
  ],
  community_centre: [
    ['staffed', 1],
    ['printing', 0.7],
    ['bill_payment', 0.3],
    ['legal_advice', 0.4],
    ['urgent_help', 0.3],
    ['emergency', 0.3],
  ],
  legal_aid: [
    ['legal_advice', 1],
    ['staffed', 0.5],
  ],
}

/**
 * The services of one outlet, as codes of the catalog.
 * @param cash whether it takes cash; known cash is listed as a service by some ledgers
 */
export function servicesFor(type: string, cash: boolean | null, random: Random): string[] {
  const services = (carried[type] ?? []).filter(([, share]) => random.chance(share)).map(([code]) => code)
  if (cash === true && random.chance(0.2)) services.push('cash')
  return services
}
