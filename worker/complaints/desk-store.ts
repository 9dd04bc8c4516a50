import type { DeskCaseCounts, DeskCaseList, DeskCasesSearch } from '../../schema/contract/complaint-lists.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
export async function readDeskCases(
  _db: D1Database,
  _who: Who,
  _search: DeskCasesSearch,
): Promise<DeskCaseList> {
  throw new ProblemError('unavailable')
}
export async function countDeskCases(_db: D1Database, _who: Who): Promise<DeskCaseCounts> {
  throw new ProblemError('unavailable')
}
