import { useWords } from '../shell/words.ts'
import { clockTime, dateAt, dayName, daysSince, weekdayName } from './dates.ts'
import { useNow } from './now.ts'
import { type Search, shanghaiLocal } from './search-address.ts'

/** Says the moment that a list is told for. */
export function useInstantWords(): {
  /** "周二 20:36", and with its date when that is not this week */
  moment: (search: Pick<Search, 'at'>, instant: number) => string
  /** "现在" or the moment */
  choice: (search: Pick<Search, 'at'>, instant: number) => string
} {
  const { t, language } = useWords()
  const now = useNow()

  function moment({ at }: Pick<Search, 'at'>, instant: number): string {
    const weekday = weekdayName(instant, language.value)
    const time = clockTime(instant)
    if (at === null || Math.abs(daysSince(dateAt(instant), now.value)) < 6) return `${weekday} ${time}`
    return t('places.time.at', { day: dayName(instant, language.value), weekday, time })
  }

  return {
    moment,
    choice: (search, instant) => (search.at === null ? t('places.time.now') : moment(search, instant)),
  }
}

/** This evening at nine, in Asia/Shanghai; tomorrow's once it has passed. */
export function tonight(now: number): string {
  return nextAt('21:00', now)
}

/** The next morning at seven. */
export function tomorrowMorning(now: number): string {
  return `${dateAt(now + 86_400_000)}T07:00`
}

function nextAt(time: string, now: number): string {
  const today = `${dateAt(now)}T${time}`
  return shanghaiLocal(now) < today ? today : `${dateAt(now + 86_400_000)}T${time}`
}
