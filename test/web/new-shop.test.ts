import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { applicationRule } from '../../schema/catalog/application-rule.ts'
import NewShopPage from '../../web/new-shop/NewShopPage.vue'
import {
  emptyShop,
  faultsOf,
  type NewShopField,
  type NewShopFields,
  understood,
} from '../../web/new-shop/new-shop-form.ts'
import type { Shown } from './places-stage.ts'
import { close, openTown, press, send, settle, type Town, visit } from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))

let town: Town
let shown: Shown | null = null
type View = Shown['view']

async function open(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<View> {
  shown = await visit(NewShopPage, undefined, { language })
  return shown.view
}

const given: NewShopFields = {
  ...emptyShop(),
  name: '银杏路豆腐脑',
  type: 'breakfast',
  community: '411281001005',
  address: '银杏路 9 号',
}

async function fill(view: View, fields: Partial<NewShopFields> = given): Promise<void> {
  for (const [field, text] of Object.entries(fields)) {
    if (text !== '') await view.get(`#shop-${field}`).setValue(text)
  }
}

const heading = (view: View, text: string) => vi.waitFor(() => expect(view.get('h1').text()).toBe(text))

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  if (shown) close(shown)
  shown = null
  vi.unstubAllGlobals()
})

describe('what a new shop must have', () => {
  test.each<[Partial<NewShopFields>, NewShopField[]]>([
    [{}, []],
    [emptyShop(), ['name', 'type', 'community', 'address']],
    [{ name: ' ', address: ' ' }, ['name', 'address']],
    [{ note: '字'.repeat(applicationRule.note) }, []],
    [{ note: '字'.repeat(applicationRule.note + 1), name: '店'.repeat(61) }, ['name', 'note']],
    [{ hours: '早'.repeat(applicationRule.hours + 1) }, ['hours']],
  ])('%j lacks %j', (part, faults) => {
    expect([...faultsOf({ ...given, ...part }).keys()].toSorted()).toEqual(faults.toSorted())
  })

  test.each([
    ['早上6点到10点，周日休息', /10:00/],
    ['周一到周五 8:00-18:00', /18:00/],
  ])('hours in words are read: %s', (hours, words) => {
    expect(understood(hours, 'zh')?.words).toMatch(words)
  })

  test('hours that are not certain are not read', () => {
    expect(understood('看心情', 'zh')).toBeNull()
  })
})

describe('naming a new shop', () => {
  test('is sent once, with a proof and a key, and says what happens next', async () => {
    const view = await open()
    await fill(view)
    await fill(view, { hours: '早上6点到10点', phone: ' 0398-0001299 ', note: '门口有台阶\t ' })
    expect(view.get('.read').text()).toContain('我们读成')
    await send(view)
    await heading(view, '谢谢，已经收到')
    expect(view.text()).toContain(`${applicationRule.lookWithin} 个工作日`)
    expect(view.get('.ways a').attributes('href')).toBe('/circles/411281001005')
    expect(town.changes()).toHaveLength(1)
    const [request] = town.changes()
    expect(request).toMatchObject({
      path: '/api/applications',
      body: {
        name: given.name,
        type: 'breakfast',
        community: given.community,
        address: given.address,
        hours: '早上6点到10点',
        phone: '0398-0001299',
        note: '门口有台阶',
      },
    })
    expect(request?.proof).toMatch(/^proof-/)
    expect(request?.key).toMatch(/^[\w-]{36}$/)
  })

  test('says beside the fields what is missing, goes to the first, and sends nothing', async () => {
    const view = await open()
    await send(view)
    expect(view.get('#shop-name-error').text()).toContain('写上店名')
    expect(view.get('#shop-type-error').text()).toContain('选一种')
    expect(document.activeElement?.id).toBe('shop-name')
    await fill(view, { name: '银杏路豆腐脑', type: 'breakfast' })
    await send(view)
    expect(document.activeElement?.id).toBe('shop-community')
    expect(town.changes()).toEqual([])
  })

  test('of which there is one already, asks once whether it is that one', async () => {
    const view = await open()
    await fill(view, { ...given, name: '康宁药房' })
    expect(view.get('.alike').text()).toContain('康宁大药房')
    expect(view.get('.alike a').attributes('href')).toBe('/outlets/kangning01')
    await send(view)
    expect(town.changes()).toEqual([])
    expect(document.activeElement?.textContent).toBe('是不是这家？')
    await press(view, '都不是，继续填')
    expect(document.activeElement?.id).toBe('shop-address')
    await send(view)
    await heading(view, '谢谢，已经收到')
    expect(town.changes()).toHaveLength(1)
  })

  test('waits without network and goes out once when it is back; another can be named meanwhile', async () => {
    const view = await open()
    await fill(view)
    town.offline = true
    await send(view)
    await heading(view, '还没发出去，已经存好')
    await press(view, '再报一家')
    await fill(view, { ...given, name: '银杏路煎饼' })
    await send(view)
    await heading(view, '还没发出去，已经存好')
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await settle()
    await heading(view, '谢谢，已经收到')
    expect(town.changes().map(({ body }) => JSON.stringify(body))).toEqual([
      expect.stringContaining('豆腐脑'),
      expect.stringContaining('煎饼'),
    ])
  })

  test('refused for good, it can be mended and sent again', async () => {
    town.refusals = [{ problem: { code: 'invalid_request', status: 400 } }]
    const view = await open()
    await fill(view)
    await send(view)
    await vi.waitFor(() => expect(view.get('[role=alert]').text()).toContain('有一处填得不对'))
    expect(view.get<HTMLInputElement>('#shop-name').element.value).toBe(given.name)
    await send(view)
    await heading(view, '谢谢，已经收到')
  })

  test('what was mended after a refusal is there when the page is opened anew, and takes its place', async () => {
    town.refusals = [{ problem: { code: 'invalid_request', status: 400 } }]
    const view = await open()
    await fill(view)
    await send(view)
    await vi.waitFor(() => expect(view.find('[role=alert]').exists()).toBe(true))
    await view.get('#shop-name').setValue('银杏路豆腐脑店')
    if (shown) close(shown)
    const again = await open()
    await vi.waitFor(() => expect(again.find('[role=alert]').exists()).toBe(true))
    expect(again.get<HTMLInputElement>('#shop-name').element.value).toBe('银杏路豆腐脑店')
    await send(again)
    await heading(again, '谢谢，已经收到')
  })

  test('what is begun while another one waits is there when the page is opened anew', async () => {
    const view = await open()
    await fill(view)
    town.offline = true
    await send(view)
    await heading(view, '还没发出去，已经存好')
    await press(view, '再报一家')
    await view.get('#shop-name').setValue('银杏路煎饼')
    if (shown) close(shown)
    const again = await open()
    await settle()
    expect(again.get<HTMLInputElement>('#shop-name').element.value).toBe('银杏路煎饼')
  })

  test('begins with the community that one walks from', async () => {
    localStorage.setItem('yikezhong.community', '411281001003')
    const view = await open()
    expect(view.get<HTMLSelectElement>('#shop-community').element.value).toBe('411281001003')
  })

  test('in English', async () => {
    const view = await open('en')
    expect(view.get('h1').text()).toBe('A new shop')
    expect(view.get('label[for=shop-type]').text()).toBe('What kind of shop')
  })
})
