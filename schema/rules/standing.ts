/** What makes an outlet stand worse than before, so that whoever says so gives a reason. */

import { type CreditGrade, creditGrades, type OutletStatus, outletStatuses } from '../catalog/marks.ts'

/** How an outlet stands with the city. */
export interface Standing {
  credit: CreditGrade | null
  status: OutletStatus
}

/** True when the credit grade falls, or a state further from open; a grade that was not known falls from nowhere. */
export function falls(before: Standing, after: Standing): boolean {
  const place = (grade: CreditGrade | null) => (grade === null ? null : creditGrades.indexOf(grade))
  const [from, to] = [place(before.credit), place(after.credit)]
  const worse = from !== null && to !== null && to > from
  return worse || outletStatuses.indexOf(after.status) > outletStatuses.indexOf(before.status)
}
