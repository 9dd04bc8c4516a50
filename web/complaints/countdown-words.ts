import { computed } from 'vue'
import { type Countdown, countdownInDays, countdownOf } from '../../schema/rules/complaints/countdown.ts'
import { useNow } from '../places/now.ts'
import { usePlaces } from '../places/store.ts'
import { useWords } from '../shell/words.ts'

/** A countdown in words, and whether it is to be marked. */
export interface CountdownWords {
  words: string
  urgency: 'late' | 'today' | null
}

/**
 * Counts down in words, anew as time goes on. The words come with `withWords('countdown', …)`; the city's calendar is
 * the caller's to load.
 */
export function useCountdown() {
  const { t } = useWords()
  const now = useNow()
  const places = usePlaces()
  const calendar = computed(() => places.calendar)

  function told(countdown: Countdown): CountdownWords {
    switch (countdown.left) {
      case 'today':
        return { words: t('countdown.today'), urgency: 'today' }
      case 'late':
        return { words: t('countdown.late', { n: countdown.days }), urgency: 'late' }
      case 'days':
        return { words: t('countdown.days', { n: countdown.days }), urgency: null }
      case 'working_days':
        return { words: t('countdown.workingDays', { n: countdown.days }), urgency: null }
    }
  }
  return {
    /** to a limit that staff must keep, in working days; an ISO instant */
    limit: (until: string) => told(countdownOf(Date.parse(until), now.value, calendar.value)),
    /** to the complainant's own, in days; an ISO instant */
    reply: (until: string) => told(countdownInDays(Date.parse(until), now.value)),
  }
}
