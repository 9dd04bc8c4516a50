import {
  type ComplaintKind,
  type ComplaintStage,
  complaintKindCodes,
  complaintStageCodes,
  departmentCodes,
} from '../../schema/catalog/complaints.ts'
import { identifierForm } from '../../schema/rules/base62.ts'

/** What the ledger is searched for, as the address carries it; what is empty is not asked for. */
export interface CaseFilters {
  /** identifier of an outlet, or code of a community for its circle */
  subject: string
  community: string
  kind: ComplaintKind | ''
  stage: ComplaintStage | ''
  /** code of a division or a department */
  unit: string
  late: 'yes' | ''
  /** of filing, such as 2026-11 */
  month: string
}

export const noCaseFilters: CaseFilters = {
  subject: '',
  community: '',
  kind: '',
  stage: '',
  unit: '',
  late: '',
  month: '',
}

/** The filters of an address. What cannot be meant is left out, so that an old link still shows something. */
export function caseFiltersOf(query: Readonly<Record<string, unknown>>): CaseFilters {
  const text = (name: keyof CaseFilters, form: RegExp) => {
    const value = query[name]
    return typeof value === 'string' && form.test(value) ? value : ''
  }
  const unit = query['unit']
  return {
    subject: text('subject', identifierForm),
    community: text('community', /^\d{12}$/),
    kind: complaintKindCodes.find((code) => code === query['kind']) ?? '',
    stage: complaintStageCodes.find((code) => code === query['stage']) ?? '',
    unit: departmentCodes.find((code) => code === unit) ?? text('unit', /^(\d{6}|\d{9}|\d{12})$/),
    late: query['late'] === 'yes' ? 'yes' : '',
    month: text('month', /^\d{4}-(0[1-9]|1[0-2])$/),
  }
}

/** The filters that ask for something, as the address and the API have them. */
export function caseQueryOf({ subject, community, kind, stage, unit, late, month }: CaseFilters) {
  return {
    ...(subject && { subject }),
    ...(community && { community }),
    ...(kind && { kind }),
    ...(stage && { stage }),
    ...(unit && { unit }),
    ...(late && { late }),
    ...(month && { month }),
  }
}

/**
 * The last months, the current one first.
 * @param today ISO date in Asia/Shanghai
 */
export function monthsUntil(today: string, count: number): string[] {
  const current = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: count }, (_, back) => {
    const month = current - back
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
