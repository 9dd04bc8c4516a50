import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { useKeysSwitch } from '../../web/staff/desk-keys.ts'
import { atDesk, held, press, problem, signedIn } from './desk-stage.ts'

const rows = (view: VueWrapper) =>
  view.findAll('[data-desk-list] button').map((row) => row.text().replace(/\s+/g, ' '))
const current = (view: VueWrapper) => view.get('[data-desk-list] [aria-current]').get('b').text()
const chips = (view: VueWrapper) => view.findAll('.lists .chip').map((chip) => chip.text())
/** How many a list says that it has. */
const left = (view: VueWrapper, name: string) =>
  chips(view)
    .find((text) => text.startsWith(name))
    ?.slice(name.length)
const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('button').find((one) => one.text().startsWith(text))
  if (!found) throw new Error(`there is no button ${text}`)
  return found
}
const focused = () => document.activeElement?.querySelector('b')?.textContent

describe('who comes in', () => {
  test('nobody: they sign in first, and come back', async () => {
    const { router } = await atDesk('/desk?list=held', {
      session: { stage: null, account: null, fresh: false },
    })
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/desk?list=held')
  })

  test('somebody without their second factor sets it up first', async () => {
    const { router } = await atDesk('/desk', { session: { ...signedIn(), stage: 'enrol' } })
    expect(router.currentRoute.value.name).toBe('account')
  })

  test('a merchant is told that it is not for them', async () => {
    const { view } = await atDesk('/desk', { session: signedIn({ role: 'merchant', area: null }) })
    expect(view.get('main').text()).toContain('这里是工作人员的地方')
    expect(view.find('.desk').exists()).toBe(false)
  })

  test('an auditor sees everything, and has nothing to act with', async () => {
    const { view, told } = await atDesk('/desk', { session: signedIn({ role: 'auditor' }) })
    expect(view.get('.read-only').text()).toContain('不能办')
    expect(rows(view)).toHaveLength(2)
    expect(view.find('.acts').exists()).toBe(false)
    for (const key of ['a', 'r', 'u']) await press(key)
    expect(told).toEqual([])
    expect(view.find('form').exists()).toBe(false)
  })

  test('the shell says who one is, and signs out', async () => {
    const { view, router, told } = await atDesk()
    expect(view.get('.who').text()).toMatch(/qql-02.*街道.*千秋路街道/)
    expect(view.get('nav[aria-label="工作台"]').text()).toContain('7 条待办')
    await button(view, '退出').trigger('click')
    await flushPromises()
    expect(told).toEqual([{ method: 'DELETE', path: '/api/session', body: undefined }])
    expect(router.currentRoute.value.name).toBe('sign-in')
  })
})

describe('the lists', () => {
  test('say how much waits; the first entry shows, old beside new', async () => {
    const { view } = await atDesk()
    expect(chips(view)).toEqual(expect.arrayContaining(['改动2', '留言1', '扣下的评价4']))
    expect(rows(view)).toEqual(['老街修鞋配钥匙改名称今天 16:05', '万家福改是否连锁今天 16:06'])
    const cells = view.findAll('tbody .cell').map((cell) => cell.text())
    expect(cells[0]).toContain('老街修鞋配钥匙')
    expect(cells[1]).toContain('老街便民维修')
    expect(view.get('.meta').text()).toContain('“laojie”提交')
    expect(left(view, '待核实')).toBe('23')
  })

  test('voices held back for one reason on one subject are one entry', async () => {
    const { view } = await atDesk('/desk?list=held')
    expect(rows(view)).toEqual([
      'hongyun3 条一个网络对这里发来一大片今天 12:00',
      'dongmen一个网络对这里发来一大片今天 12:00',
    ])
    expect(view.get('article').text()).toContain('3 条评价扣下了：非常满意 2，满意 1')
    expect(view.findAll('article tbody tr')).toHaveLength(3)
  })

  test('an empty one says so', async () => {
    const { view } = await atDesk('/desk?list=comments', {
      given: {
        'GET /api/desk/inbox': {
          proposals: 0,
          comments: 0,
          held: 0,
          reports: 0,
          photos: 0,
          replies: 0,
          stale: 0,
        },
        'GET /api/desk/comments': { comments: [] },
      },
    })
    expect(view.get('.queue .notice').text()).toContain('没有要看的留言')
  })

  test('open where something waits, and with the first when nothing does but what is only old', async () => {
    const none = { 'GET /api/desk/proposals': { proposals: [] } }
    const chosen = (view: VueWrapper) => view.get('.lists .chip[aria-pressed=true]').text()
    const { view } = await atDesk('/desk', { given: none })
    expect(chosen(view)).toMatch(/^留言/)
    expect(rows(view)).toHaveLength(1)
    await press('a')
    expect(chosen(view)).toMatch(/^留言/)
    const { view: idle } = await atDesk('/desk', {
      given: {
        ...none,
        'GET /api/desk/comments': { comments: [] },
        'GET /api/desk/reports': { reports: [] },
        'GET /api/desk/held': { held: [] },
      },
    })
    expect(chosen(idle)).toMatch(/^改动/)
  })

  test.each([
    ['offline', '没有网络'],
    [problem(500, 'internal'), '再试'],
  ])('that do not come can be asked for again', async (answer, words) => {
    const { view } = await atDesk('/desk', { given: { 'GET /api/desk/held': answer } })
    expect(view.get('.queue [role=alert]').text()).toContain(words)
  })
})

describe('reports of wrong facts', () => {
  const report = {
    id: 'report0001',
    outlet: 'laojie0001',
    name: '老街修鞋配钥匙',
    community: '银杏社区',
    fact: 'hours',
    right: '周日下午不开门',
    at: '2026-11-24T08:05:00.000Z',
    state: 'open',
    reason: null,
  }
  const given = {
    'GET /api/desk/inbox': {
      proposals: 0,
      comments: 0,
      held: 0,
      reports: 1,
      photos: 0,
      replies: 0,
      stale: 0,
    },
    'GET /api/desk/reports': { reports: [report] },
  }
  const path = '/api/desk/reports/report0001'

  test('say what is wrong and what is right, and lead to the listing', async () => {
    const { view } = await atDesk('/desk?list=reports', { given })
    expect(rows(view)).toEqual(['老街修鞋配钥匙营业时间不对今天 16:05'])
    expect(view.get('blockquote').text()).toBe('周日下午不开门')
    expect(view.get('.ways a').attributes('href')).toContain('laojie0001')
  })

  test('are mended by one key, and wait again when that is undone', async () => {
    const { view, told } = await atDesk('/desk?list=reports', { given })
    await press('a')
    expect(told).toEqual([{ method: 'POST', path, body: { verdict: 'mended' } }])
    expect(rows(view)[0]).toContain('已改好')
    await press('u')
    expect(told.at(-1)).toEqual({ method: 'POST', path, body: { verdict: 'undo' } })
    expect(left(view, '信息有误')).toBe('1')
  })

  test('change nothing only with a reason', async () => {
    const { view, told } = await atDesk('/desk?list=reports', { given })
    await press('r')
    await view.findAll('form input')[0]?.setValue(true)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(told).toEqual([
      { method: 'POST', path, body: { verdict: 'refused', reason: '到店看过，现在的没错' } },
    ])
  })
})

describe('keys', () => {
  test('a approves and goes on; what is done stays, and is taken back by u', async () => {
    const { view, told } = await atDesk()
    await press('a')
    expect(told).toEqual([
      { method: 'POST', path: '/api/desk/proposals/proposal1', body: { verdict: 'approve' } },
    ])
    expect(rows(view)[0]).toContain('已同意')
    expect(left(view, '改动')).toBe('1')
    expect(current(view)).toBe('万家福')
    expect(focused()).toBe('万家福')
    expect(view.get('.told').text()).toBe('已同意：老街修鞋配钥匙')
    await press('u')
    expect(told.at(-1)).toEqual({
      method: 'POST',
      path: '/api/desk/proposals/proposal1',
      body: { verdict: 'undo' },
    })
    expect(rows(view)[0]).not.toContain('已同意')
    expect(current(view)).toBe('老街修鞋配钥匙')
    expect(left(view, '改动')).toBe('2')
  })

  test('r asks for a reason, and stores nothing without one', async () => {
    const { view, told } = await atDesk()
    await press('r')
    expect(document.activeElement?.getAttribute('type')).toBe('radio')
    await view.get('form').trigger('submit')
    expect(view.get('form [role=alert]').text()).toContain('选一个理由')
    expect(told).toEqual([])
    await view.findAll('form input')[1]?.setValue(true)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(told).toEqual([
      {
        method: 'POST',
        path: '/api/desk/proposals/proposal1',
        body: { verdict: 'refuse', reason: '到店看过，还是原来的' },
      },
    ])
    expect(rows(view)[0]).toContain('没同意')
  })

  test('Esc leaves the reason; letters that are typed do nothing', async () => {
    const { view, told } = await atDesk()
    await press('r')
    await view.findAll('form input').at(-1)?.setValue(true)
    await flushPromises()
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    for (const key of ['a', 'u', 'j', 'r']) await press(key)
    expect(told).toEqual([])
    expect(current(view)).toBe('老街修鞋配钥匙')
    await press('Escape')
    expect(view.find('form').exists()).toBe(false)
    expect(focused()).toBe('老街修鞋配钥匙')
  })

  test.each([
    ['j', 'k'],
    ['ArrowDown', 'ArrowUp'],
  ])('%s and %s go through the list', async (down, up) => {
    const { view } = await atDesk()
    await press(down)
    expect(current(view)).toBe('万家福')
    expect(focused()).toBe('万家福')
    await press(down)
    expect(current(view)).toBe('万家福')
    await press(up)
    expect(current(view)).toBe('老街修鞋配钥匙')
  })

  test.each([
    ['held down', { repeat: true }],
    ['with Ctrl', { ctrlKey: true }],
    ['with Alt', { altKey: true }],
    ['while composing', { isComposing: true }],
  ])('%s do nothing', async (_, init) => {
    const { told } = await atDesk()
    await press('a', init)
    expect(told).toEqual([])
  })

  test('are explained by ?, and can be switched off there', async () => {
    const { view, told } = await atDesk()
    await press('?')
    // the dialog comes in a file of its own
    const dialog = await vi.waitFor(() => {
      const found = document.querySelector('[role=dialog]')
      expect(found?.textContent).toContain('撤回刚才的')
      return found
    })
    await press('a')
    expect(told).toEqual([])
    dialog?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
    await flushPromises()
    expect(localStorage.getItem('yikezhong-desk-keys')).toBe('off')
    dialog?.querySelector<HTMLButtonElement>('button')?.click()
    await flushPromises()
    await press('a')
    expect(told).toEqual([])
    expect(view.get('.help').text()).toBe('按键已关')
    useKeysSwitch().set(true)
  })
})

describe('what cannot be stored', () => {
  test.each([
    ['offline', 'offline', '没有网络，没有办成'],
    ['changed_meanwhile', problem(409, 'changed_meanwhile'), '有人先办了'],
    ['forbidden', problem(403, 'forbidden'), '不在您的范围里'],
    ['frozen', problem(409, 'frozen'), '有争议'],
  ])('%s is said at the entry, and nothing disappears', async (_, answer, words) => {
    const { view } = await atDesk('/desk', {
      given: { 'POST /api/desk/proposals/proposal1': answer },
    })
    await press('a')
    expect(view.get('.acts [role=alert]').text()).toContain(words)
    expect(rows(view)).toHaveLength(2)
    expect(rows(view)[0]).toContain('没有办成')
    expect(left(view, '改动')).toBe('2')
    expect(current(view)).toBe('老街修鞋配钥匙')
    expect(view.get('.told').text()).toBe('')
  })

  test('because the session is over: signing in, and back', async () => {
    const { router } = await atDesk('/desk?list=comments', {
      given: { 'POST /api/desk/comments/comment001': problem(401, 'not_signed_in') },
    })
    await press('a')
    expect(router.currentRoute.value.query).toEqual({ next: '/desk?list=comments', why: 'over' })
  })
})

describe('comments', () => {
  const at = '2026-11-24T01:00:00.000Z'

  test('are approved as they were read, and wait again when that is undone', async () => {
    const { view, told } = await atDesk('/desk?list=comments')
    expect(view.get('blockquote').text()).toBe('修得快，价钱公道。')
    await press('a')
    expect(rows(view)[0]).toContain('已公开')
    await press('u')
    expect(told.map(({ body }) => body)).toEqual([
      { at, verdict: 'approve' },
      { at, verdict: 'undo' },
    ])
    expect(rows(view)[0]).not.toContain('已公开')
    expect(left(view, '留言')).toBe('1')
    expect(view.get('.told').text()).toBe('已撤回，又在等着办')
  })

  test('are refused only with a reason', async () => {
    const { view, told } = await atDesk('/desk?list=comments')
    await press('r')
    await view.get('form').trigger('submit')
    expect(told).toEqual([])
    await view.findAll('form input')[2]?.setValue(true)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(told.map(({ body }) => body)).toEqual([{ at, verdict: 'refuse', reason: '是广告' }])
    expect(rows(view)[0]).toContain('不公开')
  })
})

describe('voices that are held back', () => {
  test('are let in together, with a reason, and held back again together', async () => {
    const { view, told } = await atDesk('/desk?list=held')
    await press('a')
    expect(told).toHaveLength(3)
    expect(told.map(({ path }) => path).sort()).toEqual(
      ['voice00001', 'voice00002', 'voice00004'].map((id) => `/api/desk/held/${id}`),
    )
    expect(told[0]?.body).toEqual({ verdict: 'clear', reason: '看过，没有看出是刷的' })
    expect(left(view, '扣下的评价')).toBe('1')
    expect(current(view)).toBe('dongmen')
    await press('u')
    expect(told).toHaveLength(6)
    expect(told.at(-1)?.body).toEqual({ verdict: 'undo' })
    expect(rows(view)[0]).toContain('3 条')
    expect(left(view, '扣下的评价')).toBe('4')
  })

  test('the keyboard can stop them while they are let in by the button, and goes on in the list', async () => {
    const seen: (string | null | undefined)[] = []
    const look = async () => {
      await flushPromises()
      seen.push(document.activeElement?.textContent)
      return new Response(null, { status: 204 })
    }
    const paths = ['voice00001', 'voice00002', 'voice00004'].map((id) => `POST /api/desk/held/${id}`)
    const { view } = await atDesk('/desk?list=held', {
      given: Object.fromEntries(paths.map((path) => [path, look])),
    })
    const approve = button(view, '3 条都计入').element
    if (approve instanceof HTMLElement) approve.focus()
    await button(view, '3 条都计入').trigger('click')
    await vi.waitFor(() => expect(focused()).toBe('dongmen'))
    expect(seen).toEqual(['停在这里', '停在这里', '停在这里'])
  })

  test('one by one, where that is better', async () => {
    const { view, told } = await atDesk('/desk?list=held')
    await view.get('[aria-label^="计入：满意"]').trigger('click')
    await flushPromises()
    expect(told.map(({ path }) => path)).toEqual(['/api/desk/held/voice00004'])
    expect(rows(view)[0]).toContain('还剩 2')
    expect(current(view)).toBe('hongyun')
    expect(button(view, '2 条都计入').exists()).toBe(true)
  })

  test('when one fails, those that are stored stay stored, and the rest waits', async () => {
    const { view, told } = await atDesk('/desk?list=held', {
      given: { 'POST /api/desk/held/voice00004': 'offline' },
    })
    await press('a')
    expect(told).toHaveLength(held.filter(({ subject }) => subject.name === 'hongyun').length)
    expect(view.get('.acts [role=alert]').text()).toContain('没有网络')
    expect(left(view, '扣下的评价')).toBe('2')
    expect(current(view)).toBe('hongyun')
  })
})

describe('listings that nobody has looked at for long', () => {
  const path = '/api/desk/stale/hongyun001'
  const version = '2026-03-01T00:00:00.000Z'
  const given = { [`POST ${path}`]: { version: '2026-11-24T12:00:00.000Z' } }

  test('show what must be checked', async () => {
    const { view } = await atDesk('/desk?list=stale')
    expect(rows(view)).toEqual(['鸿运饭店268 天没人确认3月1日', '街口缝补还没有人确认过'])
    const facts = view.get('article dl').text()
    for (const words of ['每天 10:00–21:00', '早10点到晚9点', '千秋路 18 号', '商户，3月1日', '“hongyun”']) {
      expect(facts).toContain(words)
    }
    expect(view.findAll('article dl a').map((link) => link.attributes('href'))).toEqual([
      'tel:03980001288',
      'tel:03980001289',
    ])
    await press('j')
    expect(view.get('article dl').text()).toMatch(/不知道.*没有写.*没有写.*还没有人确认过.*没有商户账号/)
  })

  test('are right by one key, as they were read; the next shows', async () => {
    const { view, told } = await atDesk('/desk?list=stale', { given })
    await press('a')
    expect(told).toEqual([{ method: 'POST', path, body: { verdict: 'right', version } }])
    expect(rows(view)[0]).toContain('已确认')
    expect(left(view, '待核实')).toBe('22')
    expect(current(view)).toBe('街口缝补')
    await press('u')
    expect(told.at(-1)?.body).toEqual({ verdict: 'undo' })
    expect(left(view, '待核实')).toBe('23')
  })

  test('are paused with a reason; after that is undone, the listing’s new version is sent', async () => {
    const { view, told } = await atDesk('/desk?list=stale', { given })
    await press('r')
    expect(view.get('form legend').text()).toContain('暂停营业')
    await view.findAll('form input')[0]?.setValue(true)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(told.at(-1)?.body).toEqual({ verdict: 'wrong', version, reason: '到店看过，没开门' })
    expect(rows(view)[0]).toContain('已暂停')
    await press('u')
    await press('a')
    expect(told.at(-1)?.body).toEqual({ verdict: 'right', version: '2026-11-24T12:00:00.000Z' })
  })

  test('do not make the desk look busy', async () => {
    const { view } = await atDesk()
    expect(view.get('nav[aria-label="工作台"]').text()).toContain('7 条待办')
  })
})

test('in English', async () => {
  const { view } = await atDesk('/desk', { language: 'en' })
  expect(chips(view)).toEqual(expect.arrayContaining(['Changes2', 'Comments1', 'Held back4']))
  expect(view.get('.acts').text()).toContain('Approve, make public')
})
