/** Circles: what stands in a community, and how far it is from the community's service centre. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { CircleAssessment } from '../../schema/contract/assessment.ts'
import type { Circle, CircleList } from '../../schema/contract/circle.ts'
import type { OutletList } from '../../schema/contract/outlet.ts'
import { publicCommunity, revisionOf } from './city.ts'
import type { StoredCity } from './store.ts'

/** Every community's circle in numbers, in the order of the communities' codes. */
export function circleList(city: StoredCity, outlets: OutletList): CircleList {
  const numbers = new Map(
    city.communities.map(({ code }) => [code, { outlets: 0, types: new Set<string>() }]),
  )
  for (const { properties } of outlets.features) {
    const own = numbers.get(properties.circle ?? '')
    if (!own) continue
    own.outlets++
    own.types.add(properties.type)
  }
  return {
    sample: city.sample,
    revision: revisionOf(city, outlets),
    circles: city.communities.map((community) => {
      const own = numbers.get(community.code)
      return { ...publicCommunity(community), outlets: own?.outlets ?? 0, types: own?.types.size ?? 0 }
    }),
  }
}

/**
 * The circle of one community.
 * @param assessed what is stored of it: the nearest outlets, and the minutes that they are away
 * @returns null when the city has no community with this code
 */
export function circleOf(
  city: StoredCity,
  outlets: OutletList,
  code: string,
  assessed: CircleAssessment | null,
): Circle | null {
  const community = city.communities.find((candidate) => candidate.code === code)
  if (!community) return null
  const subdistrict = city.subdistricts.find((candidate) => candidate.code === community.subdistrict)
  const counts = new Map<string, number>()
  for (const { properties } of outlets.features) {
    if (properties.circle === code) counts.set(properties.type, (counts.get(properties.type) ?? 0) + 1)
  }
  return {
    sample: city.sample,
    revision: revisionOf(city, outlets),
    ...publicCommunity(community),
    subdistrictName: subdistrict?.name ?? '',
    subdistrictNameEn: subdistrict?.nameEn ?? '',
    centreName: community.centreName,
    centreAddress: community.centreAddress,
    within15: assessed?.within15 ?? null,
    estimated: assessed?.estimated ?? true,
    types: outletTypes.map((type) => {
      const {
        nearest,
        minutes,
        limit = type.limit,
      } = assessed?.types.find((own) => own.type === type.code) ?? {}
      return {
        type: type.code,
        count: counts.get(type.code) ?? 0,
        nearest: nearest && typeof minutes === 'number' ? { ...nearest, minutes } : null,
        limit,
      }
    }),
  }
}
