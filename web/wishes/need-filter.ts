import type { LocationQuery } from 'vue-router'
import type { Need } from '../../schema/contract/wish.ts'

/** Which needs are shown; empty means all. It stands in the address, so that a link shows another person the same. */
export interface NeedFilter {
  /** code of a community */
  community: string
  /** code of a type or a service */
  want: string
  /** of its project, or {@link noProject} */
  state: string
}

/** The state of what nobody has taken up. */
export const noProject = 'none'

const fields = ['community', 'want', 'state'] as const

/** The filter in an address. */
export function filterOf(query: LocationQuery): NeedFilter {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  return { community: text('community'), want: text('want'), state: text('state') }
}

/** An address with another filter; what else stands in it stays. */
export function withFilter(query: LocationQuery, filter: NeedFilter): LocationQuery {
  const rest = { ...query }
  for (const field of fields) {
    if (filter[field]) rest[field] = filter[field]
    else delete rest[field]
  }
  return rest
}

/** Whether a need is among those that are shown. */
export function isShown({ community, want, project }: Need, filter: NeedFilter): boolean {
  return (
    (filter.community === '' || filter.community === community) &&
    (filter.want === '' || filter.want === want) &&
    (filter.state === '' || filter.state === (project?.state ?? noProject))
  )
}
