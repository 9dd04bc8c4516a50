import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import ListingPage from '../../web/merchant/ListingPage.vue'
import { emptyDatabase } from './database.ts'
import {
  button,
  listing,
  merchant,
  openRow,
  openTown,
  press,
  save,
  settle,
  shop,
  staff,
  type Town,
  visit,
} from './merchant-town.ts'
import type { Shown } from './places-stage.ts'

/** Under which the merchant's draft is kept. */
const draftKey = `yikezhong.listing.chenguang.${shop}`
let town: Town
beforeEach(() => {
  emptyDatabase()
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:36:00+08:00'), toFake: ['Date'] })
  town = openTown()
})
afterEach(() => {
  sessionStorage.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const page = (options: Parameters<typeof visit>[1] = {}) =>
  visit(ListingPage, { props: { id: shop }, ...options })
const rowOf = (view: Shown['view'], field: string) => view.get(`#listing-${field}-row`).text()
const phone = (view: Shown['view']) => view.get<HTMLInputElement>('#listing-phone-field')
/** The tab is closed and opened again, or one comes back from signing in. */
async function again({ view }: Shown, options: Parameters<typeof visit>[1] = {}): Promise<Shown> {
  view.unmount()
  return page(options)
}

describe('who may', () => {
  test('whoever is not signed in is led to signing in, and back', async () => {
    town.session = { stage: null, account: null, fresh: false }
    const { router } = await page()
    await settle()
    expect(router.currentRoute.value.name).toBe('sign-in')
    expect(router.currentRoute.value.query).toEqual({ next: `/merchant/${shop}` })
  })

  test('what is not theirs is said not to be', async () => {
    const { view } = await visit(ListingPage, { props: { id: 'another001' } })
    expect(view.get('h1').text()).toBe('没有这家店')
  })

  test('staff set what a merchant has checked', async () => {
    town.session = staff
    const { view } = await page()
    expect(view.text()).toContain('您是工作人员，改了马上生效。')
    await openRow(view, 'name')
    await view.get('#listing-name-field').setValue('晨光饭店')
    expect(button(view, '保存').exists()).toBe(true)
    await save(view)
    expect(rowOf(view, 'name')).toContain('晨光饭店')
    expect(view.find('.beside').exists()).toBe(false)
  })
})

describe('what shows', () => {
  test('every field in words, and nothing open', async () => {
    const { view } = await page()
    expect(view.get('h1').text()).toBe('晨光早餐店')
    expect(document.title).toContain('改晨光早餐店的信息')
    expect(rowOf(view, 'hours')).toContain('周一至周六 5:30–20:30')
    expect(rowOf(view, 'prices')).toContain('包子 1.5–2.5 元 / 个')
    expect(rowOf(view, 'payment')).toContain('不能刷卡')
    expect(rowOf(view, 'chain')).toContain('不是连锁店')
    expect(view.findAll('[aria-expanded="true"]')).toEqual([])
    // a part that comes late, and is compiled when it does
    await vi.waitFor(() => expect(view.get('.ratings').text()).toContain('47 位居民'), 15_000)
  })

  test('one row is open at a time', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await openRow(view, 'services')
    expect(view.findAll('form:not(.new)')).toHaveLength(1)
    expect(view.get('#listing-phone-row').attributes('aria-expanded')).toBe('false')
  })

  test('is whole in English', async () => {
    const { view } = await page({ language: 'en' })
    expect(view.text()).not.toMatch(/merchant\.\w+|\{\w+\}/)
    expect(view.text()).toContain('Is this still right?')
  })
})

describe('still right?', () => {
  test('one tap says so', async () => {
    const { view } = await page()
    expect(view.get('.still').classes()).toContain('due')
    expect(view.get('.still').text()).toContain('92 天前')
    await press(view, '都准确')
    expect(town.changes()).toMatchObject([{ method: 'POST', path: `/api/listings/${shop}/confirmation` }])
    expect(view.get('[role="status"]').text()).toBe('记下了，今天确认过。')
    expect(view.get('.still').classes()).not.toContain('due')
  })

  test('"change it" opens the hours and brings the keyboard there', async () => {
    const { view } = await page()
    await press(view, '要改')
    expect(view.find('.week-editor').exists()).toBe(true)
    expect(document.activeElement?.id).toBe('listing-hours-row')
  })
})

describe('saving', () => {
  test('sends only what was changed, from the state that was read', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    expect(view.find('form:not(.new) .acts').exists()).toBe(false)
    await phone(view).setValue('0398-000 0199')
    expect(rowOf(view, 'phone')).toContain('没保存')
    expect(rowOf(view, 'phone')).toContain('0398-000 0188')
    await save(view)
    expect(town.changes()).toMatchObject([
      {
        method: 'PATCH',
        path: `/api/listings/${shop}`,
        version: '"2026-11-01T00:00:00.000Z"',
        body: { phone: '0398-000 0199' },
      },
    ])
    expect(town.changes()[0]?.key).toMatch(/^[\w-]{8,64}$/)
    expect(view.get('[role="status"]').text()).toBe('电话改好了，居民现在看到的就是新的。')
    expect(rowOf(view, 'phone')).not.toContain('没保存')
    expect(view.find('form:not(.new) .acts').exists()).toBe(false)
    expect(document.activeElement?.textContent).toContain('电话改好了')
  })

  test('undo takes back what was typed', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('1')
    await press(view, '撤销')
    expect(phone(view).element.value).toBe('0398-000 0188')
    expect(sessionStorage.getItem(draftKey)).toBeNull()
  })

  test('a fault is said beside the field, and nothing is sent', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('没有')
    await save(view)
    expect(view.get('#listing-phone-field-error').text()).toBe('电话要有数字')
    expect(phone(view).attributes('aria-describedby')).toContain('listing-phone-field-error')
    expect(town.changes()).toEqual([])
  })

  test('what the worker finds fault with is said beside the field, too', async () => {
    town.refusals = [
      { code: 'invalid_request', status: 400, fields: [{ field: 'prices.1.item', reason: 'no' }] },
    ]
    const { view } = await page()
    await openRow(view, 'prices')
    await view.findAll('input[data-part="item"]')[1]?.setValue('肉包子')
    await save(view)
    expect(view.findAll('li fieldset')[1]?.text()).toContain('这里填得不对')
  })

  test('facts are so, not so, or not known', async () => {
    const { view } = await page()
    await openRow(view, 'payment')
    const [, no] = view.findAll<HTMLInputElement>('.fact:first-of-type input')
    await no?.setValue()
    await save(view)
    expect(town.changes()[0]?.body).toEqual({
      payment: { cash: false, bank_card: false, mobile_pay: null },
    })
  })
})

describe('prices', () => {
  const items = (view: Shown['view']) =>
    view.findAll<HTMLInputElement>('input[data-part="item"]').map(({ element }) => element.value)

  test('are added, put in order and removed, with the keyboard where it was', async () => {
    const { view } = await page()
    await openRow(view, 'prices')
    await press(view, '加一个价格')
    expect(document.activeElement).toBe(view.findAll('input[data-part="item"]')[2]?.element)
    const row = view.findAll('li fieldset')[2]
    const [item, unit, from] = row?.findAll('input') ?? []
    await item?.setValue('豆浆')
    await unit?.setValue('杯')
    await from?.setValue('２．３')
    await press(view, '“豆浆”往上移')
    expect(items(view)).toEqual(['胡辣汤', '豆浆', '包子'])
    expect(document.activeElement?.getAttribute('aria-label')).toBe('“豆浆”往上移')
    expect(view.text()).toContain('“豆浆”现在是第 2 个。')
    await view.findAll('input[data-part="item"]')[1]?.trigger('keydown', { key: 'ArrowUp', altKey: true })
    await settle()
    expect(items(view)).toEqual(['豆浆', '胡辣汤', '包子'])
    await press(view, '去掉“胡辣汤”')
    await save(view)
    expect(town.changes()[0]?.body).toEqual({
      prices: [
        { item: '豆浆', fen: 230, fenTo: null, unit: '杯' },
        { item: '包子', fen: 150, fenTo: 250, unit: '个' },
      ],
    })
  })

  test.each([
    ['', '3', '', '写上这是什么的价格'],
    ['豆浆', '三块', '', '填数字'],
    ['豆浆', '3', '2', '要比前面的大'],
    ['豆浆', '2000000', '', '太大了'],
    ['好'.repeat(41), '3', '', '最多 40 个字'],
  ])('%j for %j to %j is not sent', async (item, from, to, fault) => {
    const { view } = await page()
    await openRow(view, 'prices')
    const inputs = view.findAll('li fieldset')[0]?.findAll('input') ?? []
    await inputs[0]?.setValue(item)
    await inputs[2]?.setValue(from)
    await inputs[3]?.setValue(to)
    await save(view)
    expect(view.find('li .errmsg').text()).toContain(fault)
    expect(town.changes()).toEqual([])
  })
})

describe('what staff check first', () => {
  test('waits beside the old value, and is taken back', async () => {
    const { view } = await page()
    await openRow(view, 'name')
    await view.get('#listing-name-field').setValue('晨光饭店')
    expect(button(view, '交给工作人员看').exists()).toBe(true)
    await save(view)
    expect(view.get('[role="status"]').text()).toContain('工作人员看过才换')
    expect(rowOf(view, 'name')).toContain('晨光早餐店')
    expect(view.get('.beside').text()).toContain('居民现在看到晨光早餐店')
    expect(view.get('.beside').text()).toContain('等工作人员看晨光饭店')
    await press(view, '收回店名的改动')
    expect(town.changes()[1]).toMatchObject({
      method: 'DELETE',
      path: `/api/listings/${shop}/proposals/name`,
    })
    expect(view.find('.beside').exists()).toBe(false)
  })

  test('what was refused is shown with the reason', async () => {
    town.listing = listing(
      {},
      {
        waiting: [
          {
            id: 'proposal01',
            field: 'type',
            value: 'pharmacy',
            at: '2026-11-20T01:00:00.000Z',
            state: 'refused',
            reason: '没有药品经营许可证',
          },
        ],
      },
    )
    const { view } = await page()
    expect(view.get('.beside').text()).toContain('没有通过药店')
    expect(view.get('.beside').text()).toContain('原因：没有药品经营许可证')
    expect(view.find('.beside button').exists()).toBe(false)
  })

  test('is frozen while whose outlet it is, is in dispute', async () => {
    town.listing = listing({}, { disputed: true })
    const { view } = await page()
    expect(view.text()).toContain('这四样先不能改')
    await openRow(view, 'name')
    expect(view.find('form').exists()).toBe(false)
  })
})

describe('when it does not go well', () => {
  test('without network what was saved waits, and is tried again with the same key', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.offline = true
    await save(view)
    expect(view.get('.kept-entry').text()).toContain('存好了，等着寄出')
    expect(view.get('.kept-entry').text()).toContain('0398-000 0199')
    expect(view.get('[role="status"]').text()).toContain('没有网络，先存好了')
    expect(document.activeElement?.textContent).toContain('存好了，等着寄出')
    expect(phone(view).element.value).toBe('0398-000 0199')
    town.offline = false
    town.lost = true
    await press(view, '现在寄')
    await press(view, '现在寄')
    const keys = town.changes().map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(rowOf(view, 'phone')).toContain('0398-000 0199')
  })

  test('other words are another change, with another key', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.refusals = [{}, {}]
    await save(view)
    await phone(view).setValue('0398-000 0198')
    await save(view)
    expect(new Set(town.changes().map(({ key }) => key)).size).toBe(2)
  })

  test('what was saved survives signing in again, and goes out then', async () => {
    const first = await page()
    await openRow(first.view, 'phone')
    await phone(first.view).setValue('0398-000 0199')
    const { session } = town
    town.session = { stage: null, account: null, fresh: false }
    await save(first.view)
    expect(first.router.currentRoute.value.name).toBe('sign-in')
    expect(first.router.currentRoute.value.query).toEqual({ next: `/merchant/${shop}`, why: 'over' })
    town.session = session
    const { view } = await again(first)
    expect(town.listing.fields.phone).toBe('0398-000 0199')
    expect(rowOf(view, 'phone')).toContain('0398-000 0199')
    expect(view.find('.kept-entry').exists()).toBe(false)
  })

  test('what was typed and not saved survives it, too', async () => {
    const first = await page()
    await openRow(first.view, 'phone')
    await phone(first.view).setValue('0398-000 0199')
    const { view } = await again(first)
    expect(view.text()).toContain('上次没保存的还在：电话。')
    expect(phone(view).element.value).toBe('0398-000 0199')
  })

  test('what has arrived all the same is neither a draft nor waiting', async () => {
    const first = await page()
    await openRow(first.view, 'phone')
    await phone(first.view).setValue('0398-000 0199')
    town.lost = true
    await save(first.view)
    const { view } = await again(first)
    expect(view.text()).not.toContain('没保存')
    expect(view.find('.kept-entry').exists()).toBe(false)
    expect(new Set(town.changes().map(({ key }) => key)).size).toBe(1)
    expect(rowOf(view, 'phone')).toContain('0398-000 0199')
  })

  test('what another account has begun in the same tab is theirs', async () => {
    const first = await page()
    await openRow(first.view, 'phone')
    await phone(first.view).setValue('0398-000 0199')
    town.session = staff
    const { view } = await again(first)
    expect(view.text()).not.toContain('没保存')
    town.session = merchant
    expect((await again(first)).view.text()).toContain('没保存')
  })

  test('words of an older site are no draft', async () => {
    sessionStorage.setItem(draftKey, '{"forms":{"phone":7}}')
    const { view } = await page()
    expect(view.text()).not.toContain('没保存')
  })
})

describe('two at once', () => {
  test('what others changed elsewhere does not stop it, and is told', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.meanwhile({ hours: 'Mo-Su 06:00-20:00' })
    await save(view)
    expect(town.listing.fields).toMatchObject({ phone: '0398-000 0199', hours: 'Mo-Su 06:00-20:00' })
    expect(view.get('[role="status"]').text()).toContain('刚才别人也改了营业时间')
    expect(view.find('.conflict').exists()).toBe(false)
  })

  test('of the same field both are shown; mine is kept', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.meanwhile({ phone: '0398-000 0155' })
    await save(view)
    const conflict = view.get('.conflict')
    expect(conflict.text()).toContain('别人改成0398-000 0155')
    expect(conflict.text()).toContain('您填的0398-000 0199')
    expect(document.activeElement?.id).toBe('listing-conflict')
    expect(town.listing.fields.phone).toBe('0398-000 0155')
    await press(view, '电话：用我的')
    expect(town.listing.fields.phone).toBe('0398-000 0199')
    expect(view.find('.conflict').exists()).toBe(false)
  })

  test('theirs is kept', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.meanwhile({ phone: '0398-000 0155' })
    await save(view)
    await press(view, '电话：用别人的')
    expect(town.listing.fields.phone).toBe('0398-000 0155')
    expect(town.changes()).toHaveLength(1)
    expect(phone(view).element.value).toBe('0398-000 0155')
    expect(view.find('.conflict').exists()).toBe(false)
  })

  test('a draft from before somebody else changed it is shown beside theirs', async () => {
    const first = await page()
    await openRow(first.view, 'phone')
    await phone(first.view).setValue('0398-000 0199')
    town.meanwhile({ phone: '0398-000 0155' })
    const { view } = await again(first)
    expect(view.get('.conflict').text()).toContain('0398-000 0155')
  })

  test('the same change is no conflict', async () => {
    const { view } = await page()
    await openRow(view, 'phone')
    await phone(view).setValue('0398-000 0199')
    town.meanwhile({ phone: '0398-000 0199' })
    await save(view)
    expect(view.find('.conflict').exists()).toBe(false)
    expect(view.get('[role="status"]').text()).toContain('电话改好了')
  })
})

describe('what residents say is wrong', () => {
  test('shows, with what staff have made of it; nothing shows while nobody has said anything', async () => {
    expect((await page()).view.find('#listing-reports').exists()).toBe(false)
    const report = {
      id: 'report0001',
      outlet: shop,
      name: '晨光早餐店',
      community: '银杏社区',
      fact: 'hours',
      right: '周日下午不开门',
      at: '2026-11-24T08:05:00.000Z',
    } as const
    town.reports = [
      { ...report, state: 'open', reason: null },
      { ...report, id: 'report0002', right: '', state: 'refused', reason: '问过店里，现在的没错' },
    ]
    const { view } = await page()
    const told = view.findAll('section[aria-labelledby="listing-reports"] li').map((row) => row.text())
    expect(told[0]).toContain('营业时间不对')
    expect(told[0]).toContain('周日下午不开门')
    expect(told[1]).toContain('理由：问过店里，现在的没错')
  })
})

describe('the history', () => {
  beforeEach(() => {
    town.history = [
      {
        id: 3,
        at: '2026-11-24T01:00:00.000Z',
        by: { role: 'merchant', handle: 'chenguang' },
        before: { phone: '0398-000 0100' },
        after: { phone: '0398-000 0188' },
        restorable: true,
      },
      {
        id: 2,
        at: '2026-11-23T01:00:00.000Z',
        by: { role: 'community', handle: null },
        before: { proposal: 'name', state: 'waiting' },
        after: { proposal: 'name', state: 'refused' },
        restorable: false,
      },
      {
        id: 1,
        at: '2025-11-23T01:00:00.000Z',
        by: { role: 'import', handle: null },
        before: null,
        after: { name: '晨光早餐店', hours: 'Mo-Su 06:00-20:00' },
        restorable: false,
      },
    ]
  })

  test('says who changed what, in words', async () => {
    const { view } = await page()
    await press(view, '改动记录')
    expect(document.activeElement?.id).toBe('listing-history')
    const rows = view.findAll('#listing-history-list > ol > li').map((row) => row.text())
    expect(rows[0]).toContain('您')
    expect(rows[0]).toContain('原来0398-000 0100改成0398-000 0188')
    expect(rows[1]).toContain('社区')
    expect(rows[1]).toContain('没有同意“店名”的改动')
    expect(rows[2]).toContain('导入2025年11月23日第一次登记')
  })

  test.each([
    [{ status: 'open' }, { status: 'paused', reason: '电话打不通' }, /营业改成暂停营业理由：电话打不通$/],
    [
      { confirmedAt: '2026-03-01', confirmedBy: 'merchant' },
      { confirmedAt: '2026-11-24', confirmedBy: 'staff' },
      /确认信息都准确$/,
    ],
    [
      { confirmedAt: '2026-11-24', confirmedBy: 'staff' },
      { confirmedAt: '2026-03-01', confirmedBy: 'merchant' },
      /收回了刚才的确认$/,
    ],
    [
      { confirmedAt: '2026-11-24', confirmedBy: 'staff' },
      { confirmedAt: null, confirmedBy: null },
      /收回了刚才的确认$/,
    ],
  ])('says what staff found, and why: %j → %j', async (before, after, words) => {
    const by = { role: 'community', handle: null }
    town.history = [{ id: 9, at: '2026-11-24T01:00:00.000Z', by, before, after, restorable: false }]
    const { view } = await page()
    await press(view, '改动记录')
    expect(view.get('#listing-history-list > ol > li').text()).toMatch(words)
  })

  test('restores after asking', async () => {
    const { view } = await page()
    await press(view, '看谁改过什么')
    await press(view, '恢复成原来的：电话')
    expect(document.activeElement?.tagName).toBe('LEGEND')
    expect(town.changes()).toEqual([])
    await press(view, '先不恢复')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('恢复成原来的：电话')
    await press(view, '恢复成原来的：电话')
    await press(view, '恢复')
    expect(town.changes()).toMatchObject([{ path: `/api/listings/${shop}/restoration`, body: { change: 3 } }])
    expect(rowOf(view, 'phone')).toContain('0398-000 0100')
    expect(view.get('[role="status"]').text()).toContain('恢复了。')
  })
})
