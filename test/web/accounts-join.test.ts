import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { handleFault, invitationCodeOf, passwordFault, tidyCode } from '../../web/accounts/account-form.ts'
import JoinPage from '../../web/accounts/JoinPage.vue'
import {
  errorOf,
  fill,
  focused,
  nobody,
  type Office,
  offer,
  openOffice,
  pages,
  press,
  session,
  submit,
  visit,
} from './accounts-stage.ts'

const code = 'ABCD234567899876'
const area = { code: '411281001005', name: '银杏社区', nameEn: 'Yinxing Community' }
let office: Office

beforeEach(() => {
  office = openOffice({ session: nobody })
  office.effects.set('POST /api/invitation/accept', () => {
    office.session = session()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the code', () => {
  test('in the address is read, and is not left there', async () => {
    const { view, router } = await visit(JoinPage, `/join?elder=1#${code}`)
    expect(router.currentRoute.value.fullPath).toBe('/join?elder=1')
    expect(office.bodies('POST /api/invitation')).toEqual([{ code }])
    expect(view.get('h1').text()).toBe('管自己的店')
    expect(view.get('dl').text()).toContain('康宁大药房')
  })

  test('is typed in groups of four, with lookalikes understood', async () => {
    const { view } = await visit(JoinPage, '/join')
    await fill(view, 'join-code', 'abcdo')
    expect(view.get<HTMLInputElement>('#join-code').element.value).toBe('ABCD 0')
    await fill(view, 'join-code', 'abcd-o1i1-ljkm-npqr')
    await submit(view)
    expect(office.bodies('POST /api/invitation')).toEqual([{ code: 'ABCD01111JKMNPQR' }])
  })

  test.each([
    ['', '请填单子上的码'],
    ['ABCD 2345', '码要 16 个字母和数字，现在有 8 个'],
  ])('%j is not asked for', async (typed, words) => {
    const { view } = await visit(JoinPage, '/join')
    await fill(view, 'join-code', typed)
    await submit(view)
    expect(errorOf(view, 'join-code')).toBe(words)
    expect(focused()).toBe('join-code')
    expect(office.bodies('POST /api/invitation')).toEqual([])
  })

  test.each([
    ['invitation_wrong', '没有这个码。对着单子看看，有没有看错、填漏。'],
    ['invitation_over', '这个码不能用了：用过了、过期了，或者收回了。请工作人员再给一张。'],
  ] as const)('%s is said at the field', async (refused, words) => {
    office.refusals.set('POST /api/invitation', { code: refused })
    const { view } = await visit(JoinPage, `/join#${code}`)
    expect(errorOf(view, 'join-code')).toBe(words)
    expect(view.get<HTMLInputElement>('#join-code').element.value).toBe('ABCD 2345 6789 9876')
  })
})

describe('a new account', () => {
  test('is opened with a handle and a password, and goes to work', async () => {
    const { view, router } = await visit(JoinPage, `/join#${code}`, { router: pages(['merchant']) })
    await fill(view, 'join-handle', '康宁药房')
    await fill(view, 'join-password', '银杏 早餐 台阶 钥匙')
    await submit(view)
    expect(office.bodies('POST /api/invitation/accept')).toEqual([
      { code, handle: '康宁药房', password: '银杏 早餐 台阶 钥匙' },
    ])
    expect(router.currentRoute.value.name).toBe('merchant')
  })

  test('says what it is for', async () => {
    office.offer = offer({ kind: 'account', role: 'community', area, outlets: [] })
    const { view } = await visit(JoinPage, `/join#${code}`)
    expect(view.get('dl').text()).toMatch(/身份.*社区.*范围.*银杏社区.*有效到/s)
    expect(view.text()).not.toContain('已经有账号了')
  })

  test('what will not do is said at its field', async () => {
    const { view } = await visit(JoinPage, `/join#${code}`)
    await fill(view, 'join-handle', '13812345678')
    await fill(view, 'join-password', 'short')
    await submit(view)
    expect(errorOf(view, 'join-handle')).toBe('看着像手机号或证件号，换一个账号名')
    expect(errorOf(view, 'join-password')).toBe('密码太短，至少 10 个字')
    expect(focused()).toBe('join-handle')
    expect(office.bodies('POST /api/invitation/accept')).toEqual([])
  })

  test.each([
    ['handle_taken', [], '这个账号名已经有人用了，换一个'],
    [
      'invalid_request',
      ['handle'],
      '账号名要 3 到 32 个字，只用汉字、字母、数字、点、- 和 _，开头用汉字、字母或数字',
    ],
  ] as const)('%s is said at the handle', async (refused, fields, words) => {
    office.refusals.set('POST /api/invitation/accept', { code: refused, fields: [...fields] })
    const { view } = await visit(JoinPage, `/join#${code}`)
    await fill(view, 'join-handle', 'kangning')
    await fill(view, 'join-password', 'long enough')
    await submit(view)
    expect(errorOf(view, 'join-handle')).toBe(words)
    expect(focused()).toBe('join-handle')
  })

  test('a code that was used meanwhile is said above', async () => {
    office.refusals.set('POST /api/invitation/accept', { code: 'invitation_over' })
    const { view } = await visit(JoinPage, `/join#${code}`)
    await fill(view, 'join-handle', 'kangning')
    await fill(view, 'join-password', 'long enough')
    await submit(view)
    expect(view.get('[role=alert]').text()).toContain('这个码不能用了')
  })
})

test('a merchant who is signed in adds the outlets with one tap', async () => {
  office.session = session()
  const { view } = await visit(JoinPage, `/join#${code}`)
  expect(view.find('form').exists()).toBe(false)
  await press(view, '加到我的账号')
  expect(office.bodies('POST /api/invitation/accept')).toEqual([{ code }])
  expect(view.get('h1').text()).toBe('加好了')
  expect(view.text()).toContain('康宁大药房')
})

test('a new password needs no handle', async () => {
  office.offer = offer({ kind: 'reset', outlets: [], handle: '康宁药房' })
  const { view } = await visit(JoinPage, `/join#${code}`)
  expect(view.find('#join-handle').exists()).toBe(false)
  expect(view.get('dl').text()).toContain('康宁药房')
  await fill(view, 'join-password', 'long enough')
  await submit(view)
  expect(office.bodies('POST /api/invitation/accept')).toEqual([{ code, password: 'long enough' }])
})

describe('what is typed', () => {
  test.each([
    ['ABCD2345', 'ABCD 2345'],
    ['o-i-l', '011'],
    ['ab!c', 'ABC'],
    ['', ''],
  ])('tidyCode(%j) is %j', (given, expected) => {
    expect(tidyCode(given)).toBe(expected)
  })

  test('only a whole code is one', () => {
    expect(invitationCodeOf('ABCD 2345 6789 9876')).toBe(code)
    expect(invitationCodeOf('ABCD 2345')).toBe(null)
  })

  test.each([
    ['康宁药房', null],
    ['Kang.Ning_1', null],
    [' ', 'accounts.handle.none'],
    ['ab', 'accounts.handle.form'],
    ['-abc', 'accounts.handle.form'],
    ['a b c', 'accounts.handle.form'],
    ['x1234567', 'accounts.handle.number'],
  ])('handleFault(%j) is %j', (given, expected) => {
    expect(handleFault(given)).toBe(expected)
  })

  test.each([
    ['', 'accounts.password.none'],
    ['123456789', 'accounts.password.short'],
    ['1234567890', null],
    ['x'.repeat(129), 'accounts.password.long'],
  ])('passwordFault(%j) is %j', (given, expected) => {
    expect(passwordFault(given)).toBe(expected)
  })
})
