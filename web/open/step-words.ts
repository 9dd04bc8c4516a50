import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import type { OpenTallies } from '../../schema/contract/open-data.ts'
import type { Recomputed } from '../../schema/rules/tallies/recompute.ts'
import { roundPercent, useMeasureWords } from '../satisfaction/measure-words.ts'

/** A step on the way to the measure: what is done, with which numbers, and what comes of it. */
export interface Step {
  title: string
  /** in words or as a formula */
  how: string
  result: string
}

/** 87.6943%: as many decimals as it takes to follow the calculation */
export const exactPercent = (share: number) => `${(share * 100).toFixed(4)}%`

const { cellFrom, confidence, target, verdictFrom, weightCap, windowDays } = satisfactionRule

/** The limits of the measure, as its texts name them. */
export const limitWords = {
  cell: cellFrom,
  most: cellFrom - 1,
  days: windowDays,
  cap: weightCap,
  least: verdictFrom,
  confidence: roundPercent(confidence),
  target: roundPercent(target),
}

/** Decimals of numbers in a formula. */
const DECIMALS = 6

/** The steps that lead to a measure, in the language that shows. */
export function useSteps() {
  const { t, count, gradeName } = useMeasureWords()
  const number = (value: number) => Number(value.toFixed(DECIMALS)).toString()

  const peopleWords = (residents: number | null) =>
    residents === null ? t('method.fewer', limitWords) : count(residents)

  function shareStep({ rate, voices, satisfied, shares, weighting }: Recomputed): Step {
    const title = t('method.step.rate')
    const result = rate === null ? t('method.none') : exactPercent(rate)
    if (shares.length === 0) {
      return { title, how: `${count(satisfied ?? 0)} ÷ ${count(voices)}`, result }
    }
    const weight = shares.reduce((sum, share) => sum + share.weight, 0)
    const product = shares.reduce((sum, share) => sum + share.weight * share.rate, 0)
    const how =
      weighting === 'population'
        ? t('method.step.weighted', {
            areas: shares.length,
            product: number(product),
            weight: number(weight),
          })
        : t('method.step.told', limitWords)
    return { title, how, result }
  }

  /** Wilson's formula with the numbers put in, as plain text. */
  function wilson(p: number, n: number): string {
    const z = number(satisfactionRule.quantile)
    const share = number(p)
    return `(${share} + ${z}²/(2×${n}) ± ${z}×√(${share}×(1−${share})/${n} + ${z}²/(4×${n}²))) ÷ (1 + ${z}²/${n})`
  }

  function intervalStep({ rate, residents, interval }: Recomputed): Step {
    const title = t('method.step.interval', limitWords)
    if (rate === null || residents === null || !interval) {
      const few = residents === null
      return {
        title,
        how: t(few ? 'method.step.fewPeople' : 'method.step.nobody', limitWords),
        result: t('method.none'),
      }
    }
    const [low, high] = interval
    return { title, how: wilson(rate, residents), result: `${exactPercent(low)} – ${exactPercent(high)}` }
  }

  function verdictStep({ verdict, interval, residents }: Recomputed): Step {
    const [low = 0, high = 0] = interval ?? []
    return {
      title: t('method.step.verdict', limitWords),
      how: t(`method.step.because.${verdict}`, {
        ...limitWords,
        low: exactPercent(low),
        high: exactPercent(high),
        people: peopleWords(residents),
      }),
      result: t(`satisfaction.verdict.${verdict}`),
    }
  }

  /** The steps in the order in which they are taken. */
  function stepsOf(ours: Recomputed, { rows, satisfiedFrom }: OpenTallies): Step[] {
    const cells = rows.filter(({ kind }) => kind === 'counted').length
    const { voices, satisfied, residents } = ours
    return [
      { title: t('method.step.voices'), how: t('method.step.cells', { n: cells }), result: count(voices) },
      {
        title: t('method.step.satisfied'),
        how: t('method.step.from', { grade: gradeName(satisfiedFrom) }),
        result: satisfied === null ? t('method.unparted') : count(satisfied),
      },
      shareStep(ours),
      {
        title: t('method.step.residents'),
        how: t('method.step.residentsHow'),
        result: peopleWords(residents),
      },
      intervalStep(ours),
      verdictStep(ours),
    ]
  }

  return { stepsOf, number }
}
