import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { grades, voiceTags } from '../../schema/catalog/satisfaction.ts'
import { COMMENT_MAX } from '../../schema/contract/limits.ts'
import RatePage from '../../web/satisfaction/RatePage.vue'
import { useOutbox } from '../../web/shell/outbox.ts'
import type { Shown } from './places-stage.ts'
import {
  button,
  circle,
  close,
  grade,
  measure,
  openTown,
  press,
  send,
  settle,
  shop,
  type Town,
  visit,
  voice,
} from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))

let town: Town
const opened: Shown[] = []

async function page(...options: Parameters<typeof visit> extends [unknown, ...infer Rest] ? Rest : never) {
  const shown = await visit(RatePage, ...options)
  opened.push(shown)
  return shown
}

const checked = (view: Shown['view']) =>
  view.findAll<HTMLInputElement>('.grade input').filter(({ element }) => element.checked)

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  for (const shown of opened.splice(0)) close(shown)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the form', () => {
  test('asks first, prefills nothing, and says what may be left', async () => {
    const { view } = await page()
    expect(view.get('h1').text()).toBe('您满意吗？')
    expect(view.get('.bar').text()).toBe('康宁大药房')
    expect(document.title).toBe('评价康宁大药房 · 一刻钟义马')
    expect(view.findAll('.grade label').map((label) => label.text())).toEqual(grades.map(({ name }) => name))
    expect(checked(view)).toEqual([])
    expect(view.findAll('.chip').map((chip) => chip.text())).toEqual(voiceTags.map(({ name }) => name))
    expect(view.findAll('.chip[aria-pressed="true"]')).toEqual([])
    expect(view.text()).toContain('不用登录，不留姓名和电话。随时能改、能撤回。')
  })

  test('the grades are one group of radio buttons with the question as their name', async () => {
    const { view } = await page()
    const group = view.get('[role="radiogroup"]')
    expect(document.getElementById(group.attributes('aria-labelledby') ?? '')?.textContent).toContain(
      '您满意吗？',
    )
    const radios = view.findAll<HTMLInputElement>('.grade input')
    expect(new Set(radios.map(({ element }) => `${element.type} ${element.name}`))).toEqual(
      new Set(['radio grade']),
    )
  })

  test('two more taps send it: a grade, and send', async () => {
    town.measure = measure({ residents: 48, rate: 0.9167 })
    const { view } = await page()
    await grade(view, '满意').setValue()
    expect(view.get('.grade.on').text()).toContain('已选')
    await send(view)
    expect(town.changes()).toMatchObject([
      { method: 'POST', path: '/api/ratings', body: { subject: shop, grade: 4, tags: [], comment: null } },
    ])
    const [request] = town.changes()
    expect(request?.key).toMatch(/^[\w-]{8,64}$/)
    expect(request?.proof).toMatch(/^proof-/)
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    expect(view.get('.voice').text()).toContain('满意')
    expect(view.text()).toContain('已经算进满意度')
    expect(view.get('.measure').text()).toBe('现在的满意度92%满意48 位居民')
    expect(town.requests.find(({ path }) => path === '/api/satisfaction')?.cache).toBe('no-cache')
    expect(view.get('[role="status"]').text()).toBe('谢谢，评价已发送')
    expect(document.activeElement).toBe(view.get('h1').element)
  })

  test('without a grade nothing is sent: a message beside the grades, and the focus there', async () => {
    const { view } = await page()
    await send(view)
    const group = view.get('[role="radiogroup"]')
    expect(group.attributes('aria-invalid')).toBe('true')
    expect(view.get(`#${group.attributes('aria-describedby')}`).text()).toBe('先选一个：满意还是不满意')
    expect(document.activeElement).toBe(view.find('.grade input').element)
    expect(town.changes()).toEqual([])
    await grade(view, '不满意').setValue()
    expect(view.find('.errmsg').exists()).toBe(false)
  })

  test('counts characters, says when few are left, and does not cut words off', async () => {
    const { view } = await page()
    await grade(view, '满意').setValue()
    const field = view.get<HTMLTextAreaElement>('textarea')
    await field.setValue('好')
    expect(view.get('.note').text()).toContain(`1 / ${COMMENT_MAX}`)
    await field.setValue('好'.repeat(COMMENT_MAX - 3))
    expect(view.text()).toContain('还能写 3 个字')
    await field.setValue('好'.repeat(COMMENT_MAX + 2))
    expect(field.element.value).toHaveLength(COMMENT_MAX + 2)
    expect(view.get('[role="alert"]').text()).toBe('多了 2 个字，请删短一点')
    await send(view)
    expect(town.changes()).toEqual([])
    expect(document.activeElement).toBe(field.element)
    await field.setValue(` ${'好'.repeat(COMMENT_MAX)}\n`)
    await send(view)
    expect(town.changes()).toHaveLength(1)
    expect(town.changes()[0]?.body?.comment).toHaveLength(COMMENT_MAX)
  })

  test('a double tap sends once', async () => {
    const { view } = await page()
    await grade(view, '满意').setValue()
    void view.get('form').trigger('submit')
    void view.get('form').trigger('submit')
    await settle()
    expect(town.changes()).toHaveLength(1)
  })

  test('a circle is asked about as a whole', async () => {
    const { view } = await page(circle)
    expect(view.get('h1').text()).toBe('您对这个生活圈满意吗？')
    expect(view.get('.bar').text()).toBe('银杏社区')
    await grade(view, '非常满意').setValue()
    await send(view)
    expect(town.changes()).toMatchObject([{ body: { subject: circle, grade: 5 } }])
  })

  test('is whole in English', async () => {
    const { view } = await page(shop, { language: 'en' })
    expect(view.get('h1').text()).toBe('Are you satisfied?')
    expect(view.text()).not.toMatch(/rating\.\w+|\{\w+\}/)
    await grade(view, 'Satisfied').setValue()
    await send(view)
    expect(view.get('h1').text()).toBe('Thank you, it is sent')
  })
})

describe('a draft', () => {
  test('is there again after the page was closed, and gone once it is sent', async () => {
    const first = await page()
    await grade(first.view, '不满意').setValue()
    await button(first.view, '等候').trigger('click')
    await first.view.get('textarea').setValue('排队久')
    close(first)
    const { view } = await page()
    expect(grade(view, '不满意').element.checked).toBe(true)
    expect(view.findAll('.chip[aria-pressed="true"]').map((chip) => chip.text())).toEqual(['等候'])
    expect(view.get<HTMLTextAreaElement>('textarea').element.value).toBe('排队久')
    await send(view)
    expect(Object.keys(localStorage).filter((key) => key.includes('draft'))).toEqual([])
  })

  test('where storage is refused, everything works all the same', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      removeItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      clear: () => {},
    })
    const first = await page()
    await grade(first.view, '不满意').setValue()
    close(first)
    const { view } = await page()
    expect(grade(view, '不满意').element.checked).toBe(true)
    await send(view)
    expect(town.changes()).toHaveLength(1)
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
  })

  test('what another version of the site has written is read as far as it makes sense', async () => {
    localStorage.setItem(
      'yikezhong.draft.rating:outlet:kangning01',
      JSON.stringify({ grade: 9, tags: ['waiting', 'parking'], comment: 3 }),
    )
    const { view } = await page()
    expect(checked(view)).toEqual([])
    expect(view.findAll('.chip[aria-pressed="true"]').map((chip) => chip.text())).toEqual(['等候'])
  })
})

describe('who has a voice here already', () => {
  test('sees it: what, when, and how it stands', async () => {
    town.voices = [voice({ comment: '夜里也有人值班', commentState: 'waiting' })]
    const { view } = await page()
    expect(view.get('h1').text()).toBe('您的评价')
    expect(view.get('.voice').text()).toContain('满意态度')
    expect(view.get('.voice').text()).toContain('夜里也有人值班')
    expect(view.get('.voice').text()).toContain('11月24日 说的')
    expect(view.text()).toContain('您写的话，等工作人员看过再公开。')
    expect(view.find('form').exists()).toBe(false)
  })

  test.each([
    [{ state: 'held', holdReason: 'subject_burst' }, '这里一下子来了很多评价。先放着'],
    [{ state: 'held', holdReason: 'network_flood' }, '您用的网络上，一下子来了太多评价。'],
    [{ state: 'held', holdReason: 'network_on_subject' }, '同一个网络上，这里一下子来了很多评价。'],
    [{ state: 'held', holdReason: 'dropped_before' }, '以前被工作人员去掉过'],
    [{ state: 'dropped', dropReason: '同一人多次刷评' }, '没有算进满意度。理由：同一人多次刷评'],
    [{ comment: '好', commentState: 'approved' }, '您写的话已经公开。'],
    [{ comment: '好', commentState: 'refused' }, '您写的话没有公开。'],
  ] as const)('%j in plain words', async (part, words) => {
    town.voices = [voice(part)]
    const { view } = await page()
    expect(view.text()).toContain(words)
  })

  test('changes it, beginning with what was said', async () => {
    town.voices = [voice({ tags: ['attitude'], comment: '好' })]
    const { view } = await page()
    await press(view, '改一改')
    expect(grade(view, '满意').element.checked).toBe(true)
    expect(view.findAll('.chip[aria-pressed="true"]').map((chip) => chip.text())).toEqual(['态度'])
    expect(view.get<HTMLTextAreaElement>('textarea').element.value).toBe('好')
    await grade(view, '非常不满意').setValue()
    await send(view)
    expect(town.changes()).toMatchObject([{ method: 'POST', body: { grade: 1, comment: '好' } }])
    expect(view.get('.voice').text()).toContain('非常不满意')
  })

  test('may leave it as it was', async () => {
    town.voices = [voice()]
    const { view } = await page()
    await press(view, '改一改')
    await grade(view, '非常不满意').setValue()
    await press(view, '不改了')
    expect(view.get('.voice').text()).toContain('满意态度')
    await press(view, '改一改')
    expect(grade(view, '满意').element.checked).toBe(true)
    expect(town.changes()).toEqual([])
  })

  test('withdraws it after being asked once, and can rate anew', async () => {
    town.voices = [voice()]
    const { view } = await page()
    await press(view, '撤回')
    expect(view.get('.sure').text()).toContain('写的话也会删掉')
    await press(view, '先不撤回')
    expect(view.find('.sure').exists()).toBe(false)
    expect(document.activeElement?.textContent).toContain('撤回')
    await press(view, '撤回')
    const seen: string[] = []
    const watching = new MutationObserver(() => seen.push(view.find('h1').text()))
    watching.observe(document.body, { childList: true, subtree: true, characterData: true })
    await press(view, '撤回评价')
    watching.disconnect()
    // nothing else flashes up on the way
    expect(seen).not.toContain('撤回还没发出去')
    expect(town.changes()).toMatchObject([{ method: 'DELETE', path: '/api/ratings/outlet/kangning01' }])
    expect(view.get('.gone').text()).toBe('评价已撤回，可以重新评价。')
    expect(checked(view)).toEqual([])
    expect(document.activeElement).toBe(view.get('h1').element)
    await grade(view, '基本满意').setValue()
    await send(view)
    expect(view.get('.voice').text()).toContain('基本满意')
  })

  test('who held back learns it at once', async () => {
    town.stored = { state: 'held', holdReason: 'subject_burst' }
    const { view } = await page()
    await grade(view, '满意').setValue()
    await send(view)
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    expect(view.text()).toContain('先放着，工作人员看过再算')
  })
})

describe('without network', () => {
  async function unsent() {
    const shown = await page()
    await grade(shown.view, '满意').setValue()
    await button(shown.view, '态度').trigger('click')
    town.offline = true
    await send(shown.view)
    return shown
  }

  test('it is kept, and says so', async () => {
    const { view } = await unsent()
    expect(view.get('h1').text()).toBe('还没发出去，已经存好')
    expect(view.text()).toContain('有网后自动发送，只发一次')
    expect(view.get('.voice').text()).toMatch(/^满意态度\d+:\d\d 写好，等待发送$/)
    expect(document.activeElement).toBe(view.get('h1').element)
    expect(town.changes()).toEqual([])
  })

  test('it goes out by itself when the network is back, and the page says so', async () => {
    const { view } = await unsent()
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    expect(view.get('[role="status"]').text()).toBe('谢谢，评价已发送')
    expect(town.changes()).toHaveLength(1)
  })

  test('the person can try, and change it before it goes', async () => {
    const { view } = await unsent()
    await press(view, '再试一次')
    expect(view.get('h1').text()).toBe('还没发出去，已经存好')
    await press(view, '改一改')
    expect(grade(view, '满意').element.checked).toBe(true)
    await grade(view, '不满意').setValue()
    await send(view)
    town.offline = false
    await press(view, '再试一次')
    expect(town.changes()).toMatchObject([{ body: { grade: 2, tags: ['attitude'] } }])
  })

  test('it waits when the page is opened again, and is sent from there', async () => {
    const first = await unsent()
    close(first)
    town.offline = false
    const { view } = await page()
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    expect(town.changes()).toHaveLength(1)
  })

  test('withdrawn while it waits, it has never been', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const { view } = await unsent()
    await press(view, '撤回')
    expect(view.get('.gone').text()).toBe('没有发出去的评价已删掉。')
    expect(checked(view)).toEqual([])
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(town.changes()).toEqual([])
  })

  test('withdrawn after it may have arrived, it is withdrawn there too', async () => {
    const { view } = await unsent()
    // it did arrive; only the answer got lost
    town.voices = [voice()]
    await press(view, '撤回')
    expect(view.get('h1').text()).toBe('撤回还没发出去')
    town.offline = false
    await press(view, '再试一次')
    expect(town.changes()).toMatchObject([{ method: 'DELETE' }])
    expect(town.voices).toEqual([])
    expect(view.get('.gone').text()).toContain('已撤回')
  })

  test('a withdrawal that waits can be taken back', async () => {
    town.voices = [voice()]
    const { view } = await page()
    town.offline = true
    await press(view, '撤回')
    await press(view, '撤回评价')
    expect(view.get('h1').text()).toBe('撤回还没发出去')
    town.offline = false
    await press(view, '不撤回了')
    expect(view.get('h1').text()).toBe('您的评价')
    expect(view.get('.gone').text()).toBe('没有撤回，评价还在。')
    expect(view.get('[role="status"]').text()).toBe('没有撤回，评价还在。')
    expect(document.activeElement).toBe(view.get('h1').element)
    expect(town.voices).toHaveLength(1)
  })

  test('a withdrawal that had arrived all the same cannot, and the page does not say so', async () => {
    town.voices = [voice()]
    const { view } = await page()
    town.offline = true
    await press(view, '撤回')
    await press(view, '撤回评价')
    // it did arrive; only the answer got lost
    town.voices = []
    town.offline = false
    await press(view, '不撤回了')
    expect(view.get('.gone').text()).toBe('评价已撤回，可以重新评价。')
    expect(checked(view)).toEqual([])
  })

  test('whether a withdrawal had arrived is left open while nobody can be asked', async () => {
    town.voices = [voice()]
    const { view } = await page()
    town.offline = true
    await press(view, '撤回')
    await press(view, '撤回评价')
    await press(view, '不撤回了')
    expect(view.get('.gone').text()).toBe('不撤回了。评价还在不在，有网才能知道。')
  })

  test('what another tab sends or deletes is not taken for the other', async () => {
    const { view } = await unsent()
    const other = await page()
    expect(other.view.get('h1').text()).toBe('还没发出去，已经存好')
    const store = useOutbox(other.pinia)
    const [entry] = store.entries
    if (entry) await store.remove(entry.id)
    await expect.poll(() => view.find('.gone').exists()).toBe(true)
    expect(view.get('.gone').text()).toBe('没有发出去的评价已删掉。')
    expect(view.get('[role="status"]').text()).toBe('没有发出去的评价已删掉。')
  })

  test('where the browser keeps nothing, it says so', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const { view } = await unsent()
    expect(view.get('h1').text()).toBe('还没发出去')
    expect(view.text()).toContain('先别关这一页')
  })
})

describe('the worker refuses', () => {
  const refused = async (problem: Town['refusals'][number]['problem'], headers?: Record<string, string>) => {
    town.refusals = [{ problem, ...(headers ? { headers } : {}) }]
    const shown = await page()
    await grade(shown.view, '满意').setValue()
    await shown.view.get('textarea').setValue('写了好久')
    await send(shown.view)
    return shown
  }

  test.each([
    ['invalid_request', 400, '有的地方填得不对'],
    ['cross_site', 403, '要从本站的页面发'],
    ['not_found', 404, '这里已经没有了'],
    ['key_reused', 409, '再发一次就行'],
    ['too_large', 413, '写得太长了'],
    ['unsupported_media_type', 415, '网页可能旧了'],
  ] as const)('%s: in words, with everything still there', async (code, status, words) => {
    const { view } = await refused({ code, status })
    expect(view.get('[role="alert"]').text()).toContain('没有发成')
    expect(view.get('[role="alert"]').text()).toContain(words)
    expect(view.get('[role="alert"]').text()).toContain('您写的还在')
    expect(grade(view, '满意').element.checked).toBe(true)
    expect(view.get<HTMLTextAreaElement>('textarea').element.value).toBe('写了好久')
  })

  test.each([
    ['too_many', 429, '发得太多了'],
    ['unavailable', 503, '服务器现在收不了'],
    ['internal', 500, '服务器现在收不了'],
  ] as const)('%s: it waits', async (code, status, words) => {
    const { view } = await refused({ code, status }, { 'Retry-After': '60' })
    expect(view.get('h1').text()).toBe('还没发出去，已经存好')
    expect(view.text()).toContain(words)
  })

  test.each(['work_missing', 'work_wrong', 'work_expired', 'work_used'] as const)(
    '%s: a new task, and once more, without a word',
    async (code) => {
      const { view } = await refused({ code, status: 403 })
      expect(view.get('h1').text()).toBe('谢谢，评价已发送')
      const [first, second] = town.changes()
      expect(first?.key).toBe(second?.key)
      expect(first?.proof).not.toBe(second?.proof)
      expect(town.changes()).toHaveLength(2)
    },
  )

  test('no_resident: the cookie that got lost comes with a new task, without a word', async () => {
    const { view } = await refused({ code: 'no_resident', status: 403 })
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    const [first, second] = town.changes()
    expect(first?.proof).not.toBe(second?.proof)
    expect(town.changes()).toHaveLength(2)
  })

  test('no_resident again: the browser keeps no cookies, and it is not tried for good', async () => {
    const { view } = await page()
    await grade(view, '满意').setValue()
    await view.get('textarea').setValue('写了好久')
    town.refusals = [
      { problem: { code: 'no_resident', status: 403 } },
      { problem: { code: 'no_resident', status: 403 } },
    ]
    await send(view)
    expect(view.get('[role="alert"]').text()).toContain('这个浏览器不存 Cookie')
    expect(view.get('[role="alert"]').text()).toContain('在浏览器设置里允许本站的 Cookie，再发一次')
    expect(view.get<HTMLTextAreaElement>('textarea').element.value).toBe('写了好久')
    const tried = town.changes().length
    window.dispatchEvent(new Event('online'))
    await settle()
    expect(town.changes()).toHaveLength(tried)
  })

  test('twice because of the work: that is said', async () => {
    town.refusals = [{ problem: { code: 'work_wrong', status: 403 } }]
    const { view } = await refused({ code: 'work_wrong', status: 403 })
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    town.refusals = [
      { problem: { code: 'work_wrong', status: 403 } },
      { problem: { code: 'work_wrong', status: 403 } },
    ]
    await press(view, '改一改')
    await send(view)
    expect(view.get('[role="alert"]').text()).toContain('没有通过防刷检查')
  })

  test('a field: beside the field', async () => {
    const { view } = await refused({
      code: 'invalid_request',
      status: 400,
      fields: [{ field: 'comment', reason: 'leave out control characters' }],
    })
    const field = view.get('textarea')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(view.get('#rate-comment-error').text()).toContain('填得不对')
  })

  test('sent again after a change, with a new key', async () => {
    const { view } = await refused({ code: 'key_reused', status: 409 })
    await send(view)
    expect(view.get('h1').text()).toBe('谢谢，评价已发送')
    expect(new Set(town.changes().map(({ key }) => key)).size).toBe(2)
  })

  test('or given up', async () => {
    const { view } = await refused({ code: 'not_found', status: 404 })
    await press(view, '不发了')
    expect(view.find('[role="alert"]').exists()).toBe(false)
    expect(checked(view)).toEqual([])
  })
})

describe('what is rated', () => {
  test('does not exist', async () => {
    town.outlet = 'missing'
    const { view } = await page()
    expect(view.get('h1').text()).toBe('没有这家网点')
    expect(view.find('form').exists()).toBe(false)
  })

  test('has closed for good', async () => {
    town.outlet = 'closed'
    const { view } = await page()
    expect(view.get('h1').text()).toBe('已经停业，不能再评价')
    expect(view.get('.notice a').attributes('href')).toBe('/outlets/kangning01')
  })

  test('is no community', async () => {
    const { view } = await page({ kind: 'circle', id: '000000000000' })
    expect(view.get('h1').text()).toBe('没有这个生活圈')
  })

  test('cannot be looked up without network, and can be rated', async () => {
    town.offline = true
    const { view } = await page()
    expect(view.get('h1').text()).toBe('您满意吗？')
    expect(view.get('.bar').text()).toBe('评价')
  })

  test('is where the way back leads', async () => {
    const { view, router } = await page()
    await view.get('.bar button').trigger('click')
    await settle()
    expect(router.currentRoute.value.fullPath).toBe('/outlets/kangning01')
  })
})
