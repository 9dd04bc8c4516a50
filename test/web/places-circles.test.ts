import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Circle, CircleList } from '../../schema/contract/circle.ts'
import CirclePage from '../../web/places/CirclePage.vue'
import CirclesPage from '../../web/places/CirclesPage.vue'
import { city, serve, show } from './places-stage.ts'

// A part of another capability, with tests of its own.
vi.mock('../../web/satisfaction/SubjectVoices.vue', async () => ({
  __esModule: true,
  default: (await import('./places-stage.ts')).Residents,
}))

const [yinxing, huayuan] = city.communities
if (!yinxing || !huayuan) throw new Error('the test city has two communities')

const list: CircleList = {
  sample: true,
  revision: 1,
  circles: [
    { ...yinxing, outlets: 49, types: 15 },
    { ...huayuan, outlets: 0, types: 0 },
  ],
}

const nearest = (minutes: number) => ({ id: 'x0000001', name: '康宁', metres: minutes * 60, minutes })
const circle: Circle = {
  sample: true,
  revision: 1,
  ...yinxing,
  subdistrictName: '千秋路街道',
  subdistrictNameEn: 'Qianqiu Road Subdistrict',
  centreName: '银杏社区服务中心',
  centreAddress: null,
  within15: 128,
  estimated: true,
  types: [
    { type: 'pharmacy', count: 3, nearest: nearest(3), limit: 10 },
    { type: 'laundry', count: 1, nearest: nearest(13), limit: 10 },
    { type: 'repair', count: 0, nearest: nearest(9), limit: 10 },
    { type: 'photo_print', count: 0, nearest: null, limit: 10 },
    { type: 'clinic', count: 1, nearest: nearest(6), limit: 15 },
  ],
}
const path = `/api/circles/${yinxing.code}`

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('all circles', () => {
  test('by subdistrict, with what they have', async () => {
    serve({ '/api/circles': list })
    const { view } = await show(CirclesPage)
    await flushPromises()
    expect(view.get('h2').text()).toBe('千秋路街道')
    expect(view.findAll('.card').map((card) => card.text())).toEqual([
      '银杏社区49 家，15 类主城区首批试点',
      '花园社区还没有登记网点涉农',
    ])
    expect(view.get('.card').attributes('href')).toBe('/circles/411281001005')
  })

  test('filtered by name, Chinese or English, and by kind', async () => {
    serve({ '/api/circles': list })
    const { view } = await show(CirclesPage)
    await flushPromises()
    const shown = () => view.findAll('.card b').map((name) => name.text())
    await view.get('input').setValue('huayuan')
    expect(shown()).toEqual(['花园社区'])
    await view.get('input').setValue('')
    await view.findAll('.chip').at(1)?.trigger('click')
    expect(shown()).toEqual(['银杏社区'])
    await view.get('input').setValue('火星')
    expect(view.get('.notice').text()).toBe('没有这样的社区')
  })

  test('offline', async () => {
    serve({ '/api/circles': 'offline' })
    const { view } = await show(CirclesPage)
    await flushPromises()
    expect(view.get('[role="alert"]').text()).toContain('没有网络')
  })
})

describe('one circle', () => {
  const page = async (language: 'zh-CN' | 'en' = 'zh-CN') => {
    serve({ [path]: circle })
    const shown = await show(CirclePage, { props: { code: yinxing.code }, language })
    await flushPromises()
    return shown
  }

  test('what there is, how far the nearest is, and what is lacking', async () => {
    const { view } = await page()
    expect(view.get('h1').text()).toBe('银杏社区')
    expect(view.get('.lead').text()).toBe('走 15 分钟能到 128 家店和服务点')
    const rows = view.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ''))
    expect(rows).toEqual([
      '药店社区里3家规定10分钟以内约3分',
      '洗衣社区里1家规定10分钟以内约13分远了3分',
      '维修社区里没有规定10分钟以内约9分',
      '照相文印一家也没有规定10分钟以内缺',
      '卫生站社区里1家规定15分钟以内约6分',
    ])
    expect(view.findAll('tr.far')).toHaveLength(1)
    expect(view.text()).toContain('估算')
  })

  test('what residents say', async () => {
    const { view } = await page()
    await vi.waitFor(() => expect(view.get('.residents').text()).toBe(`circle ${yinxing.code}`))
  })

  test('leads to the list, from here and by type', async () => {
    const { view } = await page('en')
    expect(view.get('.top .btn').attributes('href')).toBe('/?from=411281001005')
    expect(view.get('.type').attributes('href')).toBe('/?from=411281001005&type=pharmacy')
    expect(view.get('.type').text()).toContain('Pharmacy')
  })

  test('can be subscribed to, in the language of the page', async () => {
    const link = async (language: 'zh-CN' | 'en') =>
      (await page(language)).view.get('a[type="application/atom+xml"]').attributes('href')
    expect(await link('zh-CN')).toBe('/api/circles/411281001005/changes.atom')
    expect(await link('en')).toBe('/api/circles/411281001005/changes.atom?lang=en')
  })

  test('without a known centre there are counts and no distances', async () => {
    serve({
      [path]: {
        ...circle,
        centre: null,
        within15: null,
        types: circle.types.map((type) => ({ ...type, nearest: null })),
      },
    })
    const { view } = await show(CirclePage, { props: { code: yinxing.code } })
    await flushPromises()
    expect(view.text()).toContain('还不知道中心在哪里')
    expect(view.find('.track').exists()).toBe(false)
    expect(view.findAll('tbody tr').at(0)?.text()).toContain('社区里 3 家')
    expect(view.find('.top .btn.primary').exists()).toBe(false)
  })

  test('a community that there is not', async () => {
    serve({})
    const { view } = await show(CirclePage, { props: { code: '000000000000' } })
    await flushPromises()
    expect(view.get('h1').text()).toBe('没有这个社区')
  })
})
