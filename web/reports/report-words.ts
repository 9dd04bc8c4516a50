import { type ReportFact, reportFacts } from '../../schema/catalog/report-facts.ts'
import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import type { MessageKey } from '../shell/words.ts'

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'report.refused.invalid',
  work_missing: 'report.refused.work',
  work_wrong: 'report.refused.work',
  work_expired: 'report.refused.work',
  work_used: 'report.refused.work',
  no_resident: 'report.refused.noResident',
  not_found: 'report.refused.notFound',
}

/** Why the worker has refused for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'report.refused.other'
}

/** Why something waits to be sent. */
export function waitingKey(problem: ProblemDetails | null): MessageKey {
  if (!problem) return 'report.waiting.offline'
  return problem.code === 'too_many' ? 'report.waiting.tooMany' : 'report.waiting.trouble'
}

/** The word of a fact, in the language of the reader. */
export function factName(fact: ReportFact, pick: (zh: string, en: string) => string): string {
  const found = reportFacts.find(({ code }) => code === fact)
  return found ? pick(found.name, found.nameEn) : ''
}
