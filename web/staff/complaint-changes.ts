import type { CaseForStaff, CaseWords } from '../../schema/contract/complaint.ts'

/** What has become of a case since it was read, for whoever was acting on it meanwhile. */
export interface CaseChanges {
  stage: boolean
  level: boolean
  unit: boolean
  complex: boolean
  published: boolean
  /** what has been said since */
  messages: readonly CaseWords[]
}

/** What differs between a case as it was read and as it is now. */
export function changesOf(before: CaseForStaff, now: CaseForStaff): CaseChanges {
  const known = new Set(before.messages.map(({ id }) => id))
  return {
    stage: before.case.stage !== now.case.stage,
    level: before.case.level !== now.case.level,
    unit: before.case.unit !== now.case.unit,
    complex: before.case.complexReason !== now.case.complexReason,
    published: JSON.stringify(before.case.published) !== JSON.stringify(now.case.published),
    messages: now.messages.filter(({ id }) => !known.has(id)),
  }
}
