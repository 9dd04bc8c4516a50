import type {
  CasesSearch,
  CaseWithEvents,
  Chain,
  LedgerOfCases,
  OnTime,
} from '../../schema/contract/complaint-lists.ts'
import { ProblemError } from '../guard/problem.ts'
export async function readLedger(
  _db: D1Database,
  _search: CasesSearch,
  _now: number,
): Promise<LedgerOfCases> {
  throw new ProblemError('unavailable')
}
export async function readOnTime(_db: D1Database): Promise<OnTime> {
  throw new ProblemError('unavailable')
}
export async function readChain(_db: D1Database, _after: number): Promise<Chain> {
  throw new ProblemError('unavailable')
}
export async function isPublished(_db: D1Database, _key: string): Promise<string> {
  throw new ProblemError('unavailable')
}
export async function readShown(_db: D1Database, _id: string, _now: number): Promise<CaseWithEvents> {
  throw new ProblemError('unavailable')
}
