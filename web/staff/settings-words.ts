import type { Festival } from '../../schema/rules/calendar.ts'
import { dayName, startOfDate } from '../places/dates.ts'
import { useWords } from '../shell/words.ts'

/** Days and festivals as people say them. */
export function useFestivalWords() {
  const { t, language } = useWords()

  const dayWords = (date: string) => dayName(startOfDate(date), language.value)

  /** 2月15日至2月23日, or the one day. */
  function spanWords({ from, to }: Pick<Festival, 'from' | 'to'>): string {
    return from === to
      ? dayWords(from)
      : t('settings.holidays.span', { from: dayWords(from), to: dayWords(to) })
  }

  /** 春节 2月15日至2月23日 */
  const festivalName = (festival: Festival) => `${festival.name} ${spanWords(festival)}`

  return { dayWords, spanWords, festivalName }
}
