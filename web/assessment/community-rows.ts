/** The communities of the page of the goals: one row each, what the map shows of it, and their order. */

import type { CircleLevel } from '../../schema/catalog/standard.ts'
import type { AssessedType, CircleAssessment } from '../../schema/contract/assessment.ts'
import type { City } from '../../schema/contract/city.ts'
import type { CommunityMeasure } from '../../schema/contract/satisfaction.ts'
import type { MarkLook } from '../map/marks-model.ts'

/** What the map and the first column say: the level, or one type by its code. */
export type Subject = 'level' | (string & {})

export interface CommunityRow extends CircleAssessment {
  name: string
  /** code and name */
  subdistrict: string
  subdistrictName: string
  urban: boolean
  /** what residents say; null while it is not known */
  measure: CommunityMeasure | null
}

/** Of a community: whether it has what is asked for. `untold` where nothing is known of it. */
export type Has = CircleLevel | 'met' | 'unmet' | 'untold'

const looks: Record<Has, MarkLook> = {
  exemplary: 'good',
  met: 'good',
  basic: 'half',
  none: 'bad',
  unmet: 'bad',
  untold: 'plain',
}

/** How a community is drawn. */
export const lookOf = (has: Has): MarkLook => looks[has]

/** Brings together what is known of communities; those of which only the assessment knows are left out. */
export function communityRows(
  assessed: readonly CircleAssessment[],
  city: Pick<City, 'communities' | 'subdistricts'>,
  measures: readonly CommunityMeasure[] | null,
  pick: (zh: string, en: string) => string,
): CommunityRow[] {
  const measured = new Map(measures?.map((one) => [one.code, one]))
  const known = new Map(city.communities.map((one) => [one.code, one]))
  const subdistricts = new Map(city.subdistricts.map((one) => [one.code, pick(one.name, one.nameEn)]))
  return assessed.flatMap((one): CommunityRow[] => {
    const community = known.get(one.code)
    if (!community) return []
    const { subdistrict, urban } = community
    return [
      {
        ...one,
        name: pick(community.name, community.nameEn),
        subdistrict,
        subdistrictName: subdistricts.get(subdistrict) ?? '',
        urban,
        measure: measured.get(one.code) ?? null,
      },
    ]
  })
}

/** What was assessed of one type. */
export function typeIn(row: CircleAssessment, type: string): AssessedType | undefined {
  return row.types.find((one) => one.type === type)
}

/** Whether a community has what is asked for. */
export function hasOf(row: CircleAssessment, subject: Subject): Has {
  if (row.weighted === null) return 'untold'
  if (subject === 'level') return row.level
  return typeIn(row, subject)?.met ? 'met' : 'unmet'
}

export const areas = ['all', 'urban', 'rural'] as const

/** Which communities show. */
export interface RowFilter {
  /** code of a subdistrict; empty for all */
  subdistrict: string
  area: (typeof areas)[number]
}

/** Whether a community is among those that show. */
export function isShown(row: CommunityRow, { subdistrict, area }: RowFilter): boolean {
  return (
    (subdistrict === '' || row.subdistrict === subdistrict) &&
    (area === 'all' || row.urban === (area === 'urban'))
  )
}

export const rowColumns = ['name', 'level', 'wanting', 'rate'] as const
export type RowColumn = (typeof rowColumns)[number]

export interface RowOrder {
  column: RowColumn
  descending: boolean
}

/** The order one wants first of a column: names from A, the farthest level first, whoever lacks most, the best rate. */
export function firstOrder(column: RowColumn): RowOrder {
  return { column, descending: column === 'wanting' || column === 'rate' }
}

/** What pressing a column's heading makes of the order. */
export function pressed(order: RowOrder, column: RowColumn): RowOrder {
  return order.column === column ? { column, descending: !order.descending } : firstOrder(column)
}

const ranks: Record<Has, number> = { none: 0, unmet: 0, basic: 1, exemplary: 2, met: 2, untold: 3 }

/**
 * Sorts communities. Whichever way, those of which nothing is known come last, and by rate those without enough voices
 * for a verdict.
 * @param subject by which the column `level` is meant
 * @param language BCP 47, for the order of names
 */
export function sortedRows(
  rows: readonly CommunityRow[],
  { column, descending }: RowOrder,
  subject: Subject,
  language: string,
): CommunityRow[] {
  const names = new Intl.Collator(language)
  const way = descending ? -1 : 1
  const byName = (one: CommunityRow, other: CommunityRow) =>
    names.compare(one.name, other.name) || one.code.localeCompare(other.code)
  const untoldLast = (one: CommunityRow, other: CommunityRow) =>
    Number(one.weighted === null) - Number(other.weighted === null)
  const shareOf = (row: CommunityRow) =>
    subject === 'level' ? -row.wanting : (typeIn(row, subject)?.reached ?? 0)
  const isWeak = ({ measure }: CommunityRow) => measure === null || measure.verdict === 'too_few'
  const compare: Record<RowColumn, (one: CommunityRow, other: CommunityRow) => number> = {
    name: (one, other) => way * byName(one, other),
    level: (one, other) =>
      untoldLast(one, other) ||
      way * (ranks[hasOf(one, subject)] - ranks[hasOf(other, subject)]) ||
      way * (shareOf(one) - shareOf(other)),
    wanting: (one, other) => untoldLast(one, other) || way * (one.wanting - other.wanting),
    rate: (one, other) =>
      Number(isWeak(one)) - Number(isWeak(other)) ||
      way * ((one.measure?.rate ?? 0) - (other.measure?.rate ?? 0)),
  }
  return rows.toSorted((one, other) => compare[column](one, other) || byName(one, other))
}
