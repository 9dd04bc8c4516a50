import type { LocationQuery } from 'vue-router'
import {
  type ComplaintKind,
  type ComplaintStage,
  complaintKindCodes,
  complaintStageCodes,
  type DeskView,
  deskViews,
} from '../../schema/catalog/complaints.ts'

/** Which cases the desk's list shows; all of it stands in the address. */
export interface CaseFilters {
  view: DeskView
  stage: ComplaintStage | null
  kind: ComplaintKind | null
  /** only those that have missed a limit */
  late: boolean
}

/** The filters of an address; what it does not know is left out. */
export function filtersOf(query: LocationQuery): CaseFilters {
  const known = <Code extends string>(codes: readonly Code[], name: string) =>
    codes.find((code) => code === query[name]) ?? null
  return {
    view: known(deskViews, 'view') ?? 'mine',
    stage: known(complaintStageCodes, 'stage'),
    kind: known(complaintKindCodes, 'kind'),
    late: query['late'] === 'yes',
  }
}

/** Filters as an address, and as the worker is asked; what is as usual is not named. */
export function searchOf({ view, stage, kind, late }: CaseFilters) {
  return {
    ...(view === 'mine' ? {} : { view }),
    ...(stage ? { stage } : {}),
    ...(kind ? { kind } : {}),
    ...(late ? { late: 'yes' as const } : {}),
  }
}

/** The number of the case that an address opens; null where it opens none. */
export function caseIn(query: LocationQuery): string | null {
  const { case: id } = query
  return typeof id === 'string' && id !== '' ? id : null
}
