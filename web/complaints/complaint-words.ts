import {
  type ComplaintLevel,
  complaintKinds,
  complaintStages,
  departments,
  transferTargets,
} from '../../schema/catalog/complaints.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import { dateAt, dayName } from '../places/dates.ts'
import type { ApiFailure } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { type MessageKey, useWords } from '../shell/words.ts'

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'complaints.refused.invalid',
  work_missing: 'complaints.refused.work',
  work_wrong: 'complaints.refused.work',
  work_expired: 'complaints.refused.work',
  work_used: 'complaints.refused.work',
  no_resident: 'complaints.refused.noResident',
  not_found: 'complaints.refused.notFound',
  key_reused: 'complaints.refused.again',
  too_large: 'complaints.refused.tooLarge',
  photo_wrong: 'complaints.refused.photo',
  photo_metadata: 'complaints.refused.photo',
}

/** Why the worker has refused to file it for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'complaints.refused.other'
}

/** Why something waits to be sent. */
export function waitingKey(problem: ProblemDetails | null): MessageKey {
  if (!problem) return 'complaints.waiting.offline'
  return problem.code === 'too_many' ? 'complaints.waiting.tooMany' : 'complaints.waiting.trouble'
}

/** Why an act on one's own case was not taken. What was written is kept in every case. */
export function actFailureKey({ kind, problem }: ApiFailure): MessageKey {
  if (kind === 'offline') return 'complaints.failed.offline'
  switch (problem?.code) {
    case 'not_now':
      return 'complaints.failed.notNow'
    case 'too_many':
    case 'unavailable':
      return 'complaints.failed.tooMany'
    case 'photo_wrong':
    case 'photo_metadata':
      return 'complaints.refused.photo'
    case 'invalid_request':
      return 'complaints.refused.invalid'
    default:
      return 'complaints.failed.trouble'
  }
}

/** The word of what a complaint is about. */
export function useKindWords(): (kind: string) => string {
  const { pick } = useWords()
  return (kind) => {
    const found = complaintKinds.find(({ code }) => code === kind)
    return found ? pick(found.name, found.nameEn) : kind
  }
}

/** The word of where a case stands. */
export function useStageWords(): (stage: Case['stage']) => string {
  const { pick } = useWords()
  return (stage) => {
    const found = complaintStages.find(({ code }) => code === stage)
    return found ? pick(found.name, found.nameEn) : stage
  }
}

/** The day on which a period ends: it runs out at the midnight after it. */
export const lastDayOf = (until: string) => Date.parse(until) - 1

/** "11月20日", of an instant in epoch milliseconds; of another year than this one with its year. */
export function useDay(): (instant: number) => string {
  const { t, language } = useWords()
  return (instant) => {
    const [year, day] = [dateAt(instant).slice(0, 4), dayName(instant, language.value)]
    return year === dateAt(Date.now()).slice(0, 4) ? day : t('complaints.dayOfYear', { year, day })
  }
}

/** Names of who sees to a case: a division, a department, or the level that has it. */
export function useUnitWords(): {
  /** who is responsible; null until somebody is */
  unit: (unit: string | null) => string | null
  /** the division that a level is, for a case */
  level: (subject: Pick<Case, 'community'>, level: ComplaintLevel) => string
  /** where a case has been transferred to */
  target: (to: string | null) => string
} {
  const { t, pick } = useWords()
  const city = useCity()

  function division(code: string): string | null {
    const found = [...(city.city?.communities ?? []), ...(city.city?.subdistricts ?? [])].find(
      (one) => one.code === code,
    )
    if (found) return pick(found.name, found.nameEn)
    return city.city?.code === code ? t('complaints.levels.city') : null
  }

  function level(subject: Pick<Case, 'community'>, at: ComplaintLevel): string {
    const { community } = subject
    if (at === 'city' || community === null) return t('complaints.levels.city')
    if (at === 'community') return division(community.code) ?? community.name
    return division(community.code.slice(0, 9)) ?? t('complaints.levels.subdistrict')
  }

  return {
    unit: (code) => {
      if (code === null) return null
      const department = departments.find((one) => one.code === code)
      return department ? pick(department.name, department.nameEn) : (division(code) ?? code)
    },
    level,
    target: (to) => {
      const found = transferTargets.find(({ code }) => code === to)
      return found ? pick(found.name, found.nameEn) : t('complaints.mine.elsewhere')
    },
  }
}
