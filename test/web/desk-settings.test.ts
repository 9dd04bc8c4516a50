import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { settingsExample } from '../../schema/contract/examples-settings.ts'
import type { Settings } from '../../schema/contract/settings.ts'
import SettingsPage from '../../web/staff/SettingsPage.vue'
import { atDesk, problem, signedIn } from './desk-stage.ts'
import { city } from './places-stage.ts'

const pages = [
  { path: 'settings/:part?', name: 'desk-settings', component: SettingsPage, props: true },
] as const
const office = signedIn({ role: 'city', area: { code: city.code, name: city.name, nameEn: city.nameEn } })
const [first, second] = city.communities.map(({ code }) => code)
const settings: Settings = {
  ...settingsExample,
  populations: [
    { community: first ?? '', residents: 8000, source: '七普' },
    { community: second ?? '', residents: null, source: null },
  ],
}
const path = '/api/desk/settings'

/** A worker that keeps what the page is given, as somebody else may change it. */
function keeping(now: Settings = settings) {
  const held = { now }
  return { held, given: { [`GET ${path}`]: () => Response.json(held.now) } }
}

async function at(part: string, given: Record<string, unknown>, session = office) {
  return atDesk(`/desk/settings/${part}`, { session, given, pages })
}

const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('button').find((one) => one.text().startsWith(text))
  if (!found) throw new Error(`there is no button ${text}`)
  return found
}
const click = async (view: VueWrapper, text: string) => {
  await button(view, text).trigger('click')
  await flushPromises()
  await flushPromises()
}
const told = (view: VueWrapper) => view.get('.save .told').text()

describe('the page', () => {
  test('shows the part that the address names, and leads to the others', async () => {
    const { view } = await at('official', keeping().given)
    expect(view.findAll('.parts-of a').map((link) => link.text())).toEqual([
      '放假安排',
      '社区人口',
      '抽样调查',
      '满意口径',
    ])
    expect(view.get('.parts-of [aria-current]').text()).toBe('满意口径')
  })

  test.each(['holidays', 'populations', 'surveys', 'official'])(
    'is only for reading to everybody else: %s',
    async (part) => {
      const { view } = await at(part, keeping().given, signedIn())
      expect(view.get('.desk-page').text()).toContain('由工作专班办公室设')
      const free = view.findAll('.setting input, .setting textarea, .setting .btn')
      expect(free.filter((one) => !one.element.closest('fieldset:disabled'))).toEqual([])
    },
  )

  test('says when it cannot be fetched', async () => {
    const { view } = await at('official', { [`GET ${path}`]: 'offline' })
    expect(view.get('.desk-page [role=alert]').text()).toContain('没有网络')
  })
})

describe('holidays', () => {
  const day = (date: string, kind = 'holiday', name = '元旦') => ({ date, kind, name })

  async function enter(view: VueWrapper, name: string, from: string, to: string, ...worked: string[]) {
    await click(view, '加一个节')
    await view.get('#festival-name').setValue(name)
    const [first, last] = view.findAll('form .dates input')
    await first?.setValue(from)
    await last?.setValue(to)
    for (const date of worked) {
      await click(view, '加一天上班')
      await view.findAll('form .worked input').at(-1)?.setValue(date)
    }
    await view.get('form').trigger('submit')
    await flushPromises()
  }

  test('that are missing are asked for, with what it means', async () => {
    const { view } = await at('holidays', keeping().given)
    expect(view.get('.warning').text()).toMatch(/2027 年的放假安排还没有录入.*214 家/)
    expect(view.get('.years [aria-pressed=true]').text()).toContain('2027')
  })

  test('are entered as they are announced, with what it will do, and stored as days', async () => {
    const { view, told: sent } = await at('holidays', keeping().given)
    await enter(view, '元旦', '2027-01-01', '2027-01-03', '2027-01-09')
    expect(view.get('.setting ul').text()).toMatch(/元旦.*1月1日至1月3日.*共 3 天.*1月9日上班/)
    expect(view.get('.effect').text()).toContain('2027 年放假 3 天，调休上班 1 天')
    expect(sent).toEqual([])
    await click(view, '存')
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: `${path}/calendar`,
        body: {
          year: 2027,
          read: null,
          days: [day('2027-01-01'), day('2027-01-02'), day('2027-01-03'), day('2027-01-09', 'workday')],
        },
      },
    ])
    expect(told(view)).toContain('2027 年的放假安排已存')
  })

  test.each([
    ['', '2027-01-01', '2027-01-01', [], '写上节日的名称'],
    ['元旦', '', '', [], '选放假第一天'],
    ['元旦', '2027-01-02', '2027-01-01', [], '最后一天不能早于'],
    ['元旦', '2027-01-01', '2027-02-01', [], '最多 15 天'],
    ['元旦', '2026-12-31', '2027-01-01', [], '都要在 2027 年里'],
    ['元旦', '2027-01-01', '2027-01-03', ['2027-01-04'], '只能是周六、周日'],
    ['元旦', '2027-01-01', '2027-01-03', ['2027-01-02'], '又放假又上班'],
  ])('are refused while something is wrong: %s %s %s %j', async (name, from, to, worked, words) => {
    const { view } = await at('holidays', keeping().given)
    await enter(view, name, from, to, ...worked)
    expect(view.get('form .errmsg').text()).toContain(words)
    expect(view.find('.effect').exists()).toBe(false)
  })

  test('of a year that is known are changed and removed', async () => {
    const { view, told: sent } = await at('holidays', keeping().given)
    await view.findAll('.years button')[0]?.trigger('click')
    await view.get('[aria-label^="改春节"]').trigger('click')
    expect(view.get<HTMLInputElement>('#festival-name').element.value).toBe('春节')
    await view.findAll('form .dates input')[1]?.setValue('2026-02-16')
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.get('.effect').text()).toContain('放假 2 天，调休上班 1 天')
    await view.get('[aria-label^="去掉春节"]').trigger('click')
    expect(view.get('.effect').text()).toContain('又算没有录入')
    await click(view, '存')
    const [year] = settings.calendar.years
    expect(sent[0]?.body).toEqual({ year: 2026, read: year?.days, days: null })
  })

  test('that somebody else has entered meanwhile are shown beside one’s own', async () => {
    const { held, given } = keeping()
    const theirs = { year: 2027, days: [{ date: '2027-05-01', kind: 'holiday', name: '劳动节' } as const] }
    const { view, told: sent } = await at('holidays', {
      ...given,
      [`PUT ${path}/calendar`]: (body: { read: unknown }) => {
        if (body.read !== null) return new Response(null, { status: 204 })
        held.now = { ...settings, calendar: { ...settings.calendar, years: [theirs] } }
        return problem(412, 'changed_meanwhile')()
      },
    })
    await enter(view, '元旦', '2027-01-01', '2027-01-01')
    await click(view, '存')
    const alert = view.get('.save [role=alert]').text()
    expect(alert).toMatch(/有人改过.*劳动节 5月1日.*元旦 1月1日/)
    await click(view, '接着用我的')
    await click(view, '存')
    expect(sent.at(-1)?.body).toMatchObject({ read: theirs.days, days: [day('2027-01-01')] })
  })

  test('that are not stored are kept while one looks at something else', async () => {
    const { view, router } = await at('holidays', { ...keeping().given, [`PUT ${path}/calendar`]: 'offline' })
    await enter(view, '元旦', '2027-01-01', '2027-01-01')
    await click(view, '存')
    expect(view.get('.save [role=alert]').text()).toContain('没有网络')
    await router.push('/desk/settings/official')
    await router.push('/desk/settings/holidays')
    await flushPromises()
    expect(view.get('.setting ul').text()).toContain('元旦')
    expect(view.find('.effect').exists()).toBe(true)
  })
})

describe('populations', () => {
  const field = (view: VueWrapper, at: number) => view.findAll<HTMLInputElement>('tbody input')[at]

  test('say what is missing, what a community will weigh, and are stored with their source', async () => {
    const { view, told: sent } = await at('populations', keeping().given)
    expect(view.get('.warning').text()).toContain('还有 1 个社区没有人口')
    await field(view, 1)?.setValue('2,000')
    expect(view.text()).toContain('存了以后，全部社区都有人口')
    expect(view.findAll('td.weight').map((cell) => cell.text())).toEqual(['80.0%', '20.0%'])
    await click(view, '存')
    expect(sent).toEqual([])
    expect(view.get('.errmsg').text()).toContain('写上数字的来源')
    await view.get('#population-source').setValue('民政台账')
    await click(view, '存')
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: `${path}/populations`,
        body: {
          read: [settings.populations[1]],
          populations: [{ community: second, residents: 2000 }],
          source: '民政台账',
        },
      },
    ])
    expect(told(view)).toBe('人口已存。')
  })

  test.each(['0', '-3', '1.5', '约五千'])('refuse %s', async (text) => {
    const { view, told: sent } = await at('populations', keeping().given)
    await field(view, 1)?.setValue(text)
    expect(view.get('tbody .errmsg').text()).toContain('写整数')
    await click(view, '存')
    expect(sent).toEqual([])
    expect(document.activeElement).toBe(field(view, 1)?.element)
  })

  test('are filled in from what is pasted, by code or name', async () => {
    const { view } = await at('populations', keeping().given)
    const paste = view.get('details textarea')
    await paste.setValue(`社区\t人口\n${second}\t2000\n没有的社区\t5`)
    await click(view, '填进表里')
    expect(view.get('details .errmsg').text()).toContain('第 3 行：没有这个社区“没有的社区”')
    expect(field(view, 1)?.element.value).toBe('')
    await paste.setValue(`${city.communities[1]?.name}\t2000\n${first}\t8000`)
    await click(view, '填进表里')
    expect(field(view, 1)?.element.value).toBe('2000')
    expect(view.get('details').text()).toContain('填好了 2 个社区')
    // what is as it was is no change
    expect(view.get('.effect').text()).toContain('改了 1 个社区')
  })

  test('that somebody else has entered meanwhile are shown beside one’s own', async () => {
    const { held, given } = keeping()
    const { view } = await at('populations', {
      ...given,
      [`PUT ${path}/populations`]: () => {
        const [one] = settings.populations
        const other = { community: second ?? '', residents: 1999, source: '别处' }
        held.now = { ...settings, populations: one ? [one, other] : [] }
        return problem(412, 'changed_meanwhile')()
      },
    })
    await field(view, 1)?.setValue('2000')
    await view.get('#population-source').setValue('民政台账')
    await click(view, '存')
    expect(view.get('.save [role=alert]').text()).toMatch(/1,999（别处）.*2000/)
    await click(view, '用现在存的')
    expect(field(view, 1)?.element.value).toBe('1999')
  })
})

describe('surveys', () => {
  const fill = async (view: VueWrapper, date: string, method: string, counts: readonly string[]) => {
    await view.get('#survey-date').setValue(date)
    await view.get('#survey-method').setValue(method)
    for (const [at, count] of counts.entries()) await view.get(`#survey-count-${at + 1}`).setValue(count)
  }

  test('are entered, with what public pages will say', async () => {
    const { view, told: sent } = await at('surveys', {
      ...keeping().given,
      [`POST ${path}/surveys`]: { id: 'Sv83mQx0Lk' },
    })
    await fill(view, '2026-09-20', '入户面访', ['24', '58', '120', '178', '220'])
    expect(view.get('.effect').text()).toContain('问了 600 人，满意率 86.3%，区间 83.4% 到 88.9%')
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(sent).toEqual([
      {
        method: 'POST',
        path: `${path}/surveys`,
        body: { date: '2026-09-20', method: '入户面访', distribution: [24, 58, 120, 178, 220] },
      },
    ])
    expect(view.get<HTMLInputElement>('#survey-method').element.value).toBe('')
    expect(view.text()).toContain('调查已录入，已经公开。')
  })

  test.each([
    ['', '入户', ['1'], '选调查的日子'],
    ['2026-11-25', '入户', ['1'], '还没有到'],
    ['2026-09-20', ' ', ['1'], '写上怎么抽'],
    ['2026-09-20', '入户', [], '至少问了一个人'],
    ['2026-09-20', '入户', ['1.5'], '每一级写整数'],
  ])('are refused while something is wrong: %s %s %j', async (date, method, counts, words) => {
    const { view, told: sent } = await at('surveys', keeping().given)
    await fill(view, date, method, counts)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.get('form .errmsg').text()).toContain(words)
    expect(sent).toEqual([])
  })

  test('that are not stored are kept', async () => {
    const { view } = await at('surveys', { ...keeping().given, [`POST ${path}/surveys`]: 'offline' })
    await fill(view, '2026-09-20', '入户面访', ['24'])
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.get('form [role=alert]').text()).toContain('没有网络')
    expect(view.get<HTMLInputElement>('#survey-method').element.value).toBe('入户面访')
  })

  test('are removed with a reason, and brought back', async () => {
    const { view, told: sent } = await at('surveys', keeping().given)
    const id = settings.surveys[0]?.id
    await view.get('[aria-label^="删除"]').trigger('click')
    await flushPromises()
    await view.get('li form').trigger('submit')
    expect(view.get('li form [role=alert]').text()).toContain('选一个理由')
    await view.findAll('li form input')[0]?.setValue(true)
    await view.get('li form').trigger('submit')
    await flushPromises()
    expect(sent).toEqual([
      { method: 'POST', path: `${path}/surveys/${id}/removal`, body: { reason: '录错了' } },
    ])
    await click(view, '撤回')
    expect(sent.at(-1)).toMatchObject({ method: 'POST', path: `${path}/surveys/${id}/restoration` })
    expect(view.text()).toContain('调查已恢复。')
  })
})

describe('the official definition', () => {
  test('is shown with the city’s number by each, and stored with what it was', async () => {
    const { view, told: sent } = await at('official', keeping().given)
    expect(view.findAll('.choice .number').map((one) => one.text())).toEqual([
      '过去 365 天全市满意率 87.2%',
      '过去 365 天全市满意率 69.0%',
    ])
    await view.findAll('.choice input')[1]?.trigger('change')
    expect(view.get('.effect').text()).toContain('从 87.2% 变成 69.0%')
    await click(view, '存')
    expect(sent).toEqual([
      { method: 'PUT', path: `${path}/satisfied-from`, body: { read: 3, satisfiedFrom: 4 } },
    ])
    expect(told(view)).toContain('已存')
  })
})

test('in English', async () => {
  const { view } = await atDesk('/desk/settings', {
    session: office,
    given: keeping().given,
    pages,
    language: 'en',
  })
  expect(view.get('.warning').text()).toContain('The holidays of 2027 have not been entered.')
})
