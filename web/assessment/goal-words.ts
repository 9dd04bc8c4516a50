import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { CircleStandard, LevelRule } from '../../schema/catalog/standard.ts'
import type { CircleAssessment } from '../../schema/contract/assessment.ts'
import { shareTolerance } from '../../schema/rules/assessment/level.ts'
import { clockTime, dayName } from '../places/dates.ts'
import { typeOf } from '../places/place.ts'
import { useMeasureWords } from '../satisfaction/measure-words.ts'
import { useWords } from '../shell/words.ts'

/**
 * A share in whole per cent, rounded down: what is not enough is never told as what would be. What is not nothing is not
 * told as nothing.
 */
export function wholePercent(share: number): string {
  const told = Math.floor((share + shareTolerance) * 100)
  return `${told === 0 && share > 0 ? 1 : told}%`
}

/** Names of types, levels and moments of an assessment in the language that shows. */
export function useGoalWords() {
  const { t, pick, language } = useWords()
  const { day } = useMeasureWords()

  const typeName = (code: string) => {
    const { short, shortEn } = typeOf(code)
    return pick(short, shortEn)
  }
  const typeNames = (codes: readonly string[]) => codes.map(typeName).join(t('goals.method.between'))

  /**
   * What a circle needs for its next level: 洗衣、维修, or 从理发、洗衣、药店里补 where some of them are enough.
   * @param most names that are told
   */
  function missingWords({ missing, wanting }: CircleAssessment, most = missing.length): string {
    const names = typeNames(missing.slice(0, most))
    const types = missing.length > most ? `${names}${t('goals.table.more', { n: missing.length })}` : names
    return missing.length > wanting ? t('goals.table.from', { types }) : types
  }

  /** 11月26日 14:05 */
  function moment(instant: string): string {
    const at = Date.parse(instant)
    return `${dayName(at, language.value)} ${clockTime(at)}`
  }

  /** What a level asks for: 药店、早餐店都要有，便利店、超市里至少有 10 类 */
  function demandWords({ types, atLeast }: LevelRule): string {
    const of = (demand: string) =>
      outletTypes.map(({ code }) => code).filter((code) => types[code] === demand)
    const required = of('required')
    const counted = of('counted')
    return [
      ...(required.length > 0 ? [t('goals.method.required', { types: typeNames(required) })] : []),
      ...(atLeast > 0 ? [t('goals.method.counted', { types: typeNames(counted), n: atLeast })] : []),
    ].join(t('goals.method.and'))
  }

  /** The minutes of each type, types of equal minutes together. */
  function limitWords({ limits }: Pick<CircleStandard, 'limits'>): string {
    const minutes = [...new Set(Object.values(limits))].toSorted((one, other) => one - other)
    return minutes
      .map((limit) => {
        const types = outletTypes.map(({ code }) => code).filter((code) => limits[code] === limit)
        return t('goals.method.limit', { types: typeNames(types), minutes: limit })
      })
      .join(t('goals.method.and'))
  }

  return { t, pick, language, day, typeName, typeNames, missingWords, moment, demandWords, limitWords }
}
