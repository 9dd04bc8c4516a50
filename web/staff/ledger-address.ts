import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { creditGrades, outletStatuses } from '../../schema/catalog/marks.ts'
import { type LedgerFilter, type LedgerSort, ledgerFlags, ledgerSorts } from '../../schema/rules/ledger.ts'

/** What the table shows and in which order: all of it stands in the address, so that a view can be sent to somebody. */
export interface LedgerView {
  filter: LedgerFilter
  sort: LedgerSort
  descending: boolean
}

export const firstSort: LedgerSort = 'name'
const credits = [...creditGrades, 'none'] as const

const own = ['q', 'type', 'circle', 'status', 'credit', 'honest', 'only', 'sort'] as const

const textOf = (query: LocationQuery, name: (typeof own)[number]) => {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}
const listOf = (query: LocationQuery, name: (typeof own)[number]) =>
  textOf(query, name)
    .split(',')
    .filter((part) => part !== '')
const among = <T extends string>(list: readonly string[], known: readonly T[]) =>
  known.filter((one) => list.includes(one))

/** The view that an address asks for; what it does not understand it leaves out. */
export function parseView(query: LocationQuery): LedgerView {
  const sort = textOf(query, 'sort')
  const name = sort.replace(/^-/, '')
  const honest = textOf(query, 'honest')
  return {
    filter: {
      q: textOf(query, 'q'),
      types: listOf(query, 'type'),
      circles: listOf(query, 'circle'),
      statuses: among(listOf(query, 'status'), outletStatuses),
      credits: among(listOf(query, 'credit'), credits),
      honest: honest === 'yes' ? true : honest === 'no' ? false : null,
      flags: among(listOf(query, 'only'), ledgerFlags),
    },
    sort: ledgerSorts.find((one) => one === name) ?? firstSort,
    descending: sort.startsWith('-'),
  }
}

/** The address of a view; what is as at first is left out, and what else the address says stays. */
export function formatView({ filter, sort, descending }: LedgerView, query: LocationQuery): LocationQueryRaw {
  const kept = Object.fromEntries(
    Object.entries(query).filter(([name]) => !own.some((mine) => mine === name)),
  )
  const list = (name: string, values: readonly string[]) =>
    values.length > 0 ? { [name]: values.join(',') } : {}
  return {
    ...kept,
    ...(filter.q ? { q: filter.q } : {}),
    ...list('type', filter.types),
    ...list('circle', filter.circles),
    ...list('status', filter.statuses),
    ...list('credit', filter.credits),
    ...(filter.honest === null ? {} : { honest: filter.honest ? 'yes' : 'no' }),
    ...list('only', filter.flags),
    ...(sort === firstSort && !descending ? {} : { sort: `${descending ? '-' : ''}${sort}` }),
  }
}

/** How many criteria a filter has besides its text. */
export function criteria({ types, circles, statuses, credits: grades, honest, flags }: LedgerFilter): number {
  const lists = [types, circles, statuses, grades].filter(({ length }) => length > 0).length
  return lists + flags.length + (honest === null ? 0 : 1)
}
