import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import SignInPage from '../../web/accounts/SignInPage.vue'
import { innerPath } from '../../web/accounts/where-next.ts'
import {
  errorOf,
  fill,
  focused,
  nobody,
  type Office,
  openOffice,
  pages,
  press,
  session,
  settle,
  submit,
  visit,
} from './accounts-stage.ts'

let office: Office

beforeEach(() => {
  office = openOffice({ session: nobody })
  office.effects.set('POST /api/session', () => {
    office.session = session()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function signIn(path = '/sign-in', router = pages()) {
  const shown = await visit(SignInPage, path, { router })
  await fill(shown.view, 'sign-in-handle', ' 康宁药房 ')
  await fill(shown.view, 'sign-in-password', 'correct horse')
  await submit(shown.view)
  return shown
}

describe('the password', () => {
  test('what password managers need is on the fields', async () => {
    const { view } = await visit(SignInPage, '/sign-in')
    expect(view.get('#sign-in-handle').attributes('autocomplete')).toBe('username webauthn')
    expect(view.get('#sign-in-password').attributes()).toMatchObject({
      autocomplete: 'current-password',
      type: 'password',
    })
  })

  test('can be shown and hidden', async () => {
    const { view } = await visit(SignInPage, '/sign-in')
    await press(view, '显示')
    expect(view.get('#sign-in-password').attributes('type')).toBe('text')
    await press(view, '隐藏')
    expect(view.get('#sign-in-password').attributes('type')).toBe('password')
  })

  test('what is missing is said at its field, and the first has the focus', async () => {
    const { view } = await visit(SignInPage, '/sign-in')
    await submit(view)
    expect(errorOf(view, 'sign-in-handle')).toBe('请填账号名')
    expect(errorOf(view, 'sign-in-password')).toBe('请填密码')
    expect(focused()).toBe('sign-in-handle')
    await fill(view, 'sign-in-handle', 'a')
    await submit(view)
    expect(focused()).toBe('sign-in-password')
    expect(office.bodies('POST /api/session')).toEqual([])
  })

  test('one that is wrong is said without saying which of the two, and nothing is lost', async () => {
    office.refusals.set('POST /api/session', { code: 'wrong_login' })
    const { view } = await signIn()
    expect(view.get('[role=alert]').text()).toBe('账号名或密码不对，请再试一次')
    expect(view.get<HTMLInputElement>('#sign-in-handle').element.value).toBe(' 康宁药房 ')
    expect(focused()).toBe('sign-in-password')
  })

  test('too many tries wait, with the seconds counted down, and then go on', async () => {
    vi.useFakeTimers()
    office.refusals.set('POST /api/session', { code: 'too_many', status: 429, retryAfter: 75 })
    const { view } = await signIn()
    expect(view.get('.failure').text()).toContain('还要等 1 分 15 秒')
    await vi.advanceTimersByTimeAsync(16_000)
    expect(view.get('.failure .left').text()).toBe('还要等 59 秒')
    await submit(view)
    expect(office.bodies('POST /api/session')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(view.get('.failure').text()).toBe('可以再试了。')
    await submit(view)
    expect(office.bodies('POST /api/session')).toHaveLength(2)
  })

  test('the number that changes is not read out every second', async () => {
    office.refusals.set('POST /api/session', { code: 'too_many', status: 429, retryAfter: 15 })
    const { view } = await signIn()
    expect(view.get('.failure .left').attributes('aria-hidden')).toBe('true')
    expect(view.get('[role=alert]').text()).toContain('还要等 15 秒')
  })

  test.each([
    ['second_factor_needed', '这个账号只用密码不够，请用通行密钥登录'],
    ['internal', '服务器现在办不了，不是您的错。过一会儿再试。'],
    ['cross_site', '要从本站的页面做。重新打开这一页再试。'],
  ] as const)('%s is said in plain words', async (code, words) => {
    office.refusals.set('POST /api/session', { code })
    expect((await signIn()).view.get('[role=alert]').text()).toBe(words)
  })

  test('without network it says that nothing was sent', async () => {
    const { view } = await visit(SignInPage, '/sign-in')
    office.offline = true
    await fill(view, 'sign-in-handle', 'a')
    await fill(view, 'sign-in-password', 'b')
    await submit(view)
    expect(view.get('[role=alert]').text()).toBe('没有网络，没有发出去。填的都还在，有网了再试。')
  })
})

describe('after signing in', () => {
  test.each([
    ['/sign-in', [], '/account'],
    ['/sign-in', ['merchant', 'desk'], '/merchant'],
    ['/sign-in?next=/join', ['merchant'], '/join'],
    ['/sign-in?next=https://evil.example/', ['merchant'], '/merchant'],
  ])('%s with %o leads to %s', async (path, more, expected) => {
    const { router } = await signIn(path, pages(more))
    expect(office.bodies('POST /api/session')).toEqual([{ handle: '康宁药房', password: 'correct horse' }])
    expect(router.currentRoute.value.fullPath).toBe(expected)
  })

  test('desk roles go to the desk', async () => {
    office.effects.set('POST /api/session', () => {
      const area = { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing' }
      office.session = session({
        account: { handle: 'yx', role: 'community', area, outlets: [], sample: false },
      })
    })
    const { router } = await signIn('/sign-in', pages(['merchant', 'desk']))
    expect(router.currentRoute.value.name).toBe('desk')
  })

  test('who has to set a second factor up goes there first, and remembers where they wanted to go', async () => {
    office.effects.set('POST /api/session', () => {
      office.session = session({ stage: 'enrol' })
    })
    const { router } = await signIn('/sign-in?next=/join')
    expect(router.currentRoute.value.fullPath).toBe('/account?next=/join')
  })

  test('who is signed in already goes on at once', async () => {
    office.session = session()
    const { router } = await visit(SignInPage, '/sign-in?next=/join')
    expect(router.currentRoute.value.path).toBe('/join')
  })

  test('who has to do it again is told why, and need not type the handle', async () => {
    office.session = session({ fresh: false })
    const { view, router } = await visit(SignInPage, '/sign-in?why=again&next=/account%23password')
    expect(view.get('.lead').text()).toContain('要再登录一次')
    expect(view.get<HTMLInputElement>('#sign-in-handle').element.value).toBe('康宁药房')
    await fill(view, 'sign-in-password', 'correct horse')
    await submit(view)
    expect(router.currentRoute.value.fullPath).toBe('/account#password')
  })
})

describe('the six digits', () => {
  beforeEach(() => {
    office.effects.set('POST /api/session', () => {
      office.session = session({ stage: 'second', account: null })
    })
    office.effects.set('POST /api/session/second', () => {
      office.session = session()
    })
  })

  test('are asked for after the password, and have the focus', async () => {
    const { view, router } = await signIn()
    expect(view.get('h1').text()).toBe('还差一步')
    expect(focused()).toBe('sign-in-code')
    expect(view.get('#sign-in-code').attributes()).toMatchObject({
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
    })
    await fill(view, 'sign-in-code', '123 456')
    await submit(view)
    expect(office.bodies('POST /api/session/second')).toEqual([{ code: '123456' }])
    expect(router.currentRoute.value.path).toBe('/account')
  })

  test.each([
    ['12345', '请填六位数字'],
    ['123456', '动态码不对，或者已经用过。等它换成下一个再填。'],
  ])('%s that will not do is said at the field', async (code, words) => {
    office.refusals.set('POST /api/session/second', { code: 'wrong_login' })
    const { view } = await signIn()
    await fill(view, 'sign-in-code', code)
    await submit(view)
    expect(errorOf(view, 'sign-in-code')).toBe(words)
    expect(focused()).toBe('sign-in-code')
  })

  test('after too long it begins with the password again', async () => {
    const { view } = await signIn()
    office.session = nobody
    office.refusals.set('POST /api/session/second', { code: 'not_signed_in', status: 401 })
    await fill(view, 'sign-in-code', '123456')
    await submit(view)
    expect(view.get('.lead').text()).toBe('等得太久了，请从密码重新开始。')
    expect(view.find('#sign-in-password').exists()).toBe(true)
  })

  test('another account can be used instead', async () => {
    const { view } = await signIn()
    office.effects.set('DELETE /api/session', () => {
      office.session = nobody
    })
    await press(view, '换个账号登录')
    await settle()
    expect(view.get('h1').text()).toBe('登录')
  })
})

describe('where a link may lead', () => {
  test.each([
    ['/join', '/join'],
    ['/account#totp', '/account#totp'],
    ['/?q=a', '/?q=a'],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['/..//evil.example', null],
    ['https://evil.example', null],
    ['javascript:alert(1)', null],
    ['/no/such/page', null],
    ['/sign-in', null],
    ['', null],
    [undefined, null],
    [null, null],
    [['/join', '/join'], null],
  ])('%j → %j', (given, expected) => {
    expect(innerPath(pages(), given)).toBe(expected)
  })
})
