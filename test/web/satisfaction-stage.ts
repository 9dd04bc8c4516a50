/** A city whose measure is known, and a server that tells it, for the tests of the page of the measure. */

import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'
import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import type {
  CommunityMeasureList,
  MeasureAnswer,
  MeasureDefinition,
  SurveyAnswer,
  Trend,
} from '../../schema/contract/satisfaction.ts'
import {
  type Distribution,
  lastMonths,
  measureOf,
  periodOf,
  rollingPeriod,
} from '../../schema/rules/satisfaction.ts'
import SatisfactionPage from '../../web/satisfaction/SatisfactionPage.vue'
import type { Language } from '../../web/shell/preferences.ts'
import { city, type Shown, show, tuesdayEvening } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

const today = '2026-11-24'

export const definition: MeasureDefinition = {
  satisfiedFrom: satisfactionRule.satisfiedFrom,
  target: satisfactionRule.target,
  confidence: satisfactionRule.confidence,
  verdictFrom: satisfactionRule.verdictFrom,
}

const silence: Distribution = [0, 0, 0, 0, 0]

/** The numbers of counted voices, by the rules that the worker uses. */
function numbers(distribution: Distribution, residents: number, held = 0) {
  const {
    distribution: _,
    weighting: __,
    ...rest
  } = measureOf({ distribution, residents, held }, definition.satisfiedFrom)
  const both: [number, number] | null = rest.interval && [rest.interval[0], rest.interval[1]]
  return { ...rest, interval: both }
}

function frame(name: string) {
  const period = periodOf(name, today)
  if (!period) throw new Error(`${name} is no period`)
  return {
    sample: true,
    revision: 1,
    period: period.name,
    from: period.from,
    to: period.to,
    definition,
    asOf: new Date(tuesdayEvening).toISOString(),
  }
}

/** What was said of the city. The default is met: 2031 of 2316 voices are satisfied. */
export function cityMeasure(
  part: {
    distribution?: Distribution
    residents?: number
    held?: number
    poster?: number
    weighting?: MeasureAnswer['weighting']
    period?: string
    definition?: Partial<MeasureDefinition>
  } = {},
): MeasureAnswer {
  const { distribution = [98, 187, 331, 688, 1012], residents = 1284, held = 37 } = part
  const [one, two, three, four, five] = distribution
  const from = frame(part.period ?? rollingPeriod)
  return {
    ...from,
    definition: { ...from.definition, ...part.definition },
    scope: 'city',
    id: null,
    ...numbers(distribution, residents, held),
    distribution: [one, two, three, four, five],
    byPoster: part.poster ?? 0,
    weighting: part.weighting ?? 'pooled',
  }
}

/** Communities by the voices of each, in the order given. */
export function communityList(
  all: readonly { code: string; distribution: Distribution; residents: number }[],
  period = rollingPeriod,
): CommunityMeasureList {
  return {
    ...frame(period),
    weighting: 'pooled',
    communities: all.map(({ code, distribution, residents }) => ({
      code,
      ...numbers(distribution, residents),
      population: null,
      populationSource: null,
      weight: null,
    })),
  }
}

/** Twelve months, of which some have voices. */
export function trend(voices: Record<string, [Distribution, number]>): Trend {
  return {
    sample: true,
    revision: 1,
    scope: 'city',
    id: null,
    definition,
    asOf: new Date(tuesdayEvening).toISOString(),
    weighting: 'pooled',
    months: lastMonths(today, 12).map((month) => ({
      month,
      ...numbers(...(voices[month] ?? [silence, 0])),
    })),
  }
}

export function surveyAnswer(surveys: SurveyAnswer['surveys'] = []): SurveyAnswer {
  return { sample: true, revision: 1, definition, surveys }
}

/** Communities that the test city has, and others that it does not know by name. */
export const someCommunities = communityList([
  { code: '411281001005', distribution: [2, 4, 20, 60, 114], residents: 180 },
  { code: '411281001003', distribution: silence, residents: 0 },
])

type Given = unknown | ((address: URL) => unknown)

export const answers = {
  '/api/satisfaction': (address: URL): unknown =>
    cityMeasure({ period: address.searchParams.get('period') ?? rollingPeriod }),
  '/api/satisfaction/communities': someCommunities,
  '/api/satisfaction/trend': trend({
    '2026-09': [[5, 10, 20, 40, 60], 100],
    '2026-10': [[1, 1, 2, 4, 8], 14],
    '2026-11': [[3, 6, 20, 40, 60], 110],
  }),
  '/api/satisfaction/surveys': surveyAnswer(),
}

/**
 * Puts a server in the network's place.
 * @param given body by path, or what makes it of the address; 'offline' for a network that fails, 'failed' for a
 * server that does, 'never' for one that does not answer
 * @returns every address that was asked for
 */
export function tell(given: Record<string, Given>): string[] {
  const asked: string[] = []
  const problem = { type: 'about:blank', code: 'internal', title: 'no', status: 500 }
  vi.stubGlobal('fetch', (input: RequestInfo | URL) => {
    const address = new URL(String(input), 'https://yikezhong.example')
    asked.push(address.pathname + address.search)
    const known = given[address.pathname]
    const body: unknown = typeof known === 'function' ? known(address) : known
    if (body === 'never') return new Promise(() => {})
    if (body === 'offline') return Promise.reject(new TypeError('Failed to fetch'))
    if (body === 'failed' || body === undefined)
      return Promise.resolve(Response.json(problem, { status: 500 }))
    return Promise.resolve(Response.json(body))
  })
  return asked
}

/** The page at an address, with everything that has come. */
export async function satisfactionPage(
  given: Record<string, Given> = {},
  options: { at?: string; language?: Language } = {},
): Promise<Shown & { asked: string[] }> {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  const asked = tell({ ...answers, ...given })
  const router = emptyPages()
  router.addRoute({ path: '/satisfaction', name: 'satisfaction', component: SatisfactionPage })
  const shown = await show(SatisfactionPage, { at: '/satisfaction', city, router, ...options })
  await flushPromises()
  return { ...shown, asked }
}
