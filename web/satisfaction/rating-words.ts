import { type Grade, grades, type VoiceTag, voiceTags } from '../../schema/catalog/satisfaction.ts'
import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import { dateAt, dayName } from '../places/dates.ts'
import type { Language } from '../shell/preferences.ts'
import { type MessageKey, useWords } from '../shell/words.ts'
import type { IconName } from '../ui/icons.ts'

type Pick = (zh: string, en: string) => string

/** The word of a grade, in the language of the reader. */
export function gradeName(grade: Grade, pick: Pick): string {
  const found = grades.find((known) => known.grade === grade)
  return found ? pick(found.name, found.nameEn) : ''
}

/** The words of tags, in the order in which they are asked. */
export function tagNames(tags: readonly VoiceTag[], pick: Pick): string[] {
  return voiceTags.flatMap(({ code, name, nameEn }) => (tags.includes(code) ? [pick(name, nameEn)] : []))
}

/** Sentences one after the other, as the language sets them. */
export function sentences(language: Language, parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(language === 'en' ? ' ' : '')
}

/** The day of an instant in epoch milliseconds; of another year than this one with its year. */
export function useDayWords(): (instant: number) => string {
  const { t, language } = useWords()
  const yearOf = (instant: number) => dateAt(instant).slice(0, 4)
  return (instant) => {
    const [year, day] = [yearOf(instant), dayName(instant, language.value)]
    return year === yearOf(Date.now()) ? day : t('rating.dayOfYear', { year, day })
  }
}

/** The face that goes with a grade. */
export const faceOf = (grade: Grade): IconName => `face${grade}`

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'rating.refused.invalid',
  work_missing: 'rating.refused.work',
  work_wrong: 'rating.refused.work',
  work_expired: 'rating.refused.work',
  work_used: 'rating.refused.work',
  no_resident: 'rating.refused.noResident',
  cross_site: 'rating.refused.crossSite',
  not_found: 'rating.refused.notFound',
  key_reused: 'rating.refused.keyReused',
  complaint_open: 'rating.refused.complaintOpen',
  too_large: 'rating.refused.tooLarge',
  unsupported_media_type: 'rating.refused.format',
}

/** Why the worker has refused for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'rating.refused.format'
}

/** Why something waits to be sent. */
export function waitingKey(problem: ProblemDetails | null): MessageKey {
  if (!problem) return 'rating.waiting.offline'
  return problem.code === 'too_many' ? 'rating.waiting.tooMany' : 'rating.waiting.server'
}
