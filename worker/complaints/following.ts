import type { CaseOfMine } from '../../schema/contract/complaint.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Sent } from './parts.ts'
export async function caseOf(_c: Site): Promise<CaseOfMine> {
  throw new ProblemError('unavailable')
}
export async function addToCase(_c: Site, _sent: Sent<{ text: string }>, _key: string): Promise<CaseOfMine> {
  throw new ProblemError('unavailable')
}
export async function confirmCase(_c: Site, _given: { grade: number }, _key: string): Promise<CaseOfMine> {
  throw new ProblemError('unavailable')
}
export async function reopenCase(_c: Site, _given: { text: string }, _key: string): Promise<CaseOfMine> {
  throw new ProblemError('unavailable')
}
export async function photoOf(_c: Site, _photo: string): Promise<string> {
  throw new ProblemError('unavailable')
}
