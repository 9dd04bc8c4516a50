import type { VueWrapper } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import type { CommunityMeasure } from '../../schema/contract/satisfaction.ts'
import type { Distribution } from '../../schema/rules/satisfaction.ts'
import MeasureTable from '../../web/satisfaction/MeasureTable.vue'
import type { Language } from '../../web/shell/preferences.ts'
import { show } from './places-stage.ts'
import { communityList, definition } from './satisfaction-stage.ts'

type Counted = [name: string, distribution: Distribution, residents: number]

const five: Counted[] = [
  ['安静', [0, 0, 0, 0, 0], 0],
  ['达到', [1, 1, 10, 40, 148], 190],
  ['难说', [4, 4, 10, 20, 20], 50],
  ['太少', [0, 0, 0, 0, 3], 3],
  ['未达', [40, 20, 10, 20, 10], 90],
]

const codeOf = (index: number) => String(411281001001 + index)

function measured(counted: Counted[]): CommunityMeasure[] {
  return communityList(
    counted.map(([, distribution, residents], index) => ({ code: codeOf(index), distribution, residents })),
  ).communities
}

async function table(counted: Counted[], language: Language = 'zh-CN'): Promise<VueWrapper> {
  const rows = measured(counted).map((measure, index) => ({
    ...measure,
    name: counted[index]?.[0] ?? '',
    subdistrict: '千秋路街道',
  }))
  const { view } = await show(MeasureTable, { props: { rows, definition }, language })
  return view
}

const names = (view: VueWrapper) => view.findAll('tbody a').map((link) => link.text())
const heading = (view: VueWrapper, text: string) => {
  const found = view.findAll('thead th').find((cell) => cell.text() === text)
  if (!found) throw new Error(`there is no column ${text}`)
  return found
}

describe('the communities', () => {
  test('with rate, interval, residents and verdict; each leads to its circle', async () => {
    const view = await table(five)
    expect(view.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ''))).toEqual([
      '达到千秋路街道99.0%区间96.3%到99.7%190位居民190达到',
      '难说千秋路街道86.2%区间74.1%到93.2%50位居民50还说不准',
      '未达千秋路街道40.0%区间30.5%到50.3%90位居民90未达到',
      '太少千秋路街道100.0%区间43.9%到100.0%3位居民3评价太少',
      '安静千秋路街道—还没有评价',
    ])
    expect(view.get('tbody a').attributes('href')).toBe('/circles/411281001002')
    expect(view.findAll('tr.few')).toHaveLength(1)
    expect(view.findAll('tr.silent')).toHaveLength(1)
  })

  test('sorted by pressing a heading, which says so', async () => {
    const view = await table(five)
    expect(heading(view, '满意率').attributes('aria-sort')).toBe('descending')
    expect(view.findAll('[aria-sort]')).toHaveLength(1)

    await heading(view, '满意率').get('button').trigger('click')
    expect(heading(view, '满意率').attributes('aria-sort')).toBe('ascending')
    expect(names(view)).toEqual(['未达', '难说', '达到', '太少', '安静'])

    await heading(view, '居民').get('button').trigger('click')
    expect(heading(view, '居民').attributes('aria-sort')).toBe('descending')
    expect(heading(view, '满意率').attributes('aria-sort')).toBeUndefined()
    expect(names(view)).toEqual(['达到', '未达', '难说', '太少', '安静'])
    expect(view.get('[role="status"]').text()).toBe('按居民排好了')

    await heading(view, '社区').get('button').trigger('click')
    expect(heading(view, '社区').attributes('aria-sort')).toBe('ascending')
    expect(names(view)).toEqual(['达到', '难说', '太少', '未达', '安静'])

    await heading(view, '和 85% 比').get('button').trigger('click')
    expect(names(view)).toEqual(['达到', '难说', '未达', '太少', '安静'])
  })

  test.each([
    ['all with a verdict', 18, 18],
    ['at least ten', 3, 10],
  ])('%s first, then all, then those again', async (_, withVerdict, first) => {
    const many = Array.from({ length: 35 }, (_, at): Counted => {
      if (at < withVerdict) return [`社区${at}`, [20, 2, 10, 20, 30 + at], 60]
      return at < 20 ? [`社区${at}`, [1, 0, 0, 0, 9], 8] : [`社区${at}`, [0, 0, 0, 0, 0], 0]
    })
    const view = await table(many)
    expect(names(view)).toHaveLength(first)
    expect(view.findAll('tr.silent')).toHaveLength(0)
    const button = view.get('button.all')
    expect(button.text()).toBe('看全部 35 个社区')
    expect(button.attributes('aria-expanded')).toBe('false')
    await button.trigger('click')
    expect(names(view)).toHaveLength(35)
    expect(button.attributes('aria-expanded')).toBe('true')
    expect(button.text()).toBe(`只看前 ${first} 个`)
    await button.trigger('click')
    expect(names(view)).toHaveLength(first)
  })

  test('one that fails is in sight in whatever order', async () => {
    const many = Array.from({ length: 35 }, (_, at): Counted => {
      if (at === 30) return ['子未达', [40, 20, 10, 20, 10], 35]
      return [`安${at}`, [0, 0, 0, 0, 9], 29 - Math.floor(at / 2)]
    })
    const view = await table(many)
    const before = names(view)
    expect(before).toHaveLength(10)
    for (const column of ['社区', '社区', '居民', '居民', '和 85% 比', '和 85% 比']) {
      await heading(view, column).get('button').trigger('click')
      expect(names(view), column).toContain('子未达')
      expect([...names(view)].sort(), column).toEqual([...before].sort())
    }
  })

  test('few enough need no button', async () => {
    const view = await table(five)
    expect(view.find('button.all').exists()).toBe(false)
  })

  test('when nobody has spoken it says so, and draws no interval', async () => {
    const view = await table([['安静', [0, 0, 0, 0, 0], 0]])
    expect(view.get('p').text()).toBe('这段时间，哪个社区都还没有评价。')
    expect(view.find('.track .fill, .track .point').exists()).toBe(false)
  })

  test('bars begin at zero, and the target stands at its own share', async () => {
    const view = await table([['达到', [1, 1, 10, 40, 148], 190]])
    expect(view.get('.track .fill').attributes()).toMatchObject({ x: '0', width: '99%' })
    expect(view.get('.track .target').attributes('x1')).toBe('85%')
  })

  test('in English', async () => {
    const view = await table(five, 'en')
    expect(view.get('tbody tr').text()).toContain('Met')
    expect(view.findAll('tbody tr').at(-1)?.text()).toContain('No ratings yet')
    expect(heading(view, 'Against 85%').find('button').exists()).toBe(true)
  })
})
