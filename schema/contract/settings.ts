/** `/api/desk/settings`: what the city office sets, each with what was read of it, so that nobody overwrites anybody. */

import * as v from 'valibot'
import { satisfiedFromChoices } from '../catalog/satisfaction.ts'
import { dayOfIso, weekdayOf } from '../rules/hours/days.ts'
import { voicesOf } from '../rules/satisfaction.ts'
import { HOLIDAY_NAME_MAX, HOLIDAYS_MAX, RESIDENTS_MAX, SOURCE_MAX, SURVEY_METHOD_MAX } from './limits.ts'
import { DistributionShape, MeasurePublic, SurveyPublic } from './satisfaction.ts'
import { line } from './text.ts'
import { CommunityCodeShape, DayInput, OutletIdShape, ReasonInput } from './values.ts'

/* ── holidays ── */

/** A day on which the calendar differs from the plain week. */
export const HolidayShape = v.strictObject({
  date: DayInput,
  kind: v.pipe(
    v.picklist(['holiday', 'workday']),
    v.description('a day off, or a weekend day worked for one'),
  ),
  name: line(HOLIDAY_NAME_MAX),
})

const Holidays = v.pipe(
  v.array(HolidayShape),
  v.maxLength(HOLIDAYS_MAX, `give at most ${HOLIDAYS_MAX} days`),
  v.transform((days) => [...days].sort((one, other) => one.date.localeCompare(other.date))),
)

const Year = v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2100))

/** The holidays of a year, in the place of those that were read; null is for a year that is not published. */
const Years = v.strictObject({ year: Year, read: v.nullable(Holidays), days: v.nullable(Holidays) })
type Days = readonly v.InferOutput<typeof HolidayShape>[]

/** What can be wrong with the days of a year, as the worker says it. */
export const calendarFaults = {
  otherYear: 'every day must be one of the year',
  twice: 'a day is there twice: it is a day off or worked, not both',
  weekday: 'only a weekend day is worked in exchange',
  none: 'a year has days off',
} as const
export type CalendarFault = keyof typeof calendarFaults

/** A rule for the days of a year, whose breach is told of `days`. */
const ofDays = (holds: (days: Days, year: number) => boolean, reason: string) =>
  v.forward(
    v.check<v.InferOutput<typeof Years>, string>(
      ({ year, days }) => days === null || holds(days, year),
      reason,
    ),
    ['days'],
  )

const isWeekend = (date: string) => weekdayOf(dayOfIso(date)) > 5

export const CalendarYearInput = v.pipe(
  Years,
  ofDays((days, year) => days.every(({ date }) => date.startsWith(`${year}-`)), calendarFaults.otherYear),
  ofDays((days) => new Set(days.map(({ date }) => date)).size === days.length, calendarFaults.twice),
  ofDays(
    (days) => days.every(({ date, kind }) => kind === 'holiday' || isWeekend(date)),
    calendarFaults.weekday,
  ),
  ofDays((days) => days.some(({ kind }) => kind === 'holiday'), calendarFaults.none),
)

/* ── populations ── */

const Residents = v.pipe(
  v.number(),
  v.integer('give whole people'),
  v.minValue(1, 'give at least 1'),
  v.maxValue(RESIDENTS_MAX, `give at most ${RESIDENTS_MAX}`),
)

/** How many people live in a community, and where the number comes from; null where nobody has entered it. */
export const PopulationShape = v.strictObject({
  community: CommunityCodeShape,
  residents: v.nullable(v.number()),
  source: v.nullable(v.string()),
})

const isOnce = (rows: readonly { community: string }[]) =>
  new Set(rows.map(({ community }) => community)).size === rows.length

/** Populations in the place of those that were read. */
export const PopulationsInput = v.pipe(
  v.strictObject({
    read: v.array(PopulationShape),
    populations: v.pipe(
      v.array(v.strictObject({ community: CommunityCodeShape, residents: Residents })),
      v.minLength(1, 'give at least one'),
      v.check((rows) => isOnce(rows), 'a community is there twice'),
    ),
    source: line(SOURCE_MAX),
  }),
  v.check(
    ({ read, populations }) =>
      populations.every(({ community }) => read.some((row) => row.community === community)),
    'say of every community what was read',
  ),
)

/* ── surveys ── */

export const SurveyInput = v.strictObject({
  date: DayInput,
  method: line(SURVEY_METHOD_MAX),
  distribution: v.pipe(
    DistributionShape,
    v.check((counts) => counts.every((count) => count <= RESIDENTS_MAX), `give at most ${RESIDENTS_MAX}`),
    v.check((counts) => voicesOf(counts) > 0, 'nobody was asked'),
  ),
})
export const SurveyAdded = v.strictObject({ id: OutletIdShape })
export const SurveyParams = v.strictObject({ id: OutletIdShape })
export const SurveyRemoval = v.strictObject({ reason: ReasonInput })

/* ── the official definition ── */

const SatisfiedFromShape = v.picklist(satisfiedFromChoices)

/** The official definition, in the place of the one that was read. */
export const SatisfiedFromInput = v.strictObject({
  read: SatisfiedFromShape,
  satisfiedFrom: SatisfiedFromShape,
})

/* ── all of it ── */

const { rate, interval, verdict, residents, voices, weighting } = MeasurePublic.entries

export const SettingsPublic = v.strictObject({
  calendar: v.strictObject({
    years: v.array(v.strictObject({ year: v.number(), days: v.array(HolidayShape) })),
    outlets: v.pipe(v.number(), v.description('outlets and stops whose hours speak of public holidays')),
  }),
  populations: v.pipe(v.array(PopulationShape), v.description('every community')),
  surveys: v.pipe(v.array(SurveyPublic), v.description('the latest first')),
  official: v.strictObject({
    satisfiedFrom: SatisfiedFromShape,
    weighting,
    choices: v.pipe(
      v.array(
        v.strictObject({ satisfiedFrom: SatisfiedFromShape, rate, interval, verdict, residents, voices }),
      ),
      v.description('the city’s measure of the last 365 days by each definition'),
    ),
  }),
})

export type Holiday = v.InferOutput<typeof HolidayShape>
export type CalendarYear = v.InferOutput<typeof CalendarYearInput>
export type PopulationListed = v.InferOutput<typeof PopulationShape>
export type PopulationsGiven = v.InferOutput<typeof PopulationsInput>
export type SurveyGiven = v.InferOutput<typeof SurveyInput>
export type Settings = v.InferOutput<typeof SettingsPublic>
