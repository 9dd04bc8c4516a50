/** How an outlet stands with the city, and what makes it stand worse, so that whoever says so gives a reason. */

import { type CreditGrade, creditGrades, type OutletStatus, outletStatuses } from '../catalog/marks.ts'

/** How an outlet stands with the city. */
export interface Standing {
  credit: CreditGrade | null
  status: OutletStatus
}

/** What is set of many outlets at once. */
export interface ManyFields extends Standing {
  /** code of its community */
  circle: string | null
  honest: boolean
}

/** Fields with an edit of some of them; what it does not name stays. */
export function edited<Fields extends ManyFields>(
  fields: Fields,
  edit: { [Name in keyof ManyFields]?: ManyFields[Name] | undefined },
): Fields {
  const {
    circle = fields.circle,
    credit = fields.credit,
    honest = fields.honest,
    status = fields.status,
  } = edit
  return { ...fields, circle, credit, honest, status }
}

/** True when the credit grade falls, or a state further from open; a grade that was not known falls from nowhere. */
export function falls(before: Standing, after: Standing): boolean {
  const place = (grade: CreditGrade | null) => (grade === null ? null : creditGrades.indexOf(grade))
  const [from, to] = [place(before.credit), place(after.credit)]
  const worse = from !== null && to !== null && to > from
  return worse || outletStatuses.indexOf(after.status) > outletStatuses.indexOf(before.status)
}
