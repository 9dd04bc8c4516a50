import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { answerTemplates, firstBlank, templatesFor } from '../../schema/catalog/answer-templates.ts'
import { complaintStageCodes } from '../../schema/catalog/complaints.ts'
import type { Role } from '../../schema/catalog/roles.ts'
import type { CaseForStaff, CaseWords } from '../../schema/contract/complaint.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import ComplaintsPage from '../../web/staff/ComplaintsPage.vue'
import { actsFor, bystanderOf, type DeskAct } from '../../web/staff/complaint-acts.ts'
import { accepted, line, whole } from './complaints-stage.ts'
import { atDesk, press, problem, signedIn } from './desk-stage.ts'

const pages = [{ path: 'complaints', name: 'desk-complaints', component: ComplaintsPage }]
const [first, second, third] = ['case000001', 'case000002', 'case000003'] as const
const act = `POST /api/desk/complaints/${first}`

const overdue = {
  level: 'subdistrict',
  late: 1,
  next: { limit: 'accept', until: '2026-11-23T16:00:00.000Z' },
} as const
const given = {
  'GET /api/desk/complaints/count': { open: 5, mine: 3, late: 1, today: 1 },
  'GET /api/desk/complaints': {
    cases: [
      line(first, { ...overdue, missed: ['accept'] }),
      line(second, {
        ...accepted,
        kind: 'hygiene',
        next: { limit: 'answer', until: '2026-11-24T16:00:00.000Z' },
      }),
      line(third, { stage: 'reopened', level: 'subdistrict', reopened: 1 }),
    ],
    next: null,
  },
  [`GET /api/desk/complaints/${first}`]: whole(first, { ...overdue, missed: ['accept'] }),
  [`GET /api/desk/complaints/${second}`]: whole(second, accepted),
  [`GET /api/desk/complaints/${third}`]: whole(third, { stage: 'reopened' }),
}
type Given = NonNullable<NonNullable<Parameters<typeof atDesk>[1]>['given']>

const open = (at = '', more: Given = {}, role: Role = 'subdistrict') =>
  atDesk(`/desk/complaints${at}`, { pages, given: { ...given, ...more }, session: signedIn({ role }) })
const rows = (view: VueWrapper) =>
  view.findAll('[data-desk-list] button').map((row) => row.text().replace(/\s+/g, ' '))
const offered = (view: VueWrapper) => view.findAll('[data-act]').map((one) => one.attributes('data-act'))
const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('button').find((one) => one.text().startsWith(text))
  if (!found) throw new Error(`there is no button ${text}`)
  return found
}
async function submit(view: VueWrapper): Promise<void> {
  await view.get('article form').trigger('submit')
  await flushPromises()
}
const alerts = (view: VueWrapper) => view.findAll('article [role=alert]').map((one) => one.text())

afterEach(() => sessionStorage.clear())

describe('the list', () => {
  test('is by deadline, in working days, and marks what is late, has risen or was reopened', async () => {
    const { view } = await open()
    const [late = '', today = '', reopened = ''] = rows(view)
    expect(late).toMatch(/老街修鞋配钥匙.*受理.?超时 1 天.*价格.*超时 1 次.*已升到街道/)
    expect(today).toMatch(/首次答复.?今天 24 点前.*卫生.*办理中/)
    expect(reopened).toMatch(/受理.?还剩 1 个工作日.*重新办理.*重办 1 次/)
    expect(view.get('.lists').text()).toContain('等我办3')
    expect(view.get('nav[aria-label="工作台"]').text()).toContain('投诉3')
  })

  test('its filters stand in the address, and are asked of the worker', async () => {
    const asked: string[] = []
    const { view, router } = await open('?view=open&late=yes')
    const fetched = globalThis.fetch
    globalThis.fetch = (input, init) => {
      asked.push(String(input))
      return fetched(input, init)
    }
    expect(view.get('.lists [aria-pressed=true]').text()).toBe('全部在办')
    await view.get('select[aria-label=类别]').setValue('hygiene')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ view: 'open', kind: 'hygiene', late: 'yes' })
    const [query] = asked.filter((path) => path.includes('/api/desk/complaints?'))
    expect(query).toContain('view=open')
    expect(query).toContain('kind=hygiene')
    expect(query).toContain('late=yes')
  })

  test('the case that is open stands in the address, too; J and K go through them', async () => {
    const { view, router } = await open(`?case=${second}`)
    expect(view.get('[aria-current=true][data-case]').attributes('data-case')).toBe(second)
    expect(view.get('.panes').classes()).toContain('opened')
    await press('j')
    expect(router.currentRoute.value.query['case']).toBe(third)
    await press('k')
    await press('k')
    expect(router.currentRoute.value.query['case']).toBe(first)
    expect(document.activeElement?.getAttribute('data-case')).toBe(first)
  })

  test('goes on where there are more', async () => {
    let page = 0
    const { view } = await open('', {
      'GET /api/desk/complaints': () => {
        page += 1
        return Response.json(
          page === 1 ? { cases: [line(first)], next: '~1' } : { cases: [line(second)], next: null },
        )
      },
    })
    await button(view, '再取一些').trigger('click')
    await flushPromises()
    expect(rows(view)).toHaveLength(2)
  })

  test.each([
    ['offline', '没有网络'],
    [problem(500, 'internal'), '再试'],
  ] as const)('that does not come can be asked for again', async (answer, words) => {
    const { view } = await open('', { 'GET /api/desk/complaints': answer })
    expect(view.get('.queue [role=alert]').text()).toContain(words)
  })

  test('the inbox says how many are late or run out today', async () => {
    const { view } = await atDesk('/desk', { pages, given })
    expect(view.get('.due').text()).toMatch(/超时 1 件.*今天 24 点到期 1 件/)
    expect(view.get('.due a').attributes('href')).toBe('/desk/complaints')
  })
})

describe('which acts are offered', () => {
  const nothingKnown = holidayCalendar([], [])
  const now = Date.parse('2026-11-24T12:36:00.000Z')
  const expected: Record<(typeof complaintStageCodes)[number], DeskAct[]> = {
    filed: ['accept', 'transfer', 'reject', 'merge'],
    accepted: ['answer', 'resolve', 'extend', 'assign', 'transfer', 'merge'],
    answered: ['answer', 'resolve', 'extend', 'assign', 'transfer', 'merge'],
    reopened: ['accept', 'transfer', 'reject', 'merge'],
    resolved: [],
    closed: [],
    rejected: [],
    transferred: [],
  }
  test.each(complaintStageCodes)('%s', (stage) => {
    const acts = (more: Parameters<typeof whole>[2] = {}, role: Role = 'city') =>
      actsFor(whole(first, { stage }, more), role, now, nothingKnown)
    expect(acts()).toEqual(expected[stage])
    expect(acts({ mayPublish: true })).toEqual([...expected[stage], 'publish'])
    expect(acts({}, 'auditor')).toEqual([])
    expect(acts({ mayAct: false })).toEqual([])
  })

  test('a case can be marked complex once', () => {
    const one = whole(first, { ...accepted, complexReason: '等检测' })
    expect(actsFor(one, 'community', now, nothingKnown)).not.toContain('extend')
  })

  test.each([
    ['auditor', {}, 'auditor'],
    ['community', { level: 'subdistrict' }, 'above'],
    ['subdistrict', { level: 'subdistrict' }, null],
    ['city', { mergedInto: second }, 'merged'],
  ] as const)('%s of %o: %s', (role, part, why) => {
    expect(bystanderOf(whole(first, part), role)).toBe(why)
  })

  test('a lower level reads, and is told why it may not act; keys do nothing', async () => {
    const { view, told } = await open(
      '',
      { [`GET /api/desk/complaints/${first}`]: whole(first, { level: 'subdistrict' }, { mayAct: false }) },
      'community',
    )
    expect(offered(view)).toEqual([])
    expect(view.get('article').text()).toContain('现在由街道办。您可以看，不能办。')
    await press('a')
    expect(view.find('article form').exists()).toBe(false)
    expect(told).toEqual([])
  })

  test('an auditor reads what was said', async () => {
    const { view } = await open('', {}, 'auditor')
    expect(view.get('article').text()).toContain('监督账号只看不办')
    expect(view.get('article').text()).toContain('结账收了 5 元')
    expect(view.get('article img').attributes('src')).toBe(`/api/desk/complaints/${first}/photos/photo00001`)
  })
})

describe('acting', () => {
  test('accepting by the keyboard, for the division that has it', async () => {
    const { view, told } = await open('', {
      [act]: whole(first, { ...accepted, unit: '411281001' }, { version: 2 }),
    })
    await press('a')
    expect(document.activeElement?.id).toBe('case-unit')
    expect(view.get<HTMLSelectElement>('#case-unit').element.value).toBe('411281001')
    await submit(view)
    expect(told).toEqual([
      { method: 'POST', path: `/api/desk/complaints/${first}`, body: { act: 'accept', unit: '411281001' } },
    ])
    expect(view.get('.told').text()).toBe('已受理，交给千秋路街道')
    expect(rows(view)[0]).toContain('办理中')
    expect(offered(view)[0]).toBe('answer')
    expect(document.activeElement?.id).toBe('case-name')
  })

  test('rejecting needs a reason, and is asked about once more', async () => {
    const { view, told } = await open('', { [act]: whole(first, { stage: 'rejected', next: null }) })
    await press('r')
    await submit(view)
    expect(told).toEqual([])
    expect(alerts(view).join()).toContain('选一个理由')
    await view.get('article form input[type=radio]').setValue(true)
    await submit(view)
    expect(told).toEqual([])
    expect(view.get('.sure').text()).toContain('撤不回来')
    expect(document.activeElement?.textContent).toContain('确定')
    await press('Escape')
    expect(view.find('.sure').exists()).toBe(false)
    await submit(view)
    await button(view, '确定').trigger('click')
    await flushPromises()
    expect(told.map(({ body }) => body)).toEqual([
      { act: 'reject', reason: '看不出是哪里、什么事，没法查', abuse: false },
    ])
  })

  test('to another department, which is named', async () => {
    const { view, told } = await open('', { [act]: whole(first, { stage: 'transferred', next: null }) })
    await press('t')
    await view.get('#case-to').setValue('department')
    await view.get('article form input[type=radio]').setValue(true)
    await submit(view)
    expect(alerts(view)).toContain('选一个部门')
    await view.get('#case-department').setValue('urban')
    await submit(view)
    await button(view, '确定').trigger('click')
    await flushPromises()
    expect(told[0]?.body).toMatchObject({ act: 'transfer', to: 'department', department: 'urban' })
  })

  test('marking it complex says the new date before anything is stored', async () => {
    const { view, told } = await open(`?case=${second}`, {
      [`POST /api/desk/complaints/${second}`]: whole(second, { ...accepted, complexReason: '等检测' }),
    })
    await press('e')
    expect(view.get('.until').text()).toContain('12月24日 24 点前')
    await view.get('article form input[type=radio]').setValue(true)
    await submit(view)
    expect(told[0]?.body).toEqual({ act: 'extend', reason: '要检测或鉴定，等结果' })
  })

  test('a duplicate goes into an accepted case on the same subject; both show', async () => {
    const { view, told } = await open('', { [act]: whole(first, { ...accepted, mergedInto: second }) })
    await press('m')
    await flushPromises()
    const choices = view.findAll('article form input[type=radio]')
    expect(choices).toHaveLength(1)
    await choices[0]?.setValue(true)
    await flushPromises()
    expect(view.findAll('.both section')).toHaveLength(2)
    await submit(view)
    await button(view, '确定').trigger('click')
    await flushPromises()
    expect(told[0]?.body).toEqual({ act: 'merge', into: second })
  })

  test('publication: what is ticked, where the complainant allows it', async () => {
    const { view, told } = await open('', {
      [`GET /api/desk/complaints/${first}`]: whole(first, {}, { mayPublish: true }),
      [act]: whole(first, {}, { mayPublish: true, photosPublished: ['photo00001'] }),
    })
    await press('p')
    const [words, photo] = view.findAll('article form input[type=checkbox]')
    await words?.setValue(true)
    await photo?.setValue(true)
    await submit(view)
    await button(view, '确定').trigger('click')
    await flushPromises()
    expect(told[0]?.body).toEqual({ act: 'publish', text: true, photos: ['photo00001'] })
  })
})

describe('answers', () => {
  test('begin with a template, whose blanks must be filled in', async () => {
    const { view, told } = await open(`?case=${second}`, {
      [`POST /api/desk/complaints/${second}`]: whole(second, accepted),
    })
    await press('w')
    const field = () => view.get<HTMLTextAreaElement>('#case-text')
    await button(view, '定了去现场的日子').trigger('click')
    await flushPromises()
    const { selectionStart, selectionEnd, value } = field().element
    expect(value.slice(selectionStart, selectionEnd)).toBe('＿＿')
    await submit(view)
    expect(told).toEqual([])
    expect(alerts(view).join()).toContain('没填')
    await field().setValue(value.replace('＿＿', '11').replace('＿＿', '25'))
    await submit(view)
    expect(told[0]?.body).toEqual({
      act: 'answer',
      text: '您反映的情况收到了。我们11月25日到现场看，看完当天把结果写在这里。',
    })
  })

  test('have templates that fit the kind, and each says what is missing', () => {
    expect(templatesFor('answer', 'price')[0]?.code).toBe('price-tag')
    expect(templatesFor('answer', 'attitude').map(({ kinds }) => kinds)).not.toContainEqual(['price'])
    for (const template of answerTemplates) {
      expect(firstBlank(template.text), template.code).not.toBeNull()
      expect(template.nameEn, template.code).not.toBe('')
    }
  })

  test('that are too long are told, and not cut', async () => {
    const { view, told } = await open(`?case=${second}`)
    await press('w')
    await view.get('#case-text').setValue('长'.repeat(1_003))
    await submit(view)
    expect(alerts(view)).toContain('多了 3 个字')
    expect(told).toEqual([])
  })
})

describe('nothing that was written is lost', () => {
  const path = `/api/desk/complaints/${second}`

  test('when somebody else was quicker, one sees what has changed, and sends again', async () => {
    const said: CaseWords = {
      id: 'message002',
      at: '2026-11-24T10:00:00.000Z',
      by: 'staff',
      act: 'answer',
      level: 'city',
      text: '已经去看过。',
      photos: [],
    }
    const before = whole(second, accepted)
    const now = whole(second, { ...accepted, stage: 'answered', unit: 'urban' }, { version: 4 })
    const after = { ...now, messages: [...now.messages, said] }
    let current: CaseForStaff = before
    let refuse = true
    const { view, told } = await open(`?case=${second}`, {
      [`GET ${path}`]: () => Response.json(current),
      [`POST ${path}`]: () => {
        if (!refuse) return Response.json(after)
        refuse = false
        current = after
        return problem(412, 'changed_meanwhile')()
      },
    })
    await press('w')
    await view.get('#case-text').setValue('我们明天去看。')
    await submit(view)
    await flushPromises()
    const [changed = ''] = alerts(view)
    expect(changed).toMatch(/这一件变了.*已答复.*城市管理局.*已经去看过/)
    expect(view.get<HTMLTextAreaElement>('#case-text').element.value).toBe('我们明天去看。')
    await submit(view)
    expect(told).toHaveLength(2)
    expect(view.get('.told').text()).toContain('答复已存')
    expect(view.find('#case-text').exists()).toBe(false)
  })

  test('when it cannot be done any more, it stays to be copied', async () => {
    let current = whole(second, accepted)
    const { view, told } = await open(`?case=${second}`, {
      [`GET ${path}`]: () => Response.json(current),
      [`POST ${path}`]: () => {
        current = whole(second, { stage: 'transferred', next: null }, { version: 4 })
        return problem(409, 'not_now')()
      },
    })
    await press('w')
    await view.get('#case-text').setValue('我们明天去看。')
    await submit(view)
    await flushPromises()
    expect(view.get('article').text()).toContain('这一步现在办不了')
    expect(view.get<HTMLTextAreaElement>('#case-text').element.value).toBe('我们明天去看。')
    // Nothing offers what cannot be done.
    expect(view.find('article [type=submit]').exists()).toBe(false)
    await submit(view)
    expect(told).toHaveLength(1)
  })

  test('offline is told; the same words carry the same key again', async () => {
    const keys: (string | null)[] = []
    const { view } = await open(`?case=${second}`, { [`POST ${path}`]: 'offline' })
    const fetched = globalThis.fetch
    globalThis.fetch = (input, init) => {
      if (init?.method === 'POST') keys.push(new Headers(init.headers).get('Idempotency-Key'))
      return fetched(input, init)
    }
    await press('w')
    await view.get('#case-text').setValue('我们明天去看。')
    await submit(view)
    expect(alerts(view)).toContain('没有网络，没有办成。还在这里，有网了再办。')
    await submit(view)
    await view.get('#case-text').setValue('我们后天去看。')
    await submit(view)
    expect(keys).toHaveLength(3)
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  test('a draft is there again when one comes back', async () => {
    const { view } = await open(`?case=${second}`)
    await press('w')
    await view.get('#case-text').setValue('写到一半')
    const again = await open(`?case=${second}`)
    expect(again.view.get<HTMLTextAreaElement>('#case-text').element.value).toBe('写到一半')
  })

  test('what was written for one act stays while another is done', async () => {
    const { view } = await open(`?case=${second}`, {
      [`POST ${path}`]: whole(second, { ...accepted, unit: 'urban' }, { version: 2 }),
    })
    await press('w')
    await view.get('#case-text').setValue('写到一半')
    await view.get('article form').trigger('keydown', { key: 'Escape' })
    await press('g')
    await view.get('#case-unit').setValue('urban')
    await submit(view)
    expect(view.get('.told').text()).toBe('已改派给城市管理局')
    await press('w')
    expect(view.get<HTMLTextAreaElement>('#case-text').element.value).toBe('写到一半')
  })

  test('because the session is over: signing in, and back to the case', async () => {
    const { view, router } = await open(`?case=${second}`, {
      [`POST ${path}`]: problem(401, 'not_signed_in'),
    })
    await press('w')
    await view.get('#case-text').setValue('我们明天去看。')
    await submit(view)
    expect(router.currentRoute.value.query).toEqual({ next: `/desk/complaints?case=${second}`, why: 'over' })
  })
})
