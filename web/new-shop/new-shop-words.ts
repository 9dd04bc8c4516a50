import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import type { MessageKey } from '../shell/words.ts'

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'newShop.refused.invalid',
  work_missing: 'newShop.refused.work',
  work_wrong: 'newShop.refused.work',
  work_expired: 'newShop.refused.work',
  work_used: 'newShop.refused.work',
  no_resident: 'newShop.refused.noResident',
}

/** Why the worker has refused for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'newShop.refused.other'
}

/** Why something waits to be sent. */
export function waitingKey(problem: ProblemDetails | null): MessageKey {
  if (!problem) return 'newShop.waiting.offline'
  return problem.code === 'too_many' ? 'newShop.waiting.tooMany' : 'newShop.waiting.trouble'
}
