/** The measure as the API answers it: what is counted, put through the rules. */

import { type SatisfiedFrom, satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import { COMMENTS_A_PAGE } from '../../schema/contract/limits.ts'
import type { Voices } from '../../schema/contract/rating.ts'
import type {
  CommunityMeasureList,
  MeasureAnswer,
  MeasureDefinition,
  Survey,
  SurveyAnswer,
  Trend,
} from '../../schema/contract/satisfaction.ts'
import {
  emptyTally,
  type Measure,
  measureOf,
  type Period,
  populationWeights,
  showsDistribution,
  voicesFrom,
  voicesOf,
  wholeCells,
} from '../../schema/rules/satisfaction.ts'
import { dayAt } from '../guard/time.ts'
import {
  type Counted,
  distributionOf,
  type readSurveys,
  type readVoices,
  type Scope,
} from './measure-store.ts'

/** By what it is measured. */
export function definitionOf(satisfiedFrom: SatisfiedFrom): MeasureDefinition {
  const { target, confidence, verdictFrom } = satisfactionRule
  return { satisfiedFrom, target, confidence, verdictFrom }
}

/** The numbers without what only a single measure tells. */
function numbersOf({ distribution: _, weighting: __, interval, ...numbers }: Measure) {
  return { ...numbers, interval: interval && pair(interval) }
}

const pair = ([low, high]: readonly [number, number]): [number, number] => [low, high]

function measureIn(counted: Counted, period: string): Measure {
  return measureOf(
    counted.tallies.get(period) ?? emptyTally,
    counted.satisfiedFrom,
    counted.communities.get(period),
  )
}

/** `GET /api/satisfaction` */
export function measureAnswer(
  counted: Counted,
  { scope, id }: Scope,
  period: Period,
  asOf: string,
): MeasureAnswer {
  const measure = measureIn(counted, period.name)
  const [g1, g2, g3, g4, g5] = measure.distribution
  return {
    ...frameOf(counted, period, asOf),
    scope,
    id: scope === 'city' ? null : id,
    ...numbersOf(measure),
    distribution: showsDistribution(scope, measure.residents) ? [g1, g2, g3, g4, g5] : null,
    byPoster: wholeCells(counted.tallies.get(period.name)?.poster ?? 0),
    weighting: measure.weighting,
  }
}

function frameOf({ sample, revision, satisfiedFrom }: Counted, { name, from, to }: Period, asOf: string) {
  return { sample, revision, period: name, from, to, definition: definitionOf(satisfiedFrom), asOf }
}

/** `GET /api/satisfaction/communities` */
export function communitiesAnswer(counted: Counted, period: Period, asOf: string): CommunityMeasureList {
  const communities = counted.communities.get(period.name) ?? []
  const weights = populationWeights(communities)
  return {
    ...frameOf(counted, period, asOf),
    weighting: weights ? 'population' : 'pooled',
    communities: communities.map(({ code, tally, population, populationSource }) => ({
      code,
      ...numbersOf(measureOf(tally, counted.satisfiedFrom)),
      population,
      populationSource,
      weight: weights?.get(code) ?? null,
    })),
  }
}

/** `GET /api/satisfaction/trend` */
export function trendAnswer(
  counted: Counted,
  { scope, id }: Scope,
  months: readonly string[],
  asOf: string,
): Trend {
  const measures = months.map((month) => ({ month, measure: measureIn(counted, month) }))
  return {
    sample: counted.sample,
    revision: counted.revision,
    scope,
    id: scope === 'city' ? null : id,
    definition: definitionOf(counted.satisfiedFrom),
    asOf,
    weighting: measures[0]?.measure.weighting ?? 'pooled',
    months: measures.map(({ month, measure }) => ({ month, ...numbersOf(measure) })),
  }
}

/** `GET /api/satisfaction/surveys`: the same arithmetic, on the people who were asked. */
export function surveysAnswer(read: Awaited<ReturnType<typeof readSurveys>>): SurveyAnswer {
  const { sample, revision, satisfiedFrom, surveys } = read
  return {
    sample,
    revision,
    definition: definitionOf(satisfiedFrom),
    surveys: surveys.map((row): Survey => {
      const distribution = distributionOf(row)
      const residents = voicesOf(distribution)
      const { rate, strictRate, interval, verdict } = measureOf(
        { distribution, residents, held: 0 },
        satisfiedFrom,
      )
      const { id, date, method, g1, g2, g3, g4, g5 } = row
      return {
        id,
        date,
        method,
        residents,
        distribution: [g1, g2, g3, g4, g5],
        rate,
        strictRate,
        interval: interval && pair(interval),
        verdict,
      }
    }),
  }
}

/** `GET /api/ratings`: tags that recur, by the official definition of satisfied, and a page of approved comments. */
export function voicesAnswer(read: Awaited<ReturnType<typeof readVoices>>): Voices {
  const { sample, revision, satisfiedFrom, tags, comments } = read
  const page = comments.slice(0, COMMENTS_A_PAGE)
  const last = page.at(-1)
  return {
    sample,
    revision,
    tags: tags
      .map((row) => {
        const distribution = distributionOf(row)
        const satisfied = voicesFrom(distribution, satisfiedFrom)
        return { tag: row.tag, satisfied, dissatisfied: voicesOf(distribution) - satisfied }
      })
      .filter(({ satisfied, dissatisfied }) => satisfied + dissatisfied >= satisfactionRule.tagFrom)
      .sort((a, b) => b.satisfied + b.dissatisfied - (a.satisfied + a.dissatisfied)),
    comments: page.map(({ reply, repliedAt, ...row }) => ({
      ...row,
      comment: row.comment ?? '',
      reply: reply === null || repliedAt === null ? null : { text: reply, on: dayAt(Date.parse(repliedAt)) },
    })),
    next: last && comments.length > page.length ? `${last.on}.${last.id}` : null,
  }
}
