/** `/api/satisfaction`: the measure against 85 %, as everyone may see and check it. */

import * as v from 'valibot'
import { measureScopes, satisfactionRule, satisfiedFromChoices, verdicts } from '../catalog/satisfaction.ts'
import { rollingPeriod } from '../rules/satisfaction.ts'
import { TREND_MONTHS_MAX } from './limits.ts'
import { CommunityCodeShape, DateShape, InstantShape } from './values.ts'

const { target, confidence, verdictFrom, distributionFrom, strictFrom, weightCap, windowDays, cellFrom } =
  satisfactionRule
const percent = (share: number) => `${Math.round(share * 100)} %`

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const DistributionShape = v.pipe(
  v.strictTuple([Count, Count, Count, Count, Count]),
  v.description('voices by grade, grade 1 first'),
)

/** The numbers of one scope in one period. */
const numbers = {
  rate: v.pipe(
    v.nullable(Share),
    v.description('satisfied voices ÷ all voices, by `definition`; null without voices'),
  ),
  strictRate: v.pipe(v.nullable(Share), v.description(`the same counting only grade ${strictFrom} and up`)),
  voices: v.pipe(Count, v.description('the latest grade of each resident on each subject')),
  residents: v.pipe(Count, v.description('distinct residents: the n of the interval')),
  interval: v.pipe(
    v.nullable(v.strictTuple([Share, Share])),
    v.description(
      `Wilson interval of \`rate\`, ${percent(confidence)}, on \`residents\`; null without voices`,
    ),
  ),
  verdict: v.pipe(
    v.picklist(verdicts),
    v.description(
      `\`met\`: the lower end is at least ${percent(target)}; \`not_met\`: the upper end is below; \`undecided\`: between; \`too_few\`: under ${verdictFrom} residents`,
    ),
  ),
  heldBack: v.pipe(Count, v.description('suspicious voices that staff have not looked at yet; not counted')),
}

/** By what it is measured, so that a number is never without its definition. */
export const DefinitionShape = v.strictObject({
  satisfiedFrom: v.pipe(
    v.picklist(satisfiedFromChoices),
    v.description('the grade from which a voice counts as satisfied'),
  ),
  target: Share,
  confidence: Share,
  verdictFrom: v.pipe(Count, v.description('residents below which there is no verdict')),
})

const PeriodName = v.pipe(
  v.string(),
  v.description(`\`${rollingPeriod}\`, a quarter such as \`2026Q3\`, or a month such as \`2026-11\``),
)

const frame = {
  sample: v.boolean(),
  revision: v.number(),
  period: PeriodName,
  from: DateShape,
  to: v.pipe(DateShape, v.description('the last day, inclusive')),
  definition: DefinitionShape,
  asOf: v.pipe(InstantShape, v.description('when this was read')),
}

const Weighting = v.pipe(
  v.picklist(['pooled', 'population']),
  v.description(
    `\`population\`: the mean of the communities by population, none above ${weightCap} times the mean; \`pooled\`: all voices alike`,
  ),
)

export const MeasurePublic = v.strictObject({
  ...frame,
  scope: v.picklist(measureScopes),
  id: v.pipe(v.nullable(v.string()), v.description('code or identifier; null for the city')),
  ...numbers,
  distribution: v.pipe(
    v.nullable(DistributionShape),
    v.description(`voices by grade, grade 1 first; null for an outlet below ${distributionFrom} residents`),
  ),
  byPoster: v.pipe(
    Count,
    v.description(
      `voices that came by the QR code of a poster, at least: in whole ${cellFrom}s, so that no smaller number can be worked out`,
    ),
  ),
  weighting: Weighting,
})

export const CommunityMeasures = v.strictObject({
  ...frame,
  weighting: Weighting,
  communities: v.array(
    v.strictObject({
      code: CommunityCodeShape,
      ...numbers,
      population: v.pipe(
        v.nullable(Count),
        v.description('people who live there; null where nobody has entered it'),
      ),
      populationSource: v.nullable(v.string()),
      weight: v.pipe(
        v.nullable(v.number()),
        v.description(
          'what its rate weighs in the city’s: ∑ weight × rate ÷ ∑ weight, over the communities with voices; null when pooled',
        ),
      ),
    }),
  ),
})

export const TrendPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  scope: v.picklist(measureScopes),
  id: v.nullable(v.string()),
  definition: DefinitionShape,
  asOf: InstantShape,
  weighting: Weighting,
  months: v.pipe(
    v.array(v.strictObject({ month: v.string(), ...numbers })),
    v.description('each month’s own voices, the oldest first; the last month is not over'),
  ),
})

/** A survey of a sample that staff have entered, shown beside the measure. */
export const SurveyPublic = v.strictObject({
  id: v.string(),
  date: DateShape,
  method: v.pipe(v.string(), v.description('how people were chosen and asked')),
  residents: v.pipe(Count, v.description('people asked')),
  distribution: DistributionShape,
  rate: v.nullable(Share),
  strictRate: v.nullable(Share),
  interval: v.nullable(v.strictTuple([Share, Share])),
  verdict: v.picklist(verdicts),
})

export const SurveyList = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  definition: DefinitionShape,
  surveys: v.array(SurveyPublic),
})

const scope = v.optional(
  v.pipe(v.picklist(measureScopes), v.description('of what'), v.examples(['city'])),
  'city',
)
const id = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[0-9A-Za-z]{6,16}$/, 'give the code of a division or the identifier of an outlet'),
    v.description(
      'code of the subdistrict or community, or identifier of the outlet; not needed for the city',
    ),
    v.examples(['411281001005']),
  ),
)
const period = v.optional(
  v.pipe(
    v.string(),
    v.regex(
      new RegExp(String.raw`^(${rollingPeriod}|\d{4}Q[1-4]|\d{4}-(0[1-9]|1[0-2]))$`),
      `give ${rollingPeriod}, a quarter such as 2026Q3, or a month such as 2026-11`,
    ),
    v.description(`\`${rollingPeriod}\` (the last ${windowDays} days), a quarter, or a month`),
    v.examples([rollingPeriod]),
  ),
  rollingPeriod,
)

export const MeasureQuery = v.strictObject({ scope, id, period })
export const CommunitiesQuery = v.strictObject({ period })
export const TrendQuery = v.strictObject({
  scope,
  id,
  months: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/, `give a whole number from 1 to ${TREND_MONTHS_MAX}`),
      v.transform(Number),
      v.number(),
      v.integer(),
      v.minValue(1, `give a whole number from 1 to ${TREND_MONTHS_MAX}`),
      v.maxValue(TREND_MONTHS_MAX, `give a whole number from 1 to ${TREND_MONTHS_MAX}`),
      v.description('how many months, the current one among them'),
      v.examples([12]),
    ),
    '12',
  ),
})

export type MeasureAnswer = v.InferOutput<typeof MeasurePublic>
export type MeasureDefinition = v.InferOutput<typeof DefinitionShape>
export type CommunityMeasureList = v.InferOutput<typeof CommunityMeasures>
export type CommunityMeasure = CommunityMeasureList['communities'][number]
export type Trend = v.InferOutput<typeof TrendPublic>
export type TrendMonth = Trend['months'][number]
export type Survey = v.InferOutput<typeof SurveyPublic>
export type SurveyAnswer = v.InferOutput<typeof SurveyList>
