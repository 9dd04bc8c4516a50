/** Closures as the editor says them. */

import { closureDays, type Festival } from '../../schema/rules/closures.ts'
import type { Closure } from '../../schema/rules/hours/model.ts'
import { dayName, startOfDate, weekdayName } from '../places/dates.ts'
import { useWords } from '../shell/words.ts'

/** The key under which a festival's texts are. */
export const festivalKeys = { 春节: 'spring', 国庆节: 'national' } as const satisfies Record<Festival, string>

/** How dates are called in the language of the page. */
export function useClosureWords(): {
  /** `2月15日到2月23日，共 9 天` */
  daysOf: (closure: Pick<Closure, 'from' | 'to'>) => string
  /** `2月15日 周日 – 2月23日 周一`, with the year where it is not this one */
  range: (closure: Pick<Closure, 'from' | 'to'>, today: string) => string
} {
  const { t, language } = useWords()
  const day = (date: string) => dayName(startOfDate(date), language.value)

  function dated(date: string, today: string): string {
    const weekday = weekdayName(startOfDate(date), language.value)
    const year = date.slice(0, 4)
    // A line breaks between two days, not within one.
    const words = `${day(date)} ${weekday}`.replaceAll(' ', '\u00a0')
    if (year === today.slice(0, 4)) return words
    return language.value === 'en' ? `${words}\u00a0${year}` : `${year}年${words}`
  }

  return {
    daysOf: (closure) =>
      t(`merchant.closures.dates.${closure.from === closure.to ? 'day' : 'days'}`, {
        from: day(closure.from),
        to: day(closure.to),
        n: closureDays(closure),
      }),
    range: ({ from, to }, today) =>
      from === to ? dated(from, today) : `${dated(from, today)} – ${dated(to, today)}`,
  }
}
