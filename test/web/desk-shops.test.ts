import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import type { ApplicationListed } from '../../schema/contract/application.ts'
import { useLetter } from '../../web/staff/letter.ts'
import ShopsPage from '../../web/staff/ShopsPage.vue'
import { type CheckFields, checkOf, readCheck } from '../../web/staff/shop-check.ts'
import { atDesk, problem, signedIn } from './desk-stage.ts'

// the map has tests of its own
vi.mock('../../web/staff/pin-map.ts', async () => {
  const { defineComponent, h } = await import('vue')
  return {
    PinMap: defineComponent({
      props: { position: Array, near: Array, label: String },
      emits: ['update:position'],
      setup:
        (props, { emit }) =>
        () =>
          h(
            'button',
            { type: 'button', class: 'pin', onClick: () => emit('update:position', [111.8712, 34.7465]) },
            `${props.label} ${props.near}`,
          ),
    }),
  }
})

const pages = [{ path: 'new-shops', name: 'desk-new-shops', component: ShopsPage }]

const application = (id: string, part: Partial<ApplicationListed> = {}): ApplicationListed => ({
  id,
  name: '银杏路豆腐脑',
  type: 'breakfast',
  address: '银杏路 9 号',
  community: '411281001005',
  hours: '早上6点到10点，周日休息',
  phone: null,
  note: '门口有两级台阶',
  at: '2026-11-24T08:05:00.000Z',
  state: 'open',
  reason: null,
  outlet: null,
  ...part,
})
const waiting = application('shop000001')
const list = [
  waiting,
  application('shop000002', { name: '康宁药房', type: 'pharmacy' }),
  application('shop000003', { name: '没有的店', state: 'refused', reason: '到现场看过，没有这家店' }),
  application('shop000004', { name: '新来的店', state: 'accepted', outlet: 'xinlaide01' }),
]
const given = { 'GET /api/desk/applications': { applications: list } }
const path = '/api/desk/applications/shop000001'
const seen = {
  name: '银杏路豆腐脑',
  type: 'breakfast',
  address: '银杏路 9 号',
  circle: '411281001005',
  hours: '06:00-10:00; Su off',
  phone: null,
  position: [111.8712, 34.7465],
}

async function open(at = '/desk/new-shops', more: Parameters<typeof atDesk>[1] = {}) {
  const stage = await atDesk(at, { pages, ...more, given: { ...given, ...more.given } })
  await flushPromises()
  return stage
}
const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('.desk-page button').find((one) => one.text() === text)
  if (!found) throw new Error(`no button ${text}`)
  return found
}
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await flushPromises()
}
async function submit(view: VueWrapper, form = '.entering form'): Promise<void> {
  await view.get(form).trigger('submit')
  await settle()
}

describe('what staff have seen', () => {
  const whole: CheckFields = { ...checkOf(waiting), position: [111.8712, 34.7465] }

  test('is the outlet, with hours as they are understood', () => {
    expect(readCheck(whole)).toEqual({ outlet: seen, wrong: new Set() })
    expect(readCheck({ ...whole, hours: '', phone: ' ' }).outlet).toMatchObject({ hours: null, phone: null })
    expect(readCheck({ ...whole, hours: 'Mo-Sa 06:00-10:00' }).outlet?.hours).toBe('Mo-Sa 06:00-10:00')
  })

  test.each<[Partial<CheckFields>, string[]]>([
    [{ position: null }, ['position']],
    [{ name: ' ', address: '' }, ['name', 'address']],
    [{ hours: '看心情' }, ['hours']],
  ])('is no outlet with %j', (part, wrong) => {
    const read = readCheck({ ...whole, ...part })
    expect(read.outlet).toBeNull()
    expect([...read.wrong]).toEqual(wrong)
  })
})

describe('new shops at the desk', () => {
  test('what waits, and what was decided lately', async () => {
    const { view } = await open()
    expect(view.findAll('.shop').map((one) => one.get('b').text())).toEqual(['银杏路豆腐脑', '康宁药房'])
    expect(view.findAll('.done').map((one) => one.get('.badge').text())).toEqual(['已退回', '已上线'])
  })

  test('one of them says what was said, and which outlets have a like name', async () => {
    const { view, router } = await open()
    await view.findAll('.shop')[1]?.trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ shop: 'shop000002' })
    expect(document.activeElement?.textContent).toBe('康宁药房')
    expect(view.get('[aria-labelledby=shop-alike]').text()).toContain('康宁大药房')
    // the one of that name elsewhere is another
    expect(view.get('[aria-labelledby=shop-alike]').text()).not.toContain('远处店')
  })

  test('is accepted with its pin, and leads to the invitation with the outlet chosen', async () => {
    const { view, told, router } = await open('/desk/new-shops?shop=shop000001', {
      given: { [`POST ${path}/acceptance`]: { id: 'xindian001', version: '2026-11-24T12:36:00.000Z' } },
    })
    await submit(view)
    expect(view.get('#check-position [role=alert]').text()).toContain('标出位置')
    expect(document.activeElement?.id).toBe('check-position')
    expect(view.get('.pin').text()).toContain('111.874,34.747')
    await view.get('.pin').trigger('click')
    await submit(view)
    expect(told).toEqual([{ method: 'POST', path: `${path}/acceptance`, body: seen }])
    expect(view.get('.told').text()).toContain('已经上线')
    await button(view, '打印给店主的邀请函').trigger('click')
    await settle()
    expect(router.currentRoute.value.name).toBe('desk-invite')
    expect(useLetter().draft.outlets).toEqual([
      { id: 'xindian001', name: '银杏路豆腐脑', community: '411281001005' },
    ])
  })

  test('what was filled in is kept when the network fails, and when one looks at another', async () => {
    const { view, told } = await open('/desk/new-shops?shop=shop000001', {
      given: { [`POST ${path}/acceptance`]: 'offline' },
    })
    await view.get('#check-name').setValue('银杏路老豆腐脑')
    await view.get('.pin').trigger('click')
    await submit(view)
    expect(view.get('.desk-told.bad').text()).toContain('没有网络')
    expect(view.get<HTMLInputElement>('#check-name').element.value).toBe('银杏路老豆腐脑')
    await button(view, '返回列表').trigger('click')
    await settle()
    await view.get('.shop').trigger('click')
    await settle()
    expect(view.get<HTMLInputElement>('#check-name').element.value).toBe('银杏路老豆腐脑')
    expect(told).toHaveLength(1)
  })

  test('is refused with a reason, and that is undone', async () => {
    const { view, told } = await open('/desk/new-shops?shop=shop000001')
    await button(view, '退回').trigger('click')
    await submit(view, '.refusing')
    expect(told).toEqual([])
    await view.get('.refusing input[type=radio]').setValue()
    await submit(view, '.refusing')
    expect(view.get('.told').text()).toContain('已退回')
    await button(view, '撤销退回').trigger('click')
    await settle()
    expect(told).toEqual([
      { method: 'POST', path, body: { verdict: 'refused', reason: '到现场看过，没有这家店' } },
      { method: 'POST', path, body: { verdict: 'undo' } },
    ])
  })

  test('that somebody else has decided leaves the list, and that is said', async () => {
    const { view } = await open('/desk/new-shops?shop=shop000001', {
      given: { [`POST ${path}/acceptance`]: problem(412, 'changed_meanwhile') },
    })
    await view.get('.pin').trigger('click')
    await submit(view)
    expect(view.get('.told').text()).toContain('刚被别人处理了')
    expect(view.find('.entering').exists()).toBe(false)
  })

  test('an auditor reads and has nothing to act with', async () => {
    const { view } = await open('/desk/new-shops?shop=shop000001', {
      session: signedIn({ role: 'auditor', area: null }),
    })
    expect(view.find('.entering').exists()).toBe(false)
    expect(view.text()).not.toContain('退回')
  })
})
