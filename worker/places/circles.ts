/** Circles: what stands in a community, and how far it is from the community's service centre. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import type { Circle, CircleList } from '../../schema/contract/circle.ts'
import type { OutletList, OutletListFeature } from '../../schema/contract/outlet.ts'
import { estimateWalk, type Walk } from '../../schema/rules/walking/estimate.ts'
import { publicCommunity, revisionOf } from './city.ts'
import type { StoredCity } from './store.ts'

const farthest = Math.max(...reachMinutes)

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

interface Reached {
  outlet: OutletListFeature
  walk: Walk
}

/** The walk to an outlet, or to the nearest stop of a mobile one; minutes at the standard pace. */
function walkTo(centre: Position, outlet: OutletListFeature): Walk {
  const positions = outlet.properties.stops?.map((stop) => stop.position) ?? [outlet.geometry.coordinates]
  return positions
    .map((position) => estimateWalk(centre, position, 'standard'))
    .reduce((nearest, walk) => (walk.metres < nearest.metres ? walk : nearest))
}

/**
 * The circle of one community.
 * @returns null when the city has no community with this code
 */
export function circleOf(city: StoredCity, outlets: OutletList, code: string): Circle | null {
  const { features } = outlets
  const community = city.communities.find((candidate) => candidate.code === code)
  if (!community) return null
  const { centre, centreName, centreAddress } = community
  const subdistrict = city.subdistricts.find((candidate) => candidate.code === community.subdistrict)
  const reached = centre && features.map((outlet): Reached => ({ outlet, walk: walkTo(centre, outlet) }))
  const counts = new Map<string, number>()
  for (const { properties } of features) {
    if (properties.circle === code) counts.set(properties.type, (counts.get(properties.type) ?? 0) + 1)
  }
  const nearest = new Map<string, Reached>()
  for (const one of reached ?? []) {
    const { type } = one.outlet.properties
    const best = nearest.get(type)
    if (!best || one.walk.metres < best.walk.metres) nearest.set(type, one)
  }
  return {
    sample: city.sample,
    revision: revisionOf(city, outlets),
    ...publicCommunity(community),
    subdistrictName: subdistrict?.name ?? '',
    subdistrictNameEn: subdistrict?.nameEn ?? '',
    centreName,
    centreAddress,
    within15: reached?.filter(({ walk }) => walk.minutes <= farthest).length ?? null,
    types: outletTypes.map((type) => ({
      type: type.code,
      count: counts.get(type.code) ?? 0,
      nearest: nearestOf(nearest.get(type.code)),
      limit: type.limit,
    })),
  }
}

function nearestOf(reached: Reached | undefined): Circle['types'][number]['nearest'] {
  if (!reached) return null
  const { outlet, walk } = reached
  return {
    id: outlet.properties.id,
    name: outlet.properties.name,
    metres: walk.metres,
    minutes: walk.minutes,
  }
}
