import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Goals } from '../../schema/contract/assessment.ts'
import GoalsPage from '../../web/assessment/GoalsPage.vue'
import { wholePercent } from '../../web/assessment/goal-words.ts'
import { standingOf } from '../../web/assessment/goals.ts'
import { assessed, cityAssessment, goals, huayuan, yinxing } from './goals-stage.ts'
import { city, show, tuesdayEvening } from './places-stage.ts'
import { cityMeasure, communityList, tell, trend } from './satisfaction-stage.ts'
import { emptyPages } from './shell-stage.ts'

// The map itself is looked at in a browser; here it only tells what it was given and what is tapped.
vi.mock('../../web/map/MarksMap.vue', () => ({
  __esModule: true,
  default: defineComponent({
    props: ['marks', 'streets', 'selected'],
    emits: ['select'],
    setup:
      (props, { emit }) =>
      () =>
        h(
          'ul',
          { class: 'marks' },
          props.marks.map((mark: { key: string; look: string; text: string; name: string }) =>
            h('li', { class: mark.look, onClick: () => emit('select', mark.key) }, mark.text + mark.name),
          ),
        ),
  }),
}))

const answers = {
  '/api/assessment': cityAssessment,
  '/api/goals': goals,
  '/api/satisfaction': cityMeasure(),
  '/api/satisfaction/communities': communityList([
    { code: yinxing, distribution: [2, 4, 20, 60, 114], residents: 180 },
  ]),
  '/api/satisfaction/trend': trend({ '2026-11': [[2, 4, 20, 60, 114], 180] }),
}

async function open(given: Record<string, unknown> = {}, at = '/goals') {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  const asked = tell({ ...answers, ...given })
  const router = emptyPages()
  router.addRoute({ path: '/goals', name: 'goals', component: GoalsPage })
  const shown = await show(GoalsPage, { at, city, router })
  await flushPromises()
  await flushPromises()
  return { ...shown, asked }
}
const names = (view: VueWrapper) => view.findAll('.communities tbody th').map((cell) => cell.text())

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a promise', () => {
  const day = { date: '2026-11-24', urban: 15, basic: 13, exemplary: 9 }
  test.each([
    ['exemplary', 0.6, 0],
    ['basic', 0.9, 1],
  ] as const)('%s of %d asks for so many more communities: %d', (level, goal, wanting) => {
    expect(standingOf(day, level, goal)).toMatchObject({ reached: day[level], all: 15, wanting })
  })

  test('of no community at all is no share', () => {
    expect(standingOf({ ...day, urban: 0, basic: 0 }, 'basic', 0.9)).toMatchObject({ share: 0, wanting: 0 })
  })
})

describe('a share in whole per cent', () => {
  test.each([
    [0.874, '87%'],
    [0.999, '99%'],
    [1, '100%'],
    [0.001, '1%'],
    // asked for are 80%: what falls short must not look like them
    [0.798, '79%'],
    [0.29, '29%'],
    [0.1 + 0.7, '80%'],
    [0, '0%'],
  ])('%d is %s', (share, told) => {
    expect(wholePercent(share)).toBe(told)
  })
})

describe('the page of the goals', () => {
  test('tells the three promises, the measure’s own rate among them', async () => {
    const { view } = await open()
    const [exemplary, basic, satisfaction] = view.findAll('.promises > li').map((one) => one.text())
    expect(exemplary).toContain('60.0%')
    expect(exemplary).toContain('主城区 15 个社区里有 9 个')
    expect(exemplary).toContain('达到目标')
    expect(basic).toContain('93.3%')
    expect(basic).toContain('目标 90%')
    expect(satisfaction).toContain('87.7%')
    expect(satisfaction).toContain('达到 85% 的目标')
    expect(satisfaction).toContain('1,284 位居民评过')
  })

  test('says how many communities are still to go', async () => {
    const behind: Goals = {
      ...goals,
      days: [{ date: '2026-11-24', urban: 15, basic: 12, exemplary: 8 }],
    }
    const { view } = await open({ '/api/goals': behind })
    expect(view.get('.promises').text()).toContain('还差 1 个社区')
    expect(view.get('.promises').text()).toContain('还差 2 个社区')
  })

  test('promises nothing of a main urban area that is none', async () => {
    const none: Goals = { ...goals, days: [{ date: '2026-11-24', urban: 0, basic: 0, exemplary: 0 }] }
    const { view } = await open({ '/api/goals': none })
    expect(view.get('.promises').text()).toContain('没有主城区社区')
    expect(view.get('.promises > li').text()).not.toContain('达到目标')
  })

  test('lists the communities by level, the farthest first, with what they lack', async () => {
    const { view } = await open()
    expect(names(view)).toEqual(['花园社区千秋路街道', '银杏社区千秋路街道'])
    const [first, second] = view.findAll('.communities tbody tr').map((row) => row.text())
    expect(first).toContain('还不到基础保障类')
    expect(first).toContain('3 类')
    expect(first).toMatch(/从.+等 5 类里补/)
    expect(second).toContain('基础保障类')
    expect(second).toContain('97.0%')
  })

  test('sorts by a heading, and says so', async () => {
    const { view } = await open()
    const heading = view.findAll('.communities thead button').find((one) => one.text() === '社区')
    await heading?.trigger('click')
    expect(names(view).map((name) => name.slice(0, 2))).toEqual(['花园', '银杏'])
    await heading?.trigger('click')
    expect(names(view).map((name) => name.slice(0, 2))).toEqual(['银杏', '花园'])
    expect(view.get('.communities [role=status]').text()).toBe('按社区排好了')
  })

  test('shows one type on the map and in the table; it stands in the address', async () => {
    const { view, router } = await open()
    await view.get('.show select').setValue('laundry')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ show: 'laundry' })
    expect(view.get('.marks').text()).toBe('缺银杏社区')
    const rows = view.findAll('.communities tbody tr').map((row) => row.get('.level').text())
    expect(rows).toEqual(['只有 20% 的居民 10 分钟内走得到', '只有 40% 的居民 10 分钟内走得到'])
  })

  test('opens with what the address says', async () => {
    const { view } = await open({}, '/goals?show=pharmacy&area=urban')
    expect(names(view)).toEqual(['银杏社区千秋路街道'])
    expect(view.get('.communities td.level').text()).toContain('96% 的居民')
    expect(view.get('.filter [role=status]').text()).toBe('1 个社区')
  })

  test('marks say by a word and a look what a community has; a tap tells which one it is', async () => {
    const { view } = await open()
    const mark = view.get('.marks li')
    expect(mark.classes()).toEqual(['half'])
    expect(mark.text()).toBe('基银杏社区')
    await mark.trigger('click')
    expect(view.get('.where [role=status].plate').text()).toContain('银杏社区 · 基础保障类')
    expect(view.get('.communities .chosen').text()).toContain('银杏社区')
  })

  test('the trend has its numbers in a table, the newest first', async () => {
    const { view } = await open()
    expect(view.get('.trend').attributes('aria-label')).toContain('提升示范类从 20.0% 到 60.0%')
    const table = view.get('[aria-label="一步步走到哪里"]')
    const rows = table.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => cell.text()))
    expect(rows[0]).toEqual(['9 · 60.0%', '14 · 93.3%', '15'])
    expect(rows).toHaveLength(3)
  })

  test('satisfaction has its trend beside that of the other two', async () => {
    const { view, asked } = await open()
    expect(asked).toContain('/api/satisfaction/trend?scope=city&months=12')
    const part = view.findAll('section').find((one) => one.find('h2').text() === '居民满意率，逐月')
    expect(part?.get('[role=img]').attributes('aria-label')).toContain('2026年11月')
  })

  test('says when it is being counted again', async () => {
    const { view } = await open({ '/api/assessment': { ...cityAssessment, current: false } })
    expect(view.get('main [role=status]').text()).toContain('正在重新计算')
  })

  test('tells nothing of a community of which nothing is known', async () => {
    const unknown = assessed(huayuan, {}, { weighted: null, level: 'none', missing: [], wanting: 0 })
    const { view } = await open({ '/api/assessment': { ...cityAssessment, communities: [unknown] } })
    expect(view.get('.communities td.level').text()).toBe('还算不出')
  })

  test('stands where a part does not come, and asks for it again', async () => {
    const { view, asked } = await open({ '/api/goals': 'offline' })
    expect(view.get('[role=alert]').text()).toContain('没有网络')
    expect(names(view)).toHaveLength(2)
    expect(view.get('.promises').text()).toContain('87.7%')
    const before = asked.length
    await view.get('[role=alert] button').trigger('click')
    await flushPromises()
    expect(asked.slice(before)).toEqual(['/api/goals'])
  })

  test('is one notice where nothing comes', async () => {
    const none = Object.fromEntries(Object.keys(answers).map((path) => [path, 'offline']))
    const { view } = await open(none)
    expect(view.findAll('[role=alert]')).toHaveLength(1)
  })
})
