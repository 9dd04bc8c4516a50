import { useGoalWords } from '../assessment/goal-words.ts'
import { roundPercent } from '../satisfaction/measure-words.ts'
import type { StandardChange } from './standard-draft.ts'

/** What changes in a standard, as people say it. */
export function useStandardWords() {
  const words = useGoalWords()
  const { t, typeName } = words

  /** 药店：10 分钟 → 15 分钟 */
  function changeWords(change: StandardChange): string {
    const between = (what: string, before: string, after: string) =>
      t('standard.changes.between', { what, before, after })
    switch (change.kind) {
      case 'share':
        return between(t('standard.share'), roundPercent(change.before), roundPercent(change.after))
      case 'atLeast':
        return between(
          t(`standard.changes.atLeast.${change.level}`),
          String(change.before),
          String(change.after),
        )
      case 'limit':
        return between(
          typeName(change.type),
          t('standard.minutes', { n: change.before }),
          t('standard.minutes', { n: change.after }),
        )
      case 'demand':
        return between(
          `${typeName(change.type)} · ${t(`goals.levels.${change.level}`)}`,
          t(`standard.demands.${change.before}`),
          t(`standard.demands.${change.after}`),
        )
    }
  }

  return { ...words, changeWords }
}
