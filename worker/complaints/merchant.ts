import type { CaseToMerchant } from '../../schema/contract/complaint.ts'
import type { CasesToMerchant } from '../../schema/contract/complaint-lists.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
export async function casesOn(_db: D1Database, _outlet: string): Promise<CasesToMerchant> {
  throw new ProblemError('unavailable')
}
export async function respond(
  _c: Site,
  _who: Who,
  _said: { outlet: string; id: string; text: string; key: string },
): Promise<CaseToMerchant> {
  throw new ProblemError('unavailable')
}
export async function photoOn(
  _db: D1Database,
  _outlet: string,
  _id: string,
  _photo: string,
): Promise<string> {
  throw new ProblemError('unavailable')
}
