import { departments } from '../../schema/catalog/complaints.ts'
import { type ProjectState, projectStates, wantOf } from '../../schema/catalog/wishes.ts'
import type { ProblemCode, ProblemDetails } from '../../schema/contract/problem.ts'
import type { Need } from '../../schema/contract/wish.ts'
import { dayName } from '../places/dates.ts'
import { useCity } from '../shell/city.ts'
import { type MessageKey, useWords } from '../shell/words.ts'

/** How the state of a project is coloured, beside its words. */
export const stateTones: Record<ProjectState, '' | 'ok' | 'warn' | 'line'> = {
  proposed: 'line',
  planned: 'warn',
  under_way: 'warn',
  done: 'ok',
  declined: '',
}

/** The names of what wishes speak of, in the language of the reader. */
export function useWishWords() {
  const { t, pick, language } = useWords()
  const city = useCity()

  const nameOf = (found: { name: string; nameEn: string } | undefined) =>
    found ? pick(found.name, found.nameEn) : ''
  const communityName = (code: string) =>
    nameOf(city.city?.communities.find((community) => community.code === code))

  /** Who sees to a project: a division by its name, or a department. */
  function unitName(unit: string): string {
    const found =
      departments.find(({ code }) => code === unit) ??
      city.city?.subdistricts.find(({ code }) => code === unit) ??
      (city.city?.code === unit ? city.city : undefined)
    return nameOf(found) || communityName(unit)
  }

  /** 2027年3月31日, of an ISO date */
  function fullDay(date: string): string {
    return t('wishes.day', {
      year: date.slice(0, 4),
      day: dayName(Date.parse(`${date}T12:00:00+08:00`), language.value),
    })
  }

  /** What there is of it now, as far as that is known. */
  function hasWords({ has, want, minutes, lacks }: Pick<Need, 'has' | 'want' | 'minutes' | 'lacks'>): string {
    if (has === null) return t('wishes.has.unknown')
    const type = wantOf(want)?.kind === 'type'
    if (has === 0 && minutes !== null) return t('wishes.has.noneNear', { minutes })
    if (has === 0) return t(type ? 'wishes.has.none' : 'wishes.has.noneOffers')
    if (lacks) return t('wishes.has.someFar', { n: has })
    return t(type ? 'wishes.has.some' : 'wishes.has.someOffer', { n: has })
  }

  return {
    communityName,
    unitName,
    fullDay,
    hasWords,
    /** without what stands in brackets: that is for choosing */
    wantName: (code: string) => nameOf(wantOf(code)).replace(/（.*）/, ''),
    stateName: (state: ProjectState) => nameOf(projectStates.find(({ code }) => code === state)),
  }
}

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  invalid_request: 'wishes.refused.invalid',
  work_missing: 'wishes.refused.work',
  work_wrong: 'wishes.refused.work',
  work_expired: 'wishes.refused.work',
  work_used: 'wishes.refused.work',
  no_resident: 'wishes.refused.noResident',
  not_found: 'wishes.refused.notFound',
}

/** Why the worker has refused for good, and what to do about it. */
export function refusalKey(problem: ProblemDetails | null): MessageKey {
  return (problem && refusals[problem.code]) ?? 'wishes.refused.other'
}

/** Why something waits to be sent. */
export function waitingKey(problem: ProblemDetails | null): MessageKey {
  if (!problem) return 'wishes.waiting.offline'
  return problem.code === 'too_many' ? 'wishes.waiting.tooMany' : 'wishes.waiting.trouble'
}
