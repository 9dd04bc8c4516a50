/** Days and times as the week editor says them. */

import { minutesOfSpan, type WeekPlace, type WeekSpan } from '../../schema/rules/hours/week-model.ts'
import { weekdayName } from '../../schema/rules/hours/words.ts'
import { hoursLanguage } from '../places/state-words.ts'
import { useWords } from '../shell/words.ts'

const MIDNIGHT = 1440

/** `8:00` of `08:00` */
export function shortTime(clock: string): string {
  return clock.replace(/^0(?=\d)/, '')
}

/** Whether a span ends at midnight or in the night after it; null where it ends on its day. */
export function nightEnd(span: WeekSpan): 'midnight' | 'night' | null {
  const end = minutesOfSpan(span)?.to ?? 0
  if (end <= MIDNIGHT) return end === MIDNIGHT ? 'midnight' : null
  return 'night'
}

/** How days are called in the language of the page. */
export function useDayNames(): {
  dayName: (place: WeekPlace) => string
  /** the day on which its nights end */
  nextDayName: (place: WeekPlace) => string
  /** several days, one after the other */
  dayNames: (days: readonly number[]) => string
} {
  const { t, language } = useWords()
  const name = (day: number) => weekdayName((day % 7) + 1, hoursLanguage(language.value))
  return {
    dayName: (place) => (place === 'holidays' ? t('merchant.week.holidays') : name(place)),
    nextDayName: (place) => (place === 'holidays' ? t('merchant.week.span.nextDay') : name(place + 1)),
    dayNames: (days) => days.map(name).join(t('merchant.week.comma')),
  }
}
