import { CONFIRM_AFTER_DAYS } from '../../schema/catalog/listing-fields.ts'
import type { CircleOutlet } from '../../schema/contract/circle.ts'
import { dayOf, dayOfIso } from '../../schema/rules/hours/days.ts'
import { readHours } from '../../schema/rules/hours/evaluate.ts'
import { describe } from '../../schema/rules/hours/words.ts'
import { dateAt, dayName, startOfDate } from '../places/dates.ts'
import { typeOf } from '../places/place.ts'
import { hoursLanguage } from '../places/state-words.ts'
import { useWords } from '../shell/words.ts'
import type { WalkTold } from './booklet.ts'

/** A fact as paper tells it. */
export type Sign = 'yes' | 'no' | 'unknown'

/** Whether somebody has said that it is right, and need not be asked again at an instant. */
export function isFresh({ confirmedAt }: Pick<CircleOutlet, 'confirmedAt'>, at: number): boolean {
  return confirmedAt !== null && dayOf(at) - dayOfIso(confirmedAt) < CONFIRM_AFTER_DAYS
}

export function signOf(value: boolean | null): Sign {
  if (value === null) return 'unknown'
  return value ? 'yes' : 'no'
}

/** What a booklet says, in words that need no screen and no colour. */
export function useBookletWords() {
  const { t, pick, language } = useWords()

  /** A type's name as the plan has it. */
  function typeName(code: string): string {
    const type = typeOf(code)
    return pick(type.name, type.nameEn)
  }

  /** `2026年11月26日`; years are said, because paper grows old. */
  function date(instant: number): string {
    const year = dateAt(instant).slice(0, 4)
    const day = dayName(instant, language.value)
    return pick(`${year}年${day}`, `${day} ${year}`)
  }

  function walk(told: WalkTold | null): string {
    if (!told) return ''
    return t(told.estimated ? 'paper.entry.about' : 'paper.entry.walk', { n: told.minutes })
  }

  /** Opening hours as a sentence; null where they are not known or cannot be read. */
  function hours(expression: string | null): string | null {
    const read = expression === null ? null : readHours(expression)
    if (!read?.ok) return null
    const said = describe(read.schedule, hoursLanguage(language.value))
    return said.charAt(0).toUpperCase() + said.slice(1)
  }

  /** A closure that holds or is to come: `2月5日至2月8日休息（春节）`. */
  function closure({ from, to, reason }: CircleOutlet['closures'][number]): string {
    const day = (iso: string) => dayName(startOfDate(iso), language.value)
    const days =
      from === to
        ? t('paper.entry.closureDay', { from: day(from) })
        : t('paper.entry.closure', { from: day(from), to: day(to) })
    return reason ? days + t('paper.entry.because', { reason }) : days
  }

  /** Sentences one after the other: Chinese has no space between them. */
  const sentences = (...said: readonly (string | null | undefined | false)[]) =>
    said.filter((one) => typeof one === 'string' && one !== '').join(pick('', ' '))

  return { t, pick, language, sentences, typeName, date, walk, hours, closure }
}
