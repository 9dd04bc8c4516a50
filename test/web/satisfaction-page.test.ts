import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Distribution } from '../../schema/rules/satisfaction.ts'
import { wilsonInterval } from '../../schema/rules/satisfaction.ts'
import {
  answers,
  cityMeasure,
  communityList,
  satisfactionPage,
  surveyAnswer,
  tell,
  trend,
} from './satisfaction-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const plain = (text: string) => text.replace(/\s+/g, '')

describe('the answer', () => {
  test('the rate, the verdict, and the bound that decides', async () => {
    const { view } = await satisfactionPage()
    expect(view.get('h1').text()).toBe('全市居民满意率')
    expect(view.get('.rate').text()).toBe('87.7%')
    expect(view.get('.answer').text()).toContain('达到 85% 的目标。')
    expect(view.get('.answer').text()).toContain('就算按最低估计（85.8%），也在 85% 以上。')
    expect(view.findAll('.facts tr').map((row) => plain(row.text()))).toEqual([
      '真实值多半在85.8%–89.4%',
      '只算“满意”以上73.4%',
      '评过的居民1,284位',
      '评价2,316条',
      '其中扫海报来的不到5条',
    ])
    expect(view.get('.facts caption').text()).toMatch(
      /^过去 365 天，到 2026年11月24日\s*示例数据：评价也是虚构的。$/,
    )
    expect(view.get('.interval').attributes('aria-label')).toBe(
      '满意率 87.7%，95% 区间 85.8% 到 89.4%，目标 85%。',
    )
  })

  test('how many came by a poster, at least, and what is not known of them', async () => {
    const { view } = await satisfactionPage({ '/api/satisfaction': cityMeasure({ poster: 1_205 }) })
    expect(plain(view.findAll('.facts tr').at(-1)?.text() ?? '')).toBe('其中扫海报来的1,205条以上')
    expect(view.text()).toContain('看了海报没有评的人，也不知道有多少')
  })

  test.each<[string, Distribution, number, string, string]>([
    [
      'not met',
      [300, 300, 331, 600, 600],
      1284,
      '没有达到 85% 的目标。',
      '就算按最高估计（74.2%），也不到 85%。',
    ],
    [
      'undecided',
      [100, 100, 200, 300, 550],
      420,
      '到没到 85%，还说不准。',
      '最低估计 80.2%，最高估计 87.2%，85% 夹在中间。',
    ],
    [
      'too few',
      [1, 1, 3, 6, 8],
      12,
      '评价太少，先不下结论。',
      '只有 12 位居民评过。满 30 位，才说达到没达到。',
    ],
  ])('%s', async (_name, distribution, residents, says, why) => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': cityMeasure({ distribution, residents }),
    })
    expect(view.get('.answer').text()).toContain(says)
    expect(view.get('.answer').text()).toContain(why)
  })

  test('too few is drawn dashed, and said to whoever cannot see it', async () => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': cityMeasure({ distribution: [0, 0, 0, 0, 1], residents: 1 }),
    })
    expect(view.get('.rate').classes()).toContain('few')
    expect(view.get('.interval').classes()).toContain('few')
    expect(view.get('.interval').attributes('aria-label')).toContain('评价太少，只作参考。')
  })

  test('without voices there is no number and no picture', async () => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': cityMeasure({ distribution: [0, 0, 0, 0, 0], residents: 0, held: 0 }),
      '/api/satisfaction/trend': trend({}),
    })
    expect(view.get('.answer').text()).toContain('这段时间还没有人评价。')
    expect(view.get('.answer a').attributes('href')).toBe('/')
    expect(view.find('.interval').exists()).toBe(false)
    expect(view.text()).toContain('近 12 个月还没有评价。')
    expect(view.text()).not.toContain('NaN')
  })

  test('in English', async () => {
    const { view } = await satisfactionPage({}, { language: 'en' })
    expect(view.get('.answer').text()).toContain('The goal of 85% is met.')
    expect(view.get('.answer').text()).toContain('Even the lowest estimate (85.8%) is not below 85%.')
    expect(view.get('.facts caption').text()).toContain('Last 365 days, up to 24 Nov 2026')
    expect(view.get('option').text()).toBe('Last 365 days')
    expect(view.text()).toContain('Fairly satisfied')
    expect(view.text()).not.toMatch(/[\u4e00-\u9fff]/)
  })

  test('one resident, in English', async () => {
    const { view } = await satisfactionPage(
      { '/api/satisfaction': cityMeasure({ distribution: [0, 0, 0, 0, 1], residents: 1 }) },
      { language: 'en' },
    )
    expect(view.get('.answer').text()).toContain('Only 1 resident has rated.')
  })

  test('headings in order', async () => {
    const { view } = await satisfactionPage()
    const levels = view.findAll('h1, h2, h3').map((heading) => heading.element.tagName)
    expect(levels).toEqual(['H1', ...Array.from({ length: levels.length - 1 }, () => 'H2')])
  })
})

describe('the period', () => {
  test('is one of the last 365 days and five quarters, and stands in the address', async () => {
    const { view, router, asked } = await satisfactionPage()
    expect(view.findAll('option').map((option) => option.text())).toEqual([
      '过去 365 天',
      '2026年第4季度',
      '2026年第3季度',
      '2026年第2季度',
      '2026年第1季度',
      '2025年第4季度',
    ])
    asked.length = 0
    await view.get('select').setValue('2026Q3')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/satisfaction?period=2026Q3')
    expect(asked.sort()).toEqual([
      '/api/satisfaction/communities?period=2026Q3',
      '/api/satisfaction?scope=city&period=2026Q3',
    ])
    expect(view.get('.facts caption').text()).toContain('2026年第3季度，2026年7月1日 到 2026年9月30日')
    expect(view.findAll('[role="status"]').map((status) => status.text())).toContain('已换成2026年第3季度')
    await view.get('select').setValue('365d')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/satisfaction')
  })

  test('comes from the address, even an older one, and keeps what else stands there', async () => {
    const { view, router, asked } = await satisfactionPage({}, { at: '/satisfaction?elder=1&period=2024Q2' })
    expect(asked).toContain('/api/satisfaction?scope=city&period=2024Q2')
    expect(view.get<HTMLSelectElement>('select').element.value).toBe('2024Q2')
    await view.get('select').setValue('2026Q4')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/satisfaction?elder=1&period=2026Q4')
    expect(view.get('.facts caption').text()).toContain('2026年第4季度，从 2026年10月1日 起，还没过完')
  })

  test.each(['yesterday', '2026Q5', '2026-13', ''])(
    'that is none (%s) is the last 365 days',
    async (name) => {
      const { asked } = await satisfactionPage({}, { at: `/satisfaction?period=${name}` })
      expect(asked).toContain('/api/satisfaction?scope=city&period=365d')
    },
  )

  test('an answer for the one before does not overwrite the one that is wanted', async () => {
    let release: (value: unknown) => void = () => {}
    const late = new Promise((resolve) => {
      release = resolve
    })
    const { view } = await satisfactionPage()
    vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
      const period = new URL(String(input), 'https://yikezhong.example').searchParams.get('period') ?? ''
      if (period === '2026Q1') await late
      return Response.json(
        String(input).includes('communities') ? communityList([], period) : cityMeasure({ period }),
      )
    })
    await view.get('select').setValue('2026Q1')
    await flushPromises()
    await view.get('select').setValue('2026Q2')
    await flushPromises()
    release(null)
    await flushPromises()
    expect(view.get('.facts caption').text()).toContain('2026年第2季度')
  })
})

describe('what does not come', () => {
  const everything = [
    '/api/satisfaction',
    '/api/satisfaction/communities',
    '/api/satisfaction/trend',
    '/api/satisfaction/surveys',
  ]
  const all = (how: string) => Object.fromEntries(everything.map((path) => [path, how]))

  test.each([
    ['offline', '没有网络'],
    ['failed', '不是您的错'],
  ])('%s: said once, and tried again', async (how, words) => {
    const { view } = await satisfactionPage(all(how))
    expect(view.findAll('[role="alert"]')).toHaveLength(1)
    expect(view.get('[role="alert"]').text()).toContain(words)
    tell(answers)
    await view.get('[role="alert"] button').trigger('click')
    await flushPromises()
    expect(view.find('[role="alert"]').exists()).toBe(false)
    expect(view.get('.rate').text()).toBe('87.7%')
  })

  test('waiting is said', async () => {
    const { view } = await satisfactionPage(all('never'))
    expect(view.find('.top [role="status"]').exists()).toBe(true)
    expect(view.text()).toContain('正在读取…')
    expect(view.find('[role="alert"]').exists()).toBe(false)
    expect(view.get('.top').attributes('aria-busy')).toBe('true')
  })

  test.each([
    ['/api/satisfaction/trend', '近 12 个月', '.trend'],
    ['/api/satisfaction/communities', '各社区', '.rates'],
  ])('%s alone: the rest stands, and it can be asked for by itself', async (path, title, part) => {
    const { view } = await satisfactionPage({ [path]: 'failed' })
    expect(view.get('.rate').text()).toBe('87.7%')
    const alert = view.get('[role="alert"]')
    expect(alert.text()).toContain('这一部分没有取到')
    expect(alert.element.closest('section')?.querySelector('h2')?.textContent).toBe(title)
    const asked = tell(answers)
    await alert.get('button').trigger('click')
    await flushPromises()
    expect(asked.filter((address) => !address.startsWith('/api/city'))).toEqual([
      expect.stringContaining(path),
    ])
    expect(view.find(part).exists()).toBe(true)
    expect(view.find('[role="alert"]').exists()).toBe(false)
  })

  test('the rate alone: the communities stand', async () => {
    const { view } = await satisfactionPage({ '/api/satisfaction': 'offline' })
    expect(view.get('[role="alert"]').text()).toContain('没有网络')
    expect(view.findAll('[role="alert"]')).toHaveLength(1)
    expect(view.get('tbody a').text()).toBe('银杏社区')
  })

  test('a period that does not come is not shown with the numbers of the one before', async () => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': (address: URL) =>
        address.searchParams.get('period') === '2026Q1' ? 'failed' : cityMeasure(),
    })
    await view.get('select').setValue('2026Q1')
    await flushPromises()
    expect(view.find('.answer').exists()).toBe(false)
    expect(view.find('.top [role="alert"]').exists()).toBe(true)
  })
})

describe('the grades', () => {
  test('all five, what counts as satisfied, and the stricter reading', async () => {
    const { view } = await satisfactionPage()
    const part = view.findAll('section').find((section) => section.find('h2').text() === '五个等级')
    expect(part?.findAll('tbody tr').map((row) => plain(row.text()))).toEqual([
      '非常满意1,01243.7%',
      '满意68829.7%',
      '基本满意33114.3%',
      '不满意1878.1%',
      '非常不满意984.2%',
    ])
    expect(part?.get('p').text()).toBe(
      '“基本满意”以上算满意，一共 87.7%。只算“满意”以上，是 73.4%。斜线的不算满意。',
    )
    const hatched = part?.findAll('rect[style]').map((bar) => bar.element.closest('tr')?.className)
    expect(hatched).toEqual(['g2', 'g1'])
  })

  test('by the stricter definition the third grade is hatched too, and nothing is said twice', async () => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': cityMeasure({ definition: { satisfiedFrom: 4 } }),
    })
    expect(view.findAll('rect[style]').map((bar) => bar.element.closest('tr')?.className)).toEqual([
      'g3',
      'g2',
      'g1',
    ])
    expect(view.text()).not.toContain('只算“满意”以上')
    expect(view.get('.formula').text()).toBe('满意率 =（非常满意 + 满意）÷ 全部评价')
  })
})

describe('the months', () => {
  test('have a table under them, and a month without voices is a gap', async () => {
    const { view } = await satisfactionPage()
    expect(view.findAll('.plot .point')).toHaveLength(3)
    expect(view.findAll('.plot .point.few')).toHaveLength(1)
    expect(view.findAll('.plot .joint.few')).toHaveLength(2)
    const rows = view.findAll('details tbody tr').map((row) => plain(row.text()))
    expect(rows).toHaveLength(12)
    expect(rows[0]).toBe('2025年12月—还没有评价0')
    expect(rows[11]).toMatch(/^2026年11月没过完93\.0%86\.\d%–96\.\d%110$/)
    expect(view.get('.trend').attributes('aria-label')).toContain('2026年11月，93.0%')
  })

  test('on both sides of a gap are not joined', async () => {
    const month: [Distribution, number] = [[1, 2, 10, 20, 30], 60]
    const { view } = await satisfactionPage({
      '/api/satisfaction/trend': trend({ '2026-06': month, '2026-07': month, '2026-09': month }),
    })
    expect(view.findAll('.plot .point')).toHaveLength(3)
    expect(view.findAll('.plot .joint')).toHaveLength(1)
  })
})

describe('the notes', () => {
  test('what is held back and what it could change', async () => {
    const { view } = await satisfactionPage()
    expect(view.text()).toContain('扣下 37 条')
    expect(view.get('.extremes').text()).toBe('要是全算满意，满意率是 87.9%。全算不满意，是 86.3%。')
  })

  test('nothing held back', async () => {
    const { view } = await satisfactionPage({ '/api/satisfaction': cityMeasure({ held: 0 }) })
    expect(view.text()).toContain('没有扣下的评价。')
    expect(view.find('.extremes').exists()).toBe(false)
  })

  test('weighted by population, the two extremes are not made up', async () => {
    const { view } = await satisfactionPage({
      '/api/satisfaction': cityMeasure({ weighting: 'population' }),
    })
    expect(view.find('.extremes').exists()).toBe(false)
    expect(view.text()).toContain('按人口加权：人多的社区占得多，权重最多是平均数的 5 倍。')
    expect(view.text()).not.toContain('人口数没有载入')
  })

  test('pooled, it says so; and that nobody was drawn, and that it is a sample city', async () => {
    const { view } = await satisfactionPage()
    expect(view.text()).toContain('人口数没有载入，各社区的评价合在一起算。')
    expect(view.text()).toContain('这是居民自己来评的，不是抽样。')
    expect(view.text()).toContain('评价也是虚构的。')
    expect(view.get('.formula').text()).toBe('满意率 =（非常满意 + 满意 + 基本满意）÷ 全部评价')
  })

  test('a real city is not said to be made up', async () => {
    const { view } = await satisfactionPage({ '/api/satisfaction': { ...cityMeasure(), sample: false } })
    expect(view.text()).not.toContain('虚构')
  })
})

describe('surveys', () => {
  test('none has been entered', async () => {
    const { view } = await satisfactionPage()
    expect(view.text()).toContain('还没有录入抽样调查。')
  })

  test('stand under what residents say of their own accord, with their own interval', async () => {
    const [low, high] = wilsonInterval(0.863, 600)
    const { view } = await satisfactionPage({
      '/api/satisfaction/surveys': surveyAnswer([
        {
          id: 's1',
          date: '2026-09-15',
          method: '入户抽样',
          residents: 600,
          distribution: [12, 70, 120, 200, 198],
          rate: 0.863,
          strictRate: 0.663,
          interval: [low, high],
          verdict: 'undecided',
        },
      ]),
    })
    const table = view.get('table[aria-label="抽样调查"]')
    expect(table.findAll('tbody tr').map((row) => plain(row.text()))).toEqual([
      '居民自评过去365天87.7%85.8%–89.4%1,284位达到',
      '入户抽样2026年9月15日86.3%83.3%–88.8%600位还说不准',
    ])
  })
})
