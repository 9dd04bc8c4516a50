import type { Ref } from 'vue'
import { usePreferences } from '../shell/preferences.ts'
import { useWords } from '../shell/words.ts'
import { moves } from './place.ts'
import type { Results } from './results.ts'
import { useStateWords } from './state-words.ts'

/** How many places are read aloud: as many as one can keep in mind. */
const READ = 5

/** The first of the list as sentences, to be read aloud. */
export function useSummary(results: Ref<Results>, instant: Ref<number>): () => string {
  const { t } = useWords()
  const preferences = usePreferences()
  const { stateWords } = useStateWords()
  return () => {
    const n = results.value.open
    const heading = t(preferences.elder ? 'places.head.elder' : 'places.head.city', { n, count: n })
    const rows = results.value.places.slice(0, READ).map((place) => {
      const { label, detail } = stateWords(place.state, instant.value, moves(place))
      const walk = place.estimated ? 'aloud.minutesAbout' : 'aloud.minutes'
      const minutes = place.minutes === null ? '' : t(walk, { n: place.minutes })
      return t('aloud.row', { name: place.name, state: label, detail, minutes })
    })
    return [`${heading}。`, ...rows].join('\n')
  }
}
