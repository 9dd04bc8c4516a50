import type { ComplaintGiven, Taken } from '../../schema/contract/complaint.ts'
import type { Site } from '../guard/cookie.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Sent } from './parts.ts'
export async function takeComplaint(_c: Site, _sent: Sent<ComplaintGiven>, _key: string): Promise<Taken> {
  throw new ProblemError('unavailable')
}
