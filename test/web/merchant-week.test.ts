import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { allDay, type WeekSpan } from '../../schema/rules/hours/week-model.ts'
import { SETTLE } from '../../web/merchant/settled-problems.ts'
import WeekEditor from '../../web/merchant/WeekEditor.vue'
import {
  closedWeek,
  copyDay,
  editSpan,
  inAfternoon,
  nextSpan,
  openingSpans,
  roughWeek,
} from '../../web/merchant/week-draft.ts'
import { nightEnd, shortTime } from '../../web/merchant/week-words.ts'
import type { Language } from '../../web/shell/preferences.ts'
import { button, focused, type Kept, keep, type Shown, tuesday } from './merchant-stage.ts'

const isHours = (value: unknown): value is string | null => value === null || typeof value === 'string'
const breakfast = 'Mo-Fr 05:30-10:00,17:00-20:30; Sa 06:00-11:00; Su off'

function edit(
  expression: string | null,
  props: Record<string, unknown> = {},
  language: Language = 'zh-CN',
): Promise<Kept<string | null>> {
  return keep(WeekEditor, 'expression', expression, isHours, props, language)
}

const field = ({ view }: Shown, name: string) => view.get(`input[aria-label="${name}"]`)
const press = async ({ view }: Shown, name: string) => {
  await button(view, name).trigger('click')
  await flushPromises()
}
const preview = ({ view }: Shown) => view.findAll('.preview li').map((line) => line.text())
const said = ({ view }: Shown) => view.get('[role="status"]').text()

describe('the week editor', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  /** The typing pauses. */
  const pause = () => vi.advanceTimersByTimeAsync(SETTLE)

  test('shows the week, and what residents see of it', async () => {
    const week = await edit(breakfast)
    expect(week.view.findAll('input[type="time"]')).toHaveLength(22)
    expect(field(week, '周一第 2 段，关门').element).toHaveProperty('value', '20:30')
    expect(preview(week)).toEqual(['周一至周五 5:30–10:00，17:00–20:30', '周六 6:00–11:00', '周日 休息'])
    expect(week.view.get('.preview').text()).toContain('已关门')
    expect(week.view.get('.preview').text()).toContain('明早 5:30 开门')
    expect(week.heard('update:expression')).toEqual([])
  })

  test('gives the expression of what is typed, and says it', async () => {
    const week = await edit(breakfast)
    await field(week, '周六第 1 段，关门').setValue('12:30')
    expect(week.value()).toBe('Mo-Fr 05:30-10:00,17:00-20:30; Sa 06:00-12:30; Su off')
    expect(preview(week)[1]).toBe('周六 6:00–12:30')
  })

  test('adds a span and goes on there; takes one out', async () => {
    const week = await edit('08:00-12:00')
    await press(week, '周一加一段')
    expect(focused()).toBe('周一第 2 段，开门')
    expect(week.value()).toBe('Mo 08:00-12:00,14:00-17:00; Tu-Su 08:00-12:00')
    await press(week, '去掉周一第 1 段')
    expect(week.value()).toBe('Mo 14:00-17:00; Tu-Su 08:00-12:00')
    expect(focused()).toBe('周一加一段')
  })

  test('closes a day without its last span, and opens it like the day before', async () => {
    const week = await edit('Mo-We 09:00-18:00; Th-Su 10:00-20:00')
    await press(week, '去掉周四第 1 段')
    expect(week.value()).toBe('Mo-We 09:00-18:00; Fr-Su 10:00-20:00; Th off')
    expect(focused()).toBe('周四改成营业')
    await press(week, '周四改成营业')
    expect(week.value()).toBe('Mo-Th 09:00-18:00; Fr-Su 10:00-20:00')
    expect(focused()).toBe('周四第 1 段，开门')
  })

  test('opens a day for 24 hours, and ends that', async () => {
    const week = await edit('Mo-Sa 09:00-18:00; Su off')
    await press(week, '周日24 小时营业')
    expect(week.value()).toBe('Mo-Sa 09:00-18:00; Su 00:00-24:00')
    await press(week, '周日改成分时段')
    expect(week.value()).toBe('09:00-18:00')
    await press(week, '周日24 小时营业')
    await press(week, '周日休息')
    expect(week.value()).toBe('Mo-Sa 09:00-18:00; Su off')
  })

  test('says past midnight in words, and asks where it may be an afternoon', async () => {
    const week = await edit('10:00-22:00')
    await field(week, '周五第 1 段，关门').setValue('01:00')
    expect(week.view.text()).toContain('过了半夜，到周六 1:00')
    expect(week.value()).toBe('Mo-Th,Sa,Su 10:00-22:00; Fr 10:00-01:00')
    await field(week, '周五第 1 段，关门').setValue('00:00')
    expect(week.view.text()).toContain('到半夜 24:00')
    await field(week, '周五第 1 段，关门').setValue('06:00')
    await pause()
    expect(week.view.text()).toContain('关门比开门早')
    expect(week.value()).toBe('Mo-Th,Sa,Su 10:00-22:00; Fr 10:00-24:00')
    await press(week, '周六 6:00')
    expect(week.value()).toBe('Mo-Th,Sa,Su 10:00-22:00; Fr 10:00-06:00')
    await field(week, '周五第 1 段，关门').setValue('05:00')
    await pause()
    await press(week, '当天 17:00')
    expect(week.value()).toBe('Mo-Th,Sa,Su 10:00-22:00; Fr 10:00-17:00')
  })

  test.each([
    ['每一天', '06:00-11:00'],
    ['周一到周五', 'Mo-Sa 06:00-11:00; Su off'],
  ])('copies a day in one tap: %s', async (name, expression) => {
    const week = await edit(breakfast)
    await press(week, '把周六复制到别的天')
    expect(focused()).toBe('每一天')
    await press(week, name)
    expect(week.value()).toBe(expression)
    expect(said(week)).toContain('周六的时间已复制到')
    expect(focused()).toBe('把周六复制到别的天')
  })

  test('copies a day to those that are chosen, or to none', async () => {
    const week = await edit(breakfast)
    await press(week, '把周一复制到别的天')
    await press(week, '周日')
    await press(week, '周六')
    await press(week, '周六')
    await press(week, '复制')
    expect(week.value()).toBe('Mo-Fr,Su 05:30-10:00,17:00-20:30; Sa 06:00-11:00')
    await press(week, '把周一复制到别的天')
    await week.view.get('.panel').trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(week.view.find('.panel').exists()).toBe(false)
    expect(focused()).toBe('把周一复制到别的天')
  })

  test('sets what holds on holidays', async () => {
    const week = await edit('Mo-Fr 09:00-18:00; Sa,Su off')
    const choose = (kind: string) => week.view.get(`input[value="${kind}"]`).trigger('change')
    await choose('closed')
    expect(week.value()).toBe('Mo-Fr 09:00-18:00; Sa,Su off; PH off')
    await choose('own')
    await field(week, '节假日第 1 段，关门').setValue('12:00')
    expect(week.value()).toBe('Mo-Fr 09:00-18:00; Sa,Su off; PH 09:00-12:00')
    expect(preview(week)).toContain('法定节假日 9:00–12:00')
    await press(week, '去掉节假日第 1 段')
    expect(week.value()).toBe('Mo-Fr 09:00-18:00; Sa,Su off; PH off')
    await choose('same')
    expect(week.value()).toBe('Mo-Fr 09:00-18:00; Sa,Su off')
    expect(week.view.text()).toContain('调休要上班的周末，按周五的时间算。')
  })

  test('tells when the holidays of the coming year are not published', async () => {
    const late = { now: Date.parse('2026-11-26T10:00:00+08:00') }
    expect((await edit('09:00-18:00; PH off', late)).view.text()).toContain('2027 年的放假安排还没公布')
    expect((await edit('09:00-18:00', late)).view.text()).not.toContain('2027')
  })

  test('keeps the hours from before while a time is wrong, beside which it says so', async () => {
    const week = await edit('08:00-12:00')
    await press(week, '周二加一段')
    await field(week, '周二第 2 段，开门').setValue('11:00')
    await pause()
    const wrong = field(week, '周二第 2 段，开门')
    expect(wrong.attributes('aria-invalid')).toBe('true')
    expect(week.view.get(`[id="${wrong.attributes('aria-describedby')}"]`).text()).toBe('和另一段重叠了')
    expect(said(week)).toBe('周二：和另一段重叠了')
    expect(week.view.get('.preview').text()).toContain('居民看到的还是原来的')
    expect(week.value()).toBe('Mo,We-Su 08:00-12:00; Tu 08:00-12:00,14:00-17:00')
    await field(week, '周二第 2 段，开门').setValue('')
    await pause()
    expect(week.view.text()).toContain('填上开门和关门的时间')
    await field(week, '周二第 2 段，开门').setValue('13:00')
    expect(week.value()).toBe('Mo,We-Su 08:00-12:00; Tu 08:00-12:00,13:00-17:00')
    expect(week.heard('problems')).toEqual([1, 0])
  })

  test('does not find fault with a time that is still being typed', async () => {
    const week = await edit('08:00-12:00')
    const end = field(week, '周二第 1 段，关门')
    await end.setValue('02:00')
    expect(week.heard('problems')).toEqual([1])
    expect(week.view.text()).not.toContain('关门比开门早')
    await end.setValue('20:00')
    await pause()
    expect(week.view.text()).not.toContain('关门比开门早')
    expect(said(week)).toBe('')
    expect(week.value()).toBe('Mo,We-Su 08:00-12:00; Tu 08:00-20:00')
  })

  test('begins with a closed week where nobody gave hours, and gives nothing by itself', async () => {
    const week = await edit(null)
    expect(week.view.text()).toContain('先填一天')
    expect(week.view.get('.preview').text()).toContain('还没有填营业时间')
    expect(week.heard('update:expression')).toEqual([])
    await press(week, '周一改成营业')
    await press(week, '把周一复制到别的天')
    await press(week, '每一天')
    expect(week.value()).toBe('08:00-20:00')
  })

  test('shows what no week can hold in words, and replaces it when asked', async () => {
    const week = await edit('Mar-Oct 08:00-20:00; Nov-Feb 09:00-18:00')
    expect(week.view.find('input').exists()).toBe(false)
    expect(week.view.get('.says').text()).toBe('3月至10月 8:00–20:00；11月至2月 9:00–18:00')
    await press(week, '换成按周填')
    expect(week.value()).toBe('09:00-18:00')
    expect(focused()).toBe('周一第 1 段，开门')
  })

  test('shows what cannot be read as it is', async () => {
    const week = await edit('早八晚六')
    expect(week.view.get('.says').text()).toBe('早八晚六')
    expect(week.view.get('.preview').text()).toContain('营业时间待核实')
    await press(week, '换成按周填')
    expect(week.value()).toBe('off')
  })

  test('follows the page when it sets other hours', async () => {
    const week = await edit(breakfast)
    await field(week, '周六第 1 段，关门').setValue('12:30')
    await week.set(breakfast)
    expect(field(week, '周六第 1 段，关门').element).toHaveProperty('value', '11:00')
  })

  test('shows the state that a closure makes', async () => {
    const closures = [{ from: '2026-01-26', to: '2026-01-28', reason: null }]
    const week = await edit('24/7', { closures })
    expect(week.view.get('.preview').text()).toContain('暂停营业')
  })

  test('speaks English', async () => {
    const week = await edit('Mo-Sa 18:00-02:00; Su off', {}, 'en')
    expect(week.view.text()).toContain('past midnight, until Tue 2:00')
    expect(preview(week)[0]).toBe('Mon–Sat 18:00–next day 2:00')
    await button(week.view, 'Copy Mon to other days').trigger('click')
    expect(week.view.text()).toContain('Copy Mon to')
    expect(week.view.text()).not.toMatch(/merchant\./)
  })

  test('has a name for every field and button', async () => {
    const { view } = await edit(breakfast)
    for (const element of view.findAll('input[type="time"], button')) {
      expect(element.attributes('aria-label') ?? element.text()).not.toBe('')
    }
    expect(view.html()).not.toContain('style=')
  })
})

describe('a draft of a week', () => {
  const span = (from: string, to: string, overnight = false): WeekSpan => ({ from, to, overnight })

  test.each([
    [[], span('08:00', '20:00')],
    [[span('05:30', '10:00')], span('12:00', '15:00')],
    [[span('08:00', '22:00')], span('', '')],
    [[span('18:00', '02:00', true)], span('', '')],
    [[span('14:00', '19:00')], span('21:00', '00:00', true)],
  ])('after %j comes %j', (spans, next) => {
    expect(nextSpan(spans)).toEqual(next)
  })

  test.each([
    ['18:00', '02:00', true],
    ['10:00', '00:00', true],
    ['09:00', '06:00', false],
    ['08:00', '20:00', false],
    ['00:00', '00:00', false],
    ['', '02:00', false],
  ])('%s to %s ends the next day: %s', (from, to, overnight) => {
    expect(editSpan(span(from, ''), { to }).overnight).toBe(overnight)
  })

  test('knows the afternoon that may be meant', () => {
    expect(inAfternoon(span('09:00', '06:00'))).toEqual(span('09:00', '18:00'))
    expect(inAfternoon(span('19:00', '06:00'))).toBeNull()
    expect(inAfternoon(span('15:00', '13:00'))).toBeNull()
  })

  test('opens a day with times, not with 24 hours', () => {
    const week = copyDay({ ...closedWeek(), days: closedWeek().days.map(() => [allDay]) }, 0, [1])
    expect(openingSpans(week, 3)).toEqual([span('08:00', '20:00')])
    expect(openingSpans(closedWeek(), 'holidays')).toEqual([span('08:00', '20:00')])
  })

  test('is rough where an end is open or the season changes', () => {
    expect(roughWeek('Mo-Fr 08:00-12:00,18:00+; Sa off', tuesday).days[0]).toEqual([span('08:00', '12:00')])
  })

  test('says times as people do', () => {
    expect(shortTime('08:05')).toBe('8:05')
    expect(shortTime('00:05')).toBe('0:05')
    expect(nightEnd(span('18:00', '00:00', true))).toBe('midnight')
    expect(nightEnd(span('18:00', '20:00'))).toBeNull()
  })
})
