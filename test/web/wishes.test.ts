import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { wishRule } from '../../schema/catalog/wishes.ts'
import CircleNeeds from '../../web/wishes/CircleNeeds.vue'
import NeedsPage from '../../web/wishes/NeedsPage.vue'
import WishFormPage from '../../web/wishes/WishFormPage.vue'
import WishPage from '../../web/wishes/WishPage.vue'
import { faultsOf } from '../../web/wishes/wish-form.ts'
import type { Shown } from './places-stage.ts'
import { button, close, press, send, settle } from './rating-stage.ts'
import { here, need, nextDoor, openTown, planned, visit, type WishTown } from './wishes-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))

type View = Shown['view']
let town: WishTown
let shown: Shown | null = null

async function open(...given: Parameters<typeof visit>): Promise<View> {
  shown = await visit(...given)
  return shown.view
}
const openWish = (id = 'laundry001') => open(WishPage, `/wishes/${id}`, { props: { id } })
const rows = (view: View) => view.findAll('.need').map((row) => row.get('h3').text())

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  if (shown) close(shown)
  shown = null
  vi.unstubAllGlobals()
})

describe('the list of needs', () => {
  const all = [
    need({ project: planned }),
    need({ id: 'meals00001', want: 'meals', supporters: 24, has: 2, lacks: false }),
    need({ id: null, want: 'market', community: nextDoor, since: null, supporters: 0, whys: 0 }),
    need({ id: 'other00001', want: 'repair', community: nextDoor, supporters: 3, has: null, lacks: false }),
  ]

  test('says what, where, how many want it, what there is, and what staff do', async () => {
    town = openTown(structuredClone(all))
    const view = await open(NeedsPage, '/wishes')
    expect(rows(view)).toEqual(['洗染店 银杏社区', '助餐 银杏社区', '农贸市场 花园社区', '维修点 花园社区'])
    const [laundry, meals, market, repair] = view.findAll('.need').map((row) => row.text())
    expect(laundry).toMatch(/社区里没有.*已列入计划.*41/)
    expect(meals).toContain('社区里有 2 家提供')
    expect(market).toContain('还没有人说')
    expect(repair).toContain('有没有不清楚')
    // who only reads is not asked who they are
    expect(town.asked).not.toContain('/api/wishes/mine')
  })

  test.each([
    ['community', nextDoor, ['农贸市场 花园社区', '维修点 花园社区']],
    ['want', 'laundry', ['洗染店 银杏社区']],
    ['state', 'none', ['助餐 银杏社区', '农贸市场 花园社区', '维修点 花园社区']],
    ['state', 'planned', ['洗染店 银杏社区']],
    ['state', 'done', []],
  ])('is filtered by %s, which stands in the address', async (field, value, left) => {
    town = openTown(structuredClone(all))
    const view = await open(NeedsPage, '/wishes')
    await view.get(`#needs-${field}`).setValue(value)
    await settle()
    expect(rows(view)).toEqual(left)
    expect(shown?.router.currentRoute.value.query).toEqual({ [field]: value })
  })

  test('what nobody has wished for leads to the form, filled in', async () => {
    town = openTown(structuredClone(all))
    const view = await open(NeedsPage, '/wishes')
    const link = view.findAll('.need')[2]?.get('.act a').attributes('href')
    expect(link).toBe(`/wishes/new?community=${nextDoor}&type=market`)
  })

  test('one press supports, once, and it is remembered', async () => {
    const view = await open(NeedsPage, '/wishes')
    const wanting = view.get<HTMLButtonElement>('.act button')
    wanting.element.focus()
    await wanting.trigger('click')
    await settle()
    await vi.waitFor(() => expect(view.get('.act').text()).toContain('已支持'))
    // what was pressed has gone
    expect(document.activeElement?.textContent).toBe('已支持')
    expect(view.get('.count').text()).toContain('42')
    expect(town.sent).toMatchObject([
      { method: 'POST', path: '/api/wishes/laundry001/support', body: { why: null } },
    ])
    expect(town.sent[0]?.proof).toMatch(/^proof-/)
    expect(town.sent[0]?.key).toMatch(/^[\w-]{36}$/)
    if (shown) close(shown)
    const again = await open(NeedsPage, '/wishes')
    expect(again.get('.act').text()).toContain('已支持')
  })

  test('is long, and grows on demand', async () => {
    town = openTown(
      Array.from({ length: 30 }, (_, at) => need({ id: `many0000${10 + at}`, supporters: 40 - at })),
    )
    const view = await open(NeedsPage, '/wishes')
    expect(view.findAll('.need')).toHaveLength(25)
    await press(view, '再看一些')
    expect(view.findAll('.need')).toHaveLength(30)
    expect(document.activeElement).toBe(view.findAll('.need')[25]?.get('a').element)
  })

  test('without network it says so, and comes when there is', async () => {
    town.offline = true
    const view = await open(NeedsPage, '/wishes')
    expect(view.text()).toContain('没有网络')
    town.offline = false
    await view.get('.notice button').trigger('click')
    await settle()
    expect(rows(view)).toHaveLength(1)
  })
})

describe('a wish', () => {
  test('tells why people want it, how its project stands, and how that came', async () => {
    town = openTown([need({ project: planned })])
    const { version: at, ...project } = planned
    town.history = [
      { ...project, at },
      { ...project, state: 'proposed', unit: null, by: null, at: '2026-11-01T04:00:00.000Z' },
    ]
    const view = await openWish()
    expect(view.get('h1').text()).toBe('银杏社区想要洗染店')
    expect(view.get('.now').text()).toMatch(/已列入计划.*商务局.*2027年3月31日/)
    expect(view.findAll('ol li b').map((one) => one.text())).toEqual(['已列入计划', '已列入研究'])
    expect(view.get('.whys').text()).toContain('三站车')
  })

  test('is supported with words, which wait; both are taken back together', async () => {
    const view = await openWish()
    await view.get('#wish-why').setValue(' 老人走不远\t ')
    await send(view)
    await vi.waitFor(() => expect(view.get('.status').text()).toContain('您支持过'))
    expect(town.sent.at(-1)?.body).toEqual({ why: '老人走不远' })
    await vi.waitFor(() => expect(view.get('.own').text()).toMatch(/老人走不远.*工作人员看过就公开/))
    button(view, '收回支持').element.focus()
    await press(view, '收回支持')
    expect(town.sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/wishes/laundry001/support' })
    await vi.waitFor(() => expect(view.find('.own').exists()).toBe(false))
    expect(document.activeElement?.textContent?.trim()).toBe('我也想要')
    expect(view.get('.lead').text()).toContain('41')
  })

  test('that could not be taken back says so, and the support stays', async () => {
    const view = await openWish()
    await send(view)
    await vi.waitFor(() => expect(view.find('.status').exists()).toBe(true))
    town.offline = true
    await press(view, '收回支持')
    expect(view.get('.errmsg').text()).toContain('没有收回')
    expect(view.get('.status').text()).toContain('您支持过')
  })

  test('words that were refused are told with the reason', async () => {
    const { id, community, want } = need()
    town.mine = [
      { id: id ?? '', community, want, why: '找张三', whyState: 'refused', reason: '写了个人信息' },
    ]
    localStorage.setItem('yikezhong.wishes', JSON.stringify([id]))
    const view = await openWish()
    expect(view.get('.own').text()).toMatch(/没有公开：.*写了个人信息/)
  })

  test('waits without network, can be dropped, and goes out once when it is back', async () => {
    const view = await openWish()
    town.offline = true
    await view.get('#wish-why').setValue('老人走不远')
    await send(view)
    await vi.waitFor(() => expect(view.get('.status').text()).toContain('已经存好'))
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await settle()
    await vi.waitFor(() => expect(view.get('.status').text()).toContain('您支持过'))
    expect(town.sent).toHaveLength(1)
  })

  test('with too many words is not sent', async () => {
    const view = await openWish()
    await view.get('#wish-why').setValue('字'.repeat(wishRule.why + 1))
    await send(view)
    expect(view.get('#wish-why-error').text()).toContain(`${wishRule.why} 个字`)
    expect(town.sent).toEqual([])
  })

  test('that there is not says so', async () => {
    const view = await openWish('nothing123')
    expect(view.get('h1').text()).toBe('没有这条需求')
  })
})

describe('saying what one wants', () => {
  test.each([
    [{ community: '', want: '', why: '' }, ['want', 'community']],
    [{ community: here, want: 'casino', why: '' }, ['want']],
    [{ community: here, want: 'meals', why: '字'.repeat(wishRule.why) }, []],
    [{ community: here, want: 'meals', why: '字'.repeat(wishRule.why + 1) }, ['why']],
  ])('%# lacks what is missing', (fields, faults) => {
    expect([...faultsOf(fields).keys()]).toEqual(faults)
  })

  test('begins with what the link says, is sent once, and leads to the wish', async () => {
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=meals`)
    await view.get('#wish-why').setValue('中午想吃口热的')
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('记下了'))
    expect(town.sent).toMatchObject([
      { path: '/api/wishes', body: { community: here, want: 'meals', why: '中午想吃口热的' } },
    ])
    await vi.waitFor(() => expect(view.get('.ways a').attributes('href')).toBe('/wishes/newwish001'))
    expect(view.text()).toContain('工作人员看过就公开')
  })

  test('what is wished already is offered before: one joins it', async () => {
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=laundry`)
    expect(view.get('.same').text()).toContain('已经有 41 人想要')
    expect(view.get('.same a').attributes('href')).toBe('/wishes/laundry001')
    expect(view.get('button[type=submit]').text()).toBe('我也想要')
    await send(view)
    await vi.waitFor(() => expect(view.text()).toContain('42 人想要'))
    expect(town.needs).toHaveLength(1)
  })

  test('and what is like it: the same next door', async () => {
    const view = await open(WishFormPage, `/wishes/new?community=${nextDoor}&type=laundry`)
    expect(view.find('.same').exists()).toBe(false)
    expect(view.get('.like').text()).toMatch(/银杏社区想要洗染店.*41 人想要/)
  })

  test('says beside the fields what is missing, goes to the first, and sends nothing', async () => {
    const view = await open(WishFormPage, '/wishes/new')
    await send(view)
    expect(view.get('#wish-want-error').text()).toContain('选一样')
    expect(document.activeElement?.id).toBe('wish-want')
    await view.get('#wish-want').setValue('meals')
    await send(view)
    expect(document.activeElement?.id).toBe('wish-community')
    expect(town.sent).toEqual([])
  })

  test('waits without network, and what was typed is there after the page was closed', async () => {
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=meals`)
    town.offline = true
    await view.get('#wish-why').setValue('中午想吃口热的')
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('还没发出去，已经存好'))
    if (shown) close(shown)
    const again = await open(WishFormPage, '/wishes/new')
    await vi.waitFor(() => expect(again.get('h1').text()).toBe('还没发出去，已经存好'))
    expect(again.text()).toContain('银杏社区想要助餐')
    town.offline = false
    await press(again, '再试一次')
    await vi.waitFor(() => expect(again.get('h1').text()).toBe('记下了'))
    expect(town.sent).toHaveLength(1)
  })

  test('refused for good, it can be mended and sent again', async () => {
    town.refusals = [{ code: 'invalid_request', status: 400 }]
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=meals`)
    await send(view)
    await vi.waitFor(() => expect(view.get('[role=alert]').text()).toContain('有一处填得不对'))
    await send(view)
    await vi.waitFor(() => expect(view.get('h1').text()).toBe('记下了'))
  })

  test('what was mended after a refusal is there when the page is opened anew', async () => {
    town.refusals = [{ code: 'invalid_request', status: 400 }]
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=meals`)
    await view.get('#wish-why').setValue('中午想吃口热的')
    await send(view)
    await vi.waitFor(() => expect(view.find('[role=alert]').exists()).toBe(true))
    await view.get('#wish-why').setValue('晚上也想吃口热的')
    if (shown) close(shown)
    const again = await open(WishFormPage, '/wishes/new')
    await vi.waitFor(() => expect(again.find('[role=alert]').exists()).toBe(true))
    expect(again.get<HTMLTextAreaElement>('#wish-why').element.value).toBe('晚上也想吃口热的')
  })

  test('in English', async () => {
    const view = await open(WishFormPage, `/wishes/new?community=${here}&type=laundry`, { language: 'en' })
    expect(view.get('h1').text()).toBe('Say what you want')
    expect(view.get('.same').text()).toContain('41 people want this already')
  })
})

describe('a circle', () => {
  test('says what is missing there, and nothing of elsewhere', async () => {
    town = openTown([need(), need({ id: 'other00001', community: nextDoor })])
    const view = await open(CircleNeeds, '/', { props: { circle: here } })
    expect(rows(view)).toEqual(['洗染店 银杏社区'])
    expect(view.get('.ways a').attributes('href')).toBe(`/wishes/new?community=${here}`)
  })

  test('says nothing where it cannot be had', async () => {
    town.offline = true
    const view = await open(CircleNeeds, '/', { props: { circle: here } })
    expect(view.find('section').exists()).toBe(false)
  })
})
