import type { CaseAct, CaseForStaff } from '../../schema/contract/complaint.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import type { Sent } from './parts.ts'
export function versionOf(_c: Site): number {
  throw new ProblemError('unavailable')
}
export async function caseForStaff(_db: D1Database, _who: Who, _id: string): Promise<CaseForStaff> {
  throw new ProblemError('unavailable')
}
export async function actOnCase(
  _c: Site,
  _who: Who,
  _act: Sent<CaseAct> & { id: string; version: number; key: string },
): Promise<CaseForStaff> {
  throw new ProblemError('unavailable')
}
export async function photoForStaff(
  _db: D1Database,
  _who: Who,
  _id: string,
  _photo: string,
): Promise<string> {
  throw new ProblemError('unavailable')
}
