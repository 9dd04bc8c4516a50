import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import AccountPage from '../../web/accounts/AccountPage.vue'
import { makePasskey, PasskeyFailure } from '../../web/accounts/passkey.ts'
import {
  account,
  errorOf,
  fill,
  focused,
  nobody,
  type Office,
  openOffice,
  pages,
  press,
  secret,
  session,
  submit,
  visit,
} from './accounts-stage.ts'

vi.mock('../../web/accounts/passkey.ts', async (original) => ({
  ...(await original<typeof import('../../web/accounts/passkey.ts')>()),
  knowsPasskeys: () => true,
  makePasskey: vi.fn(async () => ({
    id: 'abcd',
    rawId: 'abcd',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'x', attestationObject: 'y', transports: ['internal'] },
  })),
}))

const at = '2026-11-24T12:30:00.000Z'
const key = { id: 'abcd', label: '店里的手机', createdAt: at, usedAt: null }
let office: Office

beforeEach(() => {
  office = openOffice()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('says whose account it is, in words', async () => {
  const { view } = await visit(AccountPage, '/account')
  expect(view.get('.facts').text()).toMatch(/康宁药房.*商户.*康宁大药房/s)
  expect(view.findAll('h2').map((heading) => heading.text())).toEqual([
    '密码',
    '验证器没有设',
    '通行密钥',
    '登录着的设备',
  ])
})

test.each([
  ['nobody', nobody],
  ['who still has to give the six digits', session({ stage: 'second', account: null })],
])('%s is led to signing in, and back', async (_who, signedIn) => {
  office.session = signedIn
  const { router } = await visit(AccountPage, '/account#totp')
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/account%23totp')
})

test('without network it says so, and can be tried again', async () => {
  office.offline = true
  const { view } = await visit(AccountPage, '/account')
  expect(view.get('[role=alert]').text()).toContain('没有网络')
  office.offline = false
  await press(view, '再试一次')
  expect(view.get('.facts').text()).toContain('康宁药房')
})

test('signs out', async () => {
  const { view, router } = await visit(AccountPage, '/account')
  office.session = nobody
  await press(view, '退出登录')
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?why=out')
})

describe('the password', () => {
  test('is changed, and the others are said to be signed out', async () => {
    const { view } = await visit(AccountPage, '/account')
    await press(view, '改密码')
    expect(focused()).toBe('password-current')
    await fill(view, 'password-current', 'the old one')
    await fill(view, 'password-next', 'another one')
    await submit(view)
    expect(office.bodies('POST /api/account/password')).toEqual([
      { current: 'the old one', next: 'another one' },
    ])
    expect(view.text()).toContain('密码改好了。')
    expect(view.find('form').exists()).toBe(false)
  })

  test('what is wrong is said at its field', async () => {
    const { view } = await visit(AccountPage, '/account')
    await press(view, '改密码')
    await submit(view)
    expect(errorOf(view, 'password-current')).toBe('请填现在的密码')
    expect(errorOf(view, 'password-next')).toBe('请填密码')
    office.refusals.set('POST /api/account/password', { code: 'wrong_login' })
    await fill(view, 'password-current', 'wrong')
    await fill(view, 'password-next', 'another one')
    await submit(view)
    expect(errorOf(view, 'password-current')).toBe('现在的密码不对')
    expect(focused()).toBe('password-current')
  })

  test('of an account without one is set without asking for it', async () => {
    office.account = account({ password: false })
    const { view } = await visit(AccountPage, '/account')
    await press(view, '设一个密码')
    await fill(view, 'password-next', 'a first one')
    await submit(view)
    expect(office.bodies('POST /api/account/password')).toEqual([{ next: 'a first one' }])
  })

  test('wants a fresh sign-in before anything is typed', async () => {
    office.session = session({ fresh: false })
    const { view, router } = await visit(AccountPage, '/account')
    await press(view, '改密码')
    expect(router.currentRoute.value.query).toEqual({ next: '/account#password', why: 'again' })
  })

  test('and also when that was found out only by the worker', async () => {
    const { view, router } = await visit(AccountPage, '/account')
    await press(view, '改密码')
    office.refusals.set('POST /api/account/password', { code: 'sign_in_again' })
    await fill(view, 'password-current', 'the old one')
    await fill(view, 'password-next', 'another one')
    await submit(view)
    expect(router.currentRoute.value.query).toEqual({ next: '/account#password', why: 'again' })
  })

  test('is open again when one comes back', async () => {
    const { view } = await visit(AccountPage, '/account#password')
    expect(view.find('#password-current').exists()).toBe(true)
  })
})

describe('the authenticator', () => {
  test('is set up in three steps: the code as a drawing, and to type in groups of four', async () => {
    const { view } = await visit(AccountPage, '/account')
    await press(view, '设置验证器')
    expect(view.get('svg.qr title').text()).toBe('给验证器扫的二维码')
    expect(view.findAll('svg.qr path')[1]?.attributes('d')).toMatch(/^M\d+ \d+h\d+v1h-\d+z/)
    expect(view.get('code').text()).toBe('ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567')
    office.effects.set('POST /api/account/totp', () => {
      office.account = account({ totp: true })
    })
    await fill(view, 'totp-code', '123456')
    await submit(view)
    expect(office.bodies('POST /api/account/totp')).toEqual([{ secret, code: '123456' }])
    expect(view.text()).toContain('验证器设好了。')
    expect(view.text()).toContain('已经在用')
  })

  test('a code that does not fit is said at the field', async () => {
    office.refusals.set('POST /api/account/totp', { code: 'invalid_request', fields: ['code'] })
    const { view } = await visit(AccountPage, '/account#totp')
    await fill(view, 'totp-code', '123456')
    await submit(view)
    expect(errorOf(view, 'totp-code')).toContain('动态码不对')
  })

  test('is stopped after asking once', async () => {
    office.account = account({ totp: true })
    const { view } = await visit(AccountPage, '/account')
    await press(view, '停用验证器')
    expect(office.bodies('DELETE /api/account/totp')).toEqual([])
    office.effects.set('DELETE /api/account/totp', () => {
      office.account = account()
    })
    await press(view, '停用')
    expect(view.text()).toContain('验证器已经停用。')
  })

  test('is kept where the role must have one', async () => {
    office.account = account({ totp: true })
    office.refusals.set('DELETE /api/account/totp', { code: 'second_factor_needed' })
    const { view } = await visit(AccountPage, '/account')
    await press(view, '停用验证器')
    await press(view, '停用')
    expect(view.get('[role=alert]').text()).toBe('您的身份必须留一样。先加一把通行密钥，再停用验证器。')
  })
})

describe('passkeys', () => {
  test('are added with a name', async () => {
    const { view } = await visit(AccountPage, '/account')
    await press(view, '给这台设备加一把')
    await fill(view, 'passkey-label', '店里的手机')
    office.effects.set('POST /api/account/passkeys', () => {
      office.account = account({ passkeys: [key] })
    })
    await submit(view)
    expect(office.bodies('POST /api/account/passkeys')).toMatchObject([
      { label: '店里的手机', transports: ['internal'], response: { id: 'abcd' } },
    ])
    expect(view.text()).toContain('通行密钥加好了。')
    expect(view.get('#passkeys-title ~ .list').text()).toContain('店里的手机')
  })

  test.each([
    ['left', '没有确认，或者等得太久。可以再试一次。'],
    ['known', '这台设备已经有这个账号的通行密钥了。'],
    ['failed', '这台设备这次给不了通行密钥。先用密码吧。'],
  ] as const)('when the device says %s, that is said', async (kind, words) => {
    vi.mocked(makePasskey).mockRejectedValueOnce(new PasskeyFailure(kind))
    const { view } = await visit(AccountPage, '/account#passkeys')
    await submit(view)
    expect(view.get('[role=alert]').text()).toBe(words)
  })

  test('are removed after asking once', async () => {
    office.account = account({ passkeys: [key] })
    const { view } = await visit(AccountPage, '/account')
    await press(view, '删掉')
    expect(view.text()).toContain('删掉“店里的手机”以后，就不能用它登录了。')
    office.effects.set('DELETE /api/account/passkeys/abcd', () => {
      office.account = account()
    })
    await press(view, '删掉')
    expect(view.text()).toContain('通行密钥删掉了。')
  })
})

describe('devices', () => {
  const others = ['session002', 'session003'].map((id) => ({
    id,
    current: false,
    createdAt: at,
    seenAt: at,
    device: '?',
  }))

  test('this one comes first; another can be signed out', async () => {
    office.account = account({ sessions: [...others, ...account().sessions] })
    const { view } = await visit(AccountPage, '/account')
    const rows = view.findAll('#sessions-title ~ .list li')
    expect(rows[0]?.text()).toContain('就是这台')
    expect(rows[1]?.text()).toContain('认不出的设备')
    office.effects.set('DELETE /api/account/sessions/session002', () => {
      office.account = account()
    })
    await press(view, '退出')
    expect(view.text()).toContain('那台设备已经退出。')
    expect(view.text()).toContain('只有这一台。')
  })

  test('all others can be signed out at once', async () => {
    office.account = account({ sessions: [...others, ...account().sessions] })
    const { view } = await visit(AccountPage, '/account')
    await press(view, '退出别的所有设备')
    expect(office.bodies('DELETE /api/account/sessions')).toHaveLength(1)
  })
})

describe('who must have a second factor and has none', () => {
  beforeEach(() => {
    office.session = session({ stage: 'enrol' })
    office.account = account({ role: 'city', outlets: [], secondFactorNeeded: true })
  })

  test('sees only that, and why', async () => {
    const { view } = await visit(AccountPage, '/account')
    expect(view.get('h1').text()).toBe('先加一道保险')
    expect(view.findAll('h2').map((heading) => heading.text())).toEqual(['验证器', '通行密钥'])
    expect(view.text()).toContain('您的账号能改全市的信息')
  })

  test('goes on to where they wanted to go once it is there', async () => {
    const { view, router } = await visit(AccountPage, '/account?next=/desk', { router: pages(['desk']) })
    await press(view, '设置验证器')
    office.effects.set('POST /api/account/totp', () => {
      office.session = session()
    })
    await fill(view, 'totp-code', '123456')
    await submit(view)
    expect(router.currentRoute.value.path).toBe('/desk')
  })
})
