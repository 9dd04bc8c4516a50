import { type Role, roles } from '../../schema/catalog/roles.ts'
import type { Area } from '../../schema/contract/account.ts'
import type { City } from '../../schema/contract/city.ts'
import { communitiesOf, type Division, type DivisionGroup } from '../shell/divisions.ts'

/** Whoever has an area, as far as it matters here. */
export interface WithArea {
  role: Role
  area: Pick<Area, 'code'> | null
}

/** Whether a community lies in somebody's area; what lies in no community is the city office's. */
export function inArea(city: City, { role, area }: WithArea, community: string | null): boolean {
  switch (roles[role].area) {
    case 'city':
      return true
    case 'subdistrict':
      return city.communities.some(
        ({ code, subdistrict }) => code === community && subdistrict === area?.code,
      )
    case 'community':
      return community !== null && community === area?.code
    case 'outlets':
      return false
  }
}

/** The divisions of a kind that lie in somebody's area. */
export function divisionsOf(city: City, who: WithArea, kind: (typeof roles)[Role]['area']): DivisionGroup[] {
  const alone = (divisions: readonly Division[]) => [{ name: '', nameEn: '', divisions }]
  if (kind === 'city') return alone([city])
  if (kind === 'subdistrict') {
    return alone(
      city.subdistricts.filter(({ code }) => who.area?.code === code || roles[who.role].area === 'city'),
    )
  }
  return communitiesOf(city, (community) => inArea(city, who, community))
}
