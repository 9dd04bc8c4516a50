import type { HoursState } from '../../schema/rules/hours/model.ts'
import { stateWords } from '../../schema/rules/hours/words.ts'
import { useWords } from '../shell/words.ts'

/** A state in two parts: what it is, and until when or from when. */
export interface StateWords {
  /** 营业中 */
  head: string
  /** 21:30 关门; empty where there is nothing to add */
  detail: string
}

/** Says states in the language of the page. */
export function useStateWords(): {
  /** @param mobile a stop: one says when it arrives and leaves, not when it opens and closes */
  stateWords: (state: HoursState, instant: number, mobile: boolean) => StateWords
} {
  const { language } = useWords()
  return { stateWords: (state, instant, _mobile) => stateWords(state, instant, language.value) }
}
