import type { HoursState } from '../../schema/rules/hours/model.ts'
import {
  type HoursLanguage,
  momentName,
  type StateWords,
  stateWords,
} from '../../schema/rules/hours/words.ts'
import type { Language } from '../shell/preferences.ts'
import { useWords } from '../shell/words.ts'

/** The language in which opening hours are said. */
export function hoursLanguage(language: Language): HoursLanguage {
  return language === 'en' ? 'en' : 'zh'
}

/** Says states in the language of the page. */
export function useStateWords(): {
  /** @param moves a stop of something that drives: it arrives and leaves, where a shop opens and closes */
  stateWords: (state: HoursState, instant: number, moves: boolean) => StateWords
} {
  const { t, language } = useWords()

  /** When a vehicle comes or goes; null where the hours' own words say it as well. */
  function journey(state: HoursState, instant: number): string | null {
    const speak = hoursLanguage(language.value)
    if (state.kind === 'closed' && state.opens !== null)
      return t('places.stop.arrives', { when: momentName(state.opens, instant, speak) })
    if ((state.kind === 'open' || state.kind === 'closing') && state.until !== null)
      return t('places.stop.leaves', { when: momentName(state.until, instant, speak) })
    return null
  }

  return {
    stateWords: (state, instant, moves) => {
      const words = stateWords(state, instant, hoursLanguage(language.value))
      const detail = moves ? journey(state, instant) : null
      return detail === null ? words : { ...words, detail }
    },
  }
}
