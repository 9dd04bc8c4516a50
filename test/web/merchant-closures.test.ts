import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { CLOSURES_MAX } from '../../schema/contract/limits.ts'
import { dayOfIso, isoOf } from '../../schema/rules/hours/days.ts'
import type { Closure } from '../../schema/rules/hours/model.ts'
import ClosureEditor from '../../web/merchant/ClosureEditor.vue'
import type { Language } from '../../web/shell/preferences.ts'
import { button, focused, type Kept, keep, type Shown } from './merchant-stage.ts'

const isList = (value: unknown): value is Closure[] => Array.isArray(value)
const closure = (from: string, to: string, reason: string | null = null): Closure => ({ from, to, reason })
const newYear = closure('2026-01-01', '2026-01-03', '元旦')

function edit(
  closures: Closure[],
  props: Record<string, unknown> = {},
  language: Language = 'zh-CN',
): Promise<Kept<Closure[]>> {
  return keep(ClosureEditor, 'closures', closures, isList, props, language)
}

const press = async ({ view }: Shown, name: string) => {
  await button(view, name).trigger('click')
  await flushPromises()
}
const said = ({ view }: Shown) => view.get('[role="status"]').text()
const dates = ({ view }: Shown, within: string) => view.findAll(`${within} input[type="date"]`)
const values = (fields: readonly { element: Element }[]) =>
  fields.map(({ element }) => (element instanceof HTMLInputElement ? element.value : ''))

async function fillForm(list: Shown, from: string, to: string, reason = ''): Promise<void> {
  const [first, last] = dates(list, 'form')
  await first?.setValue(from)
  await last?.setValue(to)
  await list.view.get('form input:not([type="date"])').setValue(reason)
  await list.view.get('form').trigger('submit')
  await flushPromises()
}

describe('the closure editor', () => {
  test('closes for Spring Festival in one tap', async () => {
    const list = await edit([])
    expect(values(dates(list, '.festival:first-child'))).toEqual(['2026-02-15', '2026-02-23'])
    await press(list, '这 9 天停业')
    expect(list.value()).toEqual([closure('2026-02-15', '2026-02-23', '春节')])
    expect(said(list)).toContain('春节放假已登记停业')
    expect(list.view.get('.festival:first-child').text()).toContain('已登记停业')
    expect(dates(list, '.festival:first-child')).toEqual([])
    expect(document.activeElement?.className).toBe('done')
  })

  test('closes for other days of the festival, as they were changed', async () => {
    const list = await edit([])
    const [first, last] = dates(list, '.festival:first-child')
    await first?.setValue('2026-02-13')
    await last?.setValue('2026-02-20')
    await press(list, '这 8 天停业')
    expect(list.value()).toEqual([closure('2026-02-13', '2026-02-20', '春节')])
    expect(list.view.get('.festival:first-child').text()).toContain('已登记停业')
  })

  test('closes for National Day, which stands first when it is next', async () => {
    const list = await edit([], { now: Date.parse('2026-08-01T10:00:00+08:00') })
    expect(list.view.get('.festival h3').text()).toBe('国庆放假')
    await press(list, '这 7 天停业')
    expect(list.value()).toEqual([closure('2026-10-01', '2026-10-07', '国庆节')])
  })

  test('says that a year is not published, and lets the merchant choose', async () => {
    const list = await edit([], { now: Date.parse('2026-11-26T10:00:00+08:00') })
    expect(list.view.text()).toContain('2027 年的放假安排还没公布')
    expect(dates(list, '.festival')).toEqual([])
    await press(list, '自己选日期')
    expect(list.view.get('.festival').text()).not.toContain('选一下')
    await press(list, '登记停业')
    expect(list.value()).toEqual([])
    expect(list.view.get('.festival').text()).toContain('选一下第一天')
    const [first, last] = dates(list, '.festival')
    await first?.setValue('2027-02-05')
    await last?.setValue('2027-02-11')
    await press(list, '这 7 天停业')
    expect(list.value()).toEqual([closure('2027-02-05', '2027-02-11', '春节')])
  })

  test('enters any other days, with a reason or without', async () => {
    const list = await edit([newYear])
    await press(list, '别的日子停业')
    expect(document.activeElement).toBe(dates(list, 'form')[0]?.element)
    await fillForm(list, '2026-03-02', '2026-03-04', ' 装  修 ')
    expect(list.value()).toEqual([newYear, closure('2026-03-02', '2026-03-04', '装 修')])
    expect(said(list)).toBe('已登记停业：3月2日到3月4日，共 3 天')
    expect(focused()).toBe('别的日子停业')
    await press(list, '别的日子停业')
    await fillForm(list, '2026-04-01', '2026-04-01')
    expect(list.value().at(-1)).toEqual(closure('2026-04-01', '2026-04-01', null))
  })

  test('makes one of those that overlap, and says so', async () => {
    const list = await edit([closure('2026-02-15', '2026-02-23', '春节')])
    await press(list, '别的日子停业')
    await fillForm(list, '2026-02-22', '2026-02-27', '装修')
    expect(list.value()).toEqual([closure('2026-02-15', '2026-02-27', '春节、装修')])
    expect(said(list)).toContain('合成了一次')
  })

  test.each([
    ['', '', '选一下第一天', 0],
    ['2026-03-02', '', '选一下最后一天', 1],
    ['2026-03-02', '2026-03-01', '最后一天比第一天早', 1],
    ['2026-01-20', '2026-03-01', '已经过去的日子不能选', 0],
    ['2026-03-02', '2028-03-01', '最多 366 天', 1],
  ])('refuses %s to %s beside the date', async (from, to, words, at) => {
    const list = await edit([])
    await press(list, '别的日子停业')
    await fillForm(list, from, to)
    expect(list.value()).toEqual([])
    const wrong = dates(list, 'form')[at]
    expect(wrong?.attributes('aria-invalid')).toBe('true')
    expect(list.view.get(`[id="${wrong?.attributes('aria-describedby')}"]`).text()).toContain(words)
    expect(document.activeElement).toBe(wrong?.element)
  })

  test('refuses a reason that is too long, and keeps it', async () => {
    const list = await edit([])
    await press(list, '别的日子停业')
    await fillForm(list, '2026-03-02', '2026-03-02', '长'.repeat(61))
    expect(list.value()).toEqual([])
    expect(list.view.text()).toContain('原因最多 60 个字')
  })

  test('changes one where it stands', async () => {
    const list = await edit([
      closure('2026-03-02', '2026-03-04', '装修'),
      closure('2026-05-01', '2026-05-05'),
    ])
    await press(list, '改3月2日到3月4日，共 3 天的停业')
    expect(values(dates(list, 'form'))).toEqual(['2026-03-02', '2026-03-04'])
    await fillForm(list, '2026-03-03', '2026-03-06', '装修')
    expect(list.value()).toEqual([
      closure('2026-03-03', '2026-03-06', '装修'),
      closure('2026-05-01', '2026-05-05', null),
    ])
  })

  test('leaves a form with Esc, and changes nothing', async () => {
    const list = await edit([closure('2026-03-02', '2026-03-04')])
    await press(list, '改3月2日到3月4日，共 3 天的停业')
    await list.view.get('form').trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(list.view.find('form').exists()).toBe(false)
    expect(list.heard('update:closures')).toEqual([])
  })

  test('takes one out', async () => {
    const list = await edit([closure('2026-03-02', '2026-03-02'), closure('2026-05-01', '2026-05-05')])
    await press(list, '删掉3月2日，1 天的停业')
    expect(list.value()).toEqual([closure('2026-05-01', '2026-05-05', null)])
    expect(said(list)).toContain('已删掉3月2日')
  })

  test('ends one that is under way with yesterday, and keeps its first day', async () => {
    const list = await edit([closure('2026-01-22', '2026-01-30', '回老家')])
    expect(list.view.text()).toContain('正在停业')
    await press(list, '改1月22日到1月30日，共 9 天的停业')
    expect(dates(list, 'form')[0]?.attributes('readonly')).toBeDefined()
    await fillForm(list, '2026-01-22', '2026-01-28', '回老家')
    expect(list.value()).toEqual([closure('2026-01-22', '2026-01-28', '回老家')])
    await press(list, '1月22日到1月28日，共 7 天的停业到昨天为止，今天开门')
    expect(list.value()).toEqual([closure('2026-01-22', '2026-01-26', '回老家')])
    expect(said(list)).toBe('今天起照常营业')
  })

  test('shows what is over, and nothing to change it', async () => {
    const list = await edit([newYear])
    expect(list.view.get('details').text()).toContain('1月1日')
    expect(list.view.findAll('details button')).toEqual([])
    expect(list.view.text()).toContain('还没有登记停业')
  })

  test('has no room for more than the contract takes', async () => {
    const many = Array.from({ length: CLOSURES_MAX }, (_, index) => {
      const day = isoOf(dayOfIso('2026-02-01') + index * 2)
      return closure(day, day)
    })
    const list = await edit(many)
    expect(list.view.text()).toContain(`最多登记 ${CLOSURES_MAX} 次停业`)
    expect(list.view.find('.festival').exists()).toBe(false)
    expect(() => button(list.view, '别的日子停业')).toThrow()
  })

  test('speaks English', async () => {
    const list = await edit([closure('2027-03-02', '2027-03-02')], {}, 'en')
    expect(list.view.text()).toContain('Close these 9 days')
    expect(list.view.get('.when').text()).toContain('2\u00a0Mar\u00a0Tue\u00a02027')
    expect(list.view.text()).toContain('1 day')
    expect(list.view.text()).not.toMatch(/merchant\./)
    expect(list.view.html()).not.toContain('style=')
  })
})
