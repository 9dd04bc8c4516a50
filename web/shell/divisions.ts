import type { City } from '../../schema/contract/city.ts'

export type Division = Pick<City['subdistricts'][number], 'code' | 'name' | 'nameEn'>

/** Divisions to choose from, under the name of what they belong to; a name is empty where they belong to nothing else. */
export interface DivisionGroup {
  name: string
  nameEn: string
  divisions: readonly Division[]
}

/**
 * Communities to choose from, by subdistrict.
 * @param city null while it is not known: there is nothing to choose from then
 * @param offered whether a community is to be chosen; all are, unless something is said
 */
export function communitiesOf(
  city: City | null,
  offered: (community: string) => boolean = () => true,
): DivisionGroup[] {
  const { subdistricts = [], communities = [] } = city ?? {}
  return subdistricts
    .map(({ code, name, nameEn }) => ({
      name,
      nameEn,
      divisions: communities.filter((one) => one.subdistrict === code && offered(one.code)),
    }))
    .filter(({ divisions }) => divisions.length > 0)
}
