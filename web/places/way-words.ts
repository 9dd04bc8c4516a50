import { useWords } from '../shell/words.ts'
import type { Way } from './ways.ts'

/** Metres that stairs must have to be spoken of; fewer are a kerb. */
const LEAST_STEPS = 1

/** Says how far it is, and what the way has. */
export function useWayWords(): {
  /** "走 6 分钟", with the word for an estimate where it is one */
  short: (way: Way) => string
  /** "6 分钟，430 米"; two digits at most where it is an estimate, which must not look measured */
  far: (way: Way) => string
  /** "步行 6 分钟 · 430 米 · 有台阶" */
  whole: (way: Way) => string
  /** what is on the way, in sentences; of an estimate nobody knows */
  along: (way: Way) => string[]
} {
  const { t } = useWords()

  const length = (metres: number) =>
    metres < 1000
      ? t('walking.way.metres', { metres: Math.max(10, Math.round(metres / 10) * 10) })
      : t('walking.way.kilometres', { km: (metres / 1000).toFixed(1) })
  const minutes = (way: Exclude<Way, { kind: 'none' }>) =>
    t(way.kind === 'walked' ? 'walking.way.minutes' : 'walking.way.minutesAbout', { n: way.minutes })
  const hasSteps = (way: Way) => way.kind === 'walked' && way.stepsMetres >= LEAST_STEPS

  return {
    short: (way) =>
      way.kind === 'none' ? t('walking.way.none') : t('walking.way.walk', { minutes: minutes(way) }),
    far: (way) =>
      way.kind === 'none'
        ? t('walking.way.none')
        : [minutes(way), length(way.metres)].join(t('walking.way.comma')),
    whole: (way) =>
      way.kind === 'none'
        ? t('walking.way.none')
        : [
            t('walking.way.walk', { minutes: minutes(way) }),
            length(way.metres),
            ...(hasSteps(way) ? [t('walking.way.steps')] : []),
          ].join(' · '),
    along: (way) => {
      if (way.kind === 'none') return []
      if (way.kind === 'estimated') return [t('walking.way.estimate')]
      return hasSteps(way)
        ? [t('walking.way.stepsMetres', { metres: Math.round(way.stepsMetres) })]
        : [t('walking.way.noStepsKnown')]
    },
  }
}
