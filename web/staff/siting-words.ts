import type { DemandUnit } from '../../schema/rules/siting/study.ts'
import { useGoalWords, wholePercent } from '../assessment/goal-words.ts'
import { useCity } from '../shell/city.ts'
import { useNeeds } from '../wishes/needs.ts'
import type { CommunityEffect } from './what-if-effects.ts'

/** Numbers and names of a study in the language that shows. */
export function useSitingWords() {
  const words = useGoalWords()
  const { t, pick, language } = words
  const city = useCity()
  const needs = useNeeds()

  function communityName(code: string): string {
    const known = city.city?.communities.find((one) => one.code === code)
    return known ? pick(known.name, known.nameEn) : code
  }

  /** An amount of demand: 312 户; of communities with a tenth, because shares of them are added. */
  function amount(weight: number, unit: DemandUnit): string {
    const digits = unit === 'communities' ? 1 : 0
    const n = new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(weight)
    return t(`siting.amount.${unit}`, { n })
  }

  /** How many residents of a community want the type; null while that is not known. */
  const supportersOf = (community: string, type: string): number | null =>
    needs.needs && (needs.of(community, type)?.supporters ?? 0)

  /** 12 人, or that nobody has asked for it. */
  function wishWords(community: string, type: string): string {
    const n = supportersOf(community, type)
    if (n === null) return '—'
    return n > 0 ? t('siting.now.people', { n }) : t('siting.now.nobody')
  }

  /** What becomes of the community: it newly has the type, or not yet, or had it. */
  function resultWords({ met }: CommunityEffect): string {
    if (met.before) return t('siting.gains.had')
    return t(met.after ? 'siting.gains.met' : 'siting.gains.still')
  }

  /** Levels before and after; empty where nothing changes. */
  function levelWords({ level }: CommunityEffect): string {
    if (level.before === level.after) return ''
    return t('siting.gains.level', {
      before: t(`goals.levels.${level.before}`),
      after: t(`goals.levels.${level.after}`),
    })
  }

  return { ...words, communityName, amount, supportersOf, wishWords, resultWords, levelWords, wholePercent }
}
