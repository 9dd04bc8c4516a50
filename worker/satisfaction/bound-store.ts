/**
 * What a complaint does to its voice (product.md, "Satisfaction"): it is one of grade 2 from filing until its handling is
 * graded, and as long binds it, so that its resident cannot say something else on the subject. How many complaints bind a
 * voice, triggers count (schema/migrations/0011_complaints.sql).
 */

import { complaintRule } from '../../schema/catalog/complaints.ts'
import type { Grade } from '../../schema/catalog/satisfaction.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import type { Rows } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { dayAt, instant } from '../guard/time.ts'
import type { Act } from './store.ts'

/** How many complaints bind the voice of a resident on a subject, as `bound`. */
export function readBound({ resident, subject }: Act): Statement {
  return statement(
    'SELECT bound FROM voice WHERE resident = ?1 AND kind = ?2 AND subject = ?3',
    resident,
    subject.kind,
    subject.id,
  )
}

const complaintOpen = () =>
  new ProblemError('complaint_open', {
    detail: 'Your complaint on this is open. Grade its handling there, once it is resolved.',
  })

/** @throws ProblemError `complaint_open` while a complaint binds the voice that {@link readBound} gave */
export function refuseBound(rows: Rows | undefined): void {
  if (Number(rows?.[0]?.['bound'] ?? 0) > 0) throw complaintOpen()
}

/** @throws ProblemError `complaint_open` for what the database refuses, because a complaint has come meanwhile */
export function tellBound(error: unknown): never {
  const bound = error instanceof Error && error.message.includes('a complaint on it is open')
  throw bound ? complaintOpen() : error
}

/** Gives a voice the grade of a complaint's handling, unless another complaint still binds it. */
export function gradeVoice(id: string, grade: Grade, now: number): Statement {
  return statement(
    `UPDATE voice SET grade = ?2, day = ?3, recent = 1, at = ?4, changed_at = ?4, changed_by = 'complaint'
      WHERE id = ?1 AND bound = 0`,
    id,
    grade,
    dayAt(now),
    instant(now),
  )
}

/** Makes a voice one of grade 2 again, whatever its resident has said since, because the complaint is open again. */
export function regradeVoice(id: string, now: number): Statement {
  return statement(
    `UPDATE voice SET grade = ?2, withdrawn = 0, day = ?3, recent = 1, at = ?4, changed_at = ?4, changed_by = 'complaint'
      WHERE id = ?1 AND (grade <> ?2 OR withdrawn = 1)`,
    id,
    complaintRule.grade,
    dayAt(now),
    instant(now),
  )
}

/** Takes a voice along with a complaint that was abuse, unless another complaint still binds it. */
export function withdrawBound(id: string, now: number): Statement {
  return statement(
    `UPDATE voice SET withdrawn = 1, comment = NULL, comment_state = 'none', changed_at = ?2, changed_by = 'complaint'
      WHERE id = ?1 AND bound = 0 AND withdrawn = 0`,
    id,
    instant(now),
  )
}
