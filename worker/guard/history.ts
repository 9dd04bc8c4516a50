/** The history that nobody can change: who did what to what, when, before and after. */

import type { ChangeSubject } from '../../schema/catalog/change-subjects.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { instant } from './time.ts'

/**
 * A row of the history.
 * @param actor an account, or `command`
 * @param before what it was, without a password, a code or a secret; null for what was not there
 */
export function noteAct(
  actor: string,
  now: number,
  subject: { kind: ChangeSubject; id: string },
  before: object | null,
  after: object | null,
): Statement {
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value))
  return statement(
    'INSERT INTO change (at, actor, subject_kind, subject, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
    instant(now),
    actor,
    subject.kind,
    subject.id,
    json(before),
    json(after),
  )
}
