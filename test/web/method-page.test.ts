import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import type { OpenTallies } from '../../schema/contract/open-data.ts'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import { type Distribution, emptyTally, measureOf, rollingPeriod } from '../../schema/rules/satisfaction.ts'
import { recompute } from '../../schema/rules/tallies/recompute.ts'
import { givenBy, monthsWithin, rowsOf } from '../../schema/rules/tallies/rows.ts'
import { type CountedPlace, talliesOf } from '../../schema/rules/tallies/tallies.ts'
import { comparisons, isSame } from '../../web/open/comparison.ts'
import MethodPage from '../../web/open/MethodPage.vue'
import type { Language } from '../../web/shell/preferences.ts'
import { city, show, tuesdayEvening } from './places-stage.ts'
import { cityMeasure, tell } from './satisfaction-stage.ts'
import { emptyPages } from './shell-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/* ── a city of which both answers are known ── */

interface Community {
  code: string
  grades: Distribution
  population?: number
}

const two: readonly Community[] = [
  { code: '411281001005', grades: [12, 20, 60, 200, 300] },
  { code: '411281001003', grades: [8, 9, 40, 90, 150] },
]

/** What both addresses answer about communities, by the rules that the worker uses. */
function known(communities: readonly Community[], residents = 610, revision = 7) {
  const places = communities.map(
    ({ code, grades, population }): CountedPlace => ({
      code,
      subdistrict: code.slice(0, 9),
      population: population ?? null,
      months: [{ distribution: grades, held: 0 }],
    }),
  )
  const sum = (at: number) => communities.reduce((all, { grades }) => all + (grades[at] ?? 0), 0)
  const distribution: Distribution = [sum(0), sum(1), sum(2), sum(3), sum(4)]
  const {
    interval,
    weighting,
    distribution: _,
    ...numbers
  } = measureOf(
    { distribution, residents, held: 0 },
    3,
    communities.map(({ code, grades, population }) => ({
      code,
      population: population ?? null,
      tally: { ...emptyTally, distribution: grades },
    })),
  )
  const published: MeasureAnswer = {
    ...cityMeasure({ distribution, residents, held: 0 }),
    ...numbers,
    interval: interval && [interval[0], interval[1]],
    weighting,
    revision,
  }
  const made = talliesOf(places, 3)
  const [day] = monthsWithin({ from: published.to, to: published.to })
  const tallies: OpenTallies = {
    sample: true,
    revision,
    licence: 'CC-BY-4.0',
    attribution: '义马一刻钟便民生活圈开放数据（CC BY 4.0）',
    asOf: published.asOf,
    from: published.from,
    to: published.to,
    satisfiedFrom: 3,
    strictFrom: 4,
    weighting: made.weighting,
    residents: residents > 0 && residents < 5 ? null : residents,
    withheld: made.counted ? [] : ['counted'],
    othersWeight: made.counted?.others?.weight ?? null,
    othersRate: made.counted?.others?.rate ?? null,
    othersStrictRate: made.counted?.others?.strictRate ?? null,
    rows: day ? rowsOf(made, [day]) : [],
  }
  return { published, tallies }
}

async function methodPage(published: unknown, tallies: unknown, language: Language = 'zh-CN') {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  const asked = tell({ '/api/satisfaction': published, '/api/data/tallies.json': tallies })
  const shown = await show(MethodPage, { at: '/method', city, router: emptyPages(), language })
  await flushPromises()
  const says = () => shown.view.find('.outcome .says').text()
  return { ...shown, asked, says }
}

const rowsOfTable = (view: { findAll: (selector: string) => { text: () => string }[] }, table: string) =>
  view.findAll(`table[aria-labelledby="${table}"] tbody tr`).map((row) => row.text().replace(/\s+/g, ' '))

/* ── the page ── */

describe('the page of the method', () => {
  it('says that the number is the same, beside every step that leads to it', async () => {
    const { published, tallies } = known(two)
    const { view, says, asked } = await methodPage(published, tallies)
    expect(says()).toBe('一样')
    // to the letter as the page of the measure asks
    expect(asked).toContain(`/api/satisfaction?scope=city&period=${rollingPeriod}`)
    expect(rowsOfTable(view, 'method-compare')).toHaveLength(8)
    const steps = rowsOfTable(view, 'method-steps')
    expect(steps[0]).toContain('889')
    expect(steps[1]).toContain('840')
    expect(steps[2]).toContain('840 ÷ 889')
    expect(steps[2]).toContain('94.4882%')
    expect(steps[3]).toContain('610')
    expect(steps[4]).toContain('0.944882×(1−0.944882)/610')
    expect(steps[5]).toContain('达到')
  })

  it('says that it is not the same, and by how much, when the answer was changed', async () => {
    const { published, tallies } = known(two)
    const { view, says } = await methodPage({ ...published, rate: (published.rate ?? 0) + 1e-6 }, tallies)
    expect(says()).toBe('不一样')
    const [rate, strict] = rowsOfTable(view, 'method-compare')
    expect(rate).toContain('不一样')
    expect(rate).toContain('-0.00010%')
    expect(strict).toContain('一样')
    expect(strict).not.toContain('不一样')
  })

  it('says that it is not the same when a cell was changed', async () => {
    const { published, tallies } = known(two)
    const rows = tallies.rows.map((row, at) => (at === 0 ? { ...row, voices: row.voices + 1 } : row))
    const { view, says } = await methodPage(published, { ...tallies, rows })
    expect(says()).toBe('不一样')
    expect(
      rowsOfTable(view, 'method-compare').filter((row) => row.includes('不一样')).length,
    ).toBeGreaterThan(2)
  })

  it('asks for both again when somebody has rated between the two answers', async () => {
    const [before, after] = [known(two, 610, 7), known(two, 611, 8)]
    let asked = 0
    const { says } = await methodPage(
      () => (asked++ === 0 ? before.published : after.published),
      after.tallies,
    )
    expect(says()).toBe('一样')
    expect(asked).toBe(2)
  })

  it('gives up when they never are of one moment, and works it out when asked once more', async () => {
    const [before, after] = [known(two, 610, 7), known(two, 611, 8)]
    let now = before.published
    const { view, says, asked } = await methodPage(() => now, after.tallies)
    expect(says()).toContain('不是同一时刻')
    expect(asked.filter((address) => address.startsWith('/api/satisfaction'))).toHaveLength(3)
    now = after.published
    await view.find('.outcome button').trigger('click')
    await flushPromises()
    expect(says()).toBe('一样')
  })

  it('shows the share and the weight of every area where communities are weighed', async () => {
    const peopled = two.map((one, at) => ({ ...one, population: [1_000, 3_000][at] ?? 0 }))
    const { published, tallies } = known(peopled)
    expect(published.weighting).toBe('population')
    const { view, says } = await methodPage(published, tallies)
    expect(says()).toBe('一样')
    expect(view.find('details summary').text()).toContain('2 个片区')
    const areas = view.findAll('details tbody tr').map((row) => row.text().replace(/\s+/g, ' '))
    expect(areas.some((row) => row.includes('3000') && row.includes('94.2761%'))).toBe(true)
  })

  it('tells nothing of a city with fewer than five voices, and finds nothing wrong with that', async () => {
    const { published, tallies } = known([{ code: '411281001005', grades: [0, 0, 1, 1, 1] }], 3)
    const { view, says } = await methodPage(published, tallies)
    expect(says()).toContain('不公开')
    expect(view.find('table[aria-labelledby="method-steps"]').exists()).toBe(false)
    expect(view.find('.outcome').classes()).toContain('withheld')
  })

  it('is not content with withheld tallies of a city that has voices', async () => {
    const { published, tallies } = known(two)
    const { says } = await methodPage(published, { ...tallies, withheld: ['counted'], rows: [] })
    expect(says()).toBe('不一样')
  })

  test.each([
    ['offline', '没有网络'],
    ['failed', '没有取到'],
  ])('%s: says so, keeps the rules, and tries again', async (trouble, words) => {
    const { published, tallies } = known(two)
    let answer: unknown = trouble
    const { view, says } = await methodPage(published, () => answer)
    expect(view.find('[role=alert]').text()).toContain(words)
    expect(view.text()).toContain('一条评价，是一位居民')
    answer = tallies
    await view.find('[role=alert] button').trigger('click')
    await flushPromises()
    expect(says()).toBe('一样')
  })

  it('speaks English', async () => {
    const { published, tallies } = known(two)
    const { view, says } = await methodPage(published, tallies, 'en')
    expect(says()).toBe('The same')
    expect(view.find('main').text()).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('the comparison', () => {
  const { published, tallies } = known(two)
  const ours = recompute(givenBy(tallies, tallies.rows), 3)
  if (!ours) throw new Error('the city has voices')

  it.each([
    ['rate', { rate: 0.5 }],
    ['strictRate', { strictRate: null }],
    ['voices', { voices: 888 }],
    ['residents', { residents: null }],
    ['low', { interval: [0, 1] as const }],
    ['heldBack', { heldBack: 5 }],
    ['verdict', { verdict: 'not_met' as const }],
  ])('finds another %s', (name, change) => {
    const compared = comparisons(published, { ...ours, ...change })
    expect(compared.find((one) => one.name === name)?.outcome).toBe('different')
    expect(isSame(compared)).toBe(false)
  })

  it('takes what was added up in another order for the same', () => {
    const compared = comparisons(published, { ...ours, rate: (ours.rate ?? 0) + 2 ** -53 })
    expect(isSame(compared)).toBe(true)
  })

  it('has nothing against numbers that are too small to be told', () => {
    const few = { ...published, residents: 3, heldBack: 2 }
    const compared = comparisons(few, { ...ours, residents: null, interval: null, heldBack: null })
    expect(compared.filter(({ outcome }) => outcome === 'withheld').map(({ name }) => name)).toEqual([
      'residents',
      'low',
      'high',
      'heldBack',
    ])
    expect(isSame(compared)).toBe(true)
  })
})
