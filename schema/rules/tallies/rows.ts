/** The open tallies as a table, and back from it. */

import type { RowOf } from '../../catalog/open-data/fields.ts'
import type { TallyKind, tallyFields } from '../../catalog/open-data/voices.ts'
import type { Grade } from '../../catalog/satisfaction.ts'
import { dayOfIso, isoOf } from '../hours/days.ts'
import type { TalliesGiven } from './recompute.ts'
import type { Tallies, TallyArea } from './tallies.ts'

/** A row of the table. */
export type TallyRow = Omit<RowOf<typeof tallyFields>, 'kind' | 'gradeFrom' | 'gradeTo' | 'communities'> & {
  kind: TallyKind
  gradeFrom: Grade | null
  gradeTo: Grade | null
  communities: string[]
}

/** Days, both included; ISO dates in Asia/Shanghai. */
export interface Days {
  from: string
  to: string
}

/** The months that a period touches, oldest first, each with those of its days that are in it. */
export function monthsWithin({ from, to }: Days): (Days & { month: string })[] {
  const months: (Days & { month: string })[] = []
  for (let first = from; first <= to; ) {
    const [year = 0, month = 0] = first.split('-').map(Number)
    const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
    const last = isoOf(dayOfIso(next) - 1)
    months.push({ month: first.slice(0, 7), from: first, to: last < to ? last : to })
    first = next
  }
  return months
}

/**
 * The table of the tallies: what counts first, then what is held back.
 * @param months the same by which voices were counted
 */
export function rowsOf({ counted, held }: Tallies, months: readonly Days[]): TallyRow[] {
  const days = ([first, last]: readonly [number, number]) => ({
    from: months[first]?.from ?? '',
    to: months[last]?.to ?? '',
  })
  const placed = (area: Omit<TallyArea, 'weight'> | undefined) => ({
    communities: area?.communities ?? [],
    unplaced: area?.unplaced ?? false,
  })
  return [
    ...(counted?.cells ?? []).map(({ area, months: run, grades: [gradeFrom, gradeTo], voices }): TallyRow => {
      const own = counted?.areas[area]
      return {
        kind: 'counted',
        area,
        ...placed(own),
        weight: own?.weight ?? null,
        ...days(run),
        gradeFrom,
        gradeTo,
        voices,
      }
    }),
    ...(held?.cells ?? []).map(
      ({ area, months: run, voices }): TallyRow => ({
        kind: 'held',
        area,
        ...placed(held?.areas[area]),
        weight: null,
        ...days(run),
        gradeFrom: null,
        gradeTo: null,
        voices,
      }),
    ),
  ]
}

/** What the table's JSON says beside its rows, as far as the measure needs it. */
export interface TallyHead {
  weighting: Tallies['weighting']
  residents: number | null
  withheld: readonly TallyKind[]
  othersWeight: number | null
  othersRate: number | null
  othersStrictRate: number | null
}

/** What a table tells, for working out the measure. */
export function givenBy(
  {
    weighting,
    residents,
    withheld,
    othersWeight: weight,
    othersRate: rate,
    othersStrictRate: strictRate,
  }: TallyHead,
  rows: readonly Pick<TallyRow, 'kind' | 'area' | 'weight' | 'gradeFrom' | 'gradeTo' | 'voices'>[],
): TalliesGiven {
  return {
    weighting,
    residents,
    others: weight === null || rate === null || strictRate === null ? null : { weight, rate, strictRate },
    cells: withheld.includes('counted')
      ? null
      : rows.flatMap(({ kind, area, weight: own, gradeFrom, gradeTo, voices }) =>
          kind === 'counted' && gradeFrom !== null && gradeTo !== null
            ? [{ area, weight: own, grades: [gradeFrom, gradeTo] as const, voices }]
            : [],
        ),
    held: withheld.includes('held')
      ? null
      : rows.filter(({ kind }) => kind === 'held').map(({ voices }) => voices),
  }
}
