import type { Verdict } from '../../schema/catalog/satisfaction.ts'
import type { CommunityMeasure } from '../../schema/contract/satisfaction.ts'

/** A community's numbers with its names in the language that shows. */
export interface CommunityRow extends CommunityMeasure {
  name: string
  subdistrict: string
}

export const sortColumns = ['name', 'rate', 'residents', 'verdict'] as const
export type SortColumn = (typeof sortColumns)[number]

export interface Order {
  column: SortColumn
  descending: boolean
}

/** The order one wants first of a column: names from A, numbers and verdicts from the best. */
export function firstOrder(column: SortColumn): Order {
  return { column, descending: column !== 'name' }
}

/** What pressing a column's heading makes of the order. */
export function pressed(order: Order, column: SortColumn): Order {
  return order.column === column ? { column, descending: !order.descending } : firstOrder(column)
}

const verdictRank: Record<Verdict, number> = { met: 3, undecided: 2, not_met: 1, too_few: 0 }

/** Whose number can be compared: those with a verdict, before those with too few residents, before the silent. */
function standing({ voices, verdict }: CommunityRow): number {
  if (voices === 0) return 2
  return verdict === 'too_few' ? 1 : 0
}

/**
 * Sorts communities. Whichever way, those without voices come last, and by rate or verdict those with too few before
 * them: three happy residents are neither the best of all communities nor, upside down, the worst.
 * @param language BCP 47, for the order of names
 */
export function sorted(
  rows: readonly CommunityRow[],
  { column, descending }: Order,
  language: string,
): CommunityRow[] {
  const names = new Intl.Collator(language)
  const way = descending ? -1 : 1
  const byName = (a: CommunityRow, b: CommunityRow) => names.compare(a.name, b.name)
  const byRate = (a: CommunityRow, b: CommunityRow) => (a.rate ?? 0) - (b.rate ?? 0)
  const silentLast = (a: CommunityRow, b: CommunityRow) => Number(a.voices === 0) - Number(b.voices === 0)
  const compare: Record<SortColumn, (a: CommunityRow, b: CommunityRow) => number> = {
    name: (a, b) => silentLast(a, b) || way * byName(a, b),
    rate: (a, b) => standing(a) - standing(b) || way * byRate(a, b),
    residents: (a, b) => silentLast(a, b) || way * (a.residents - b.residents),
    verdict: (a, b) =>
      standing(a) - standing(b) ||
      way * (verdictRank[a.verdict] - verdictRank[b.verdict]) ||
      way * byRate(a, b),
  }
  return [...rows].sort((a, b) => compare[column](a, b) || byName(a, b) || a.code.localeCompare(b.code))
}
