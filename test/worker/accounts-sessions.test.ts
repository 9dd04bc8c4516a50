import { env } from 'cloudflare:workers'
import * as v from 'valibot'

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sessionLife, sessionRule } from '../../schema/catalog/account-limits.ts'
import { type Account, AccountPublic } from '../../schema/contract/account.ts'
import { deviceOf, discardSessions } from '../../worker/guard/session.ts'
import { Browser, codeNow, forgetGuesses, makeAccount, password, rows, totpSecret } from './accounts.ts'
import { loadTown, outlets } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
  await makeAccount('shop', 'merchant', { outlets: [outlets.pharmacy.id] })
  await makeAccount('other-shop', 'merchant')
  await makeAccount('minan', 'community')
  await makeAccount('city', 'city')
})
beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM session'),
    env.DB.prepare('UPDATE account SET password = (SELECT password FROM account WHERE handle = ?1)').bind(
      'minan',
    ),
  ])
  await forgetGuesses()
})
afterAll(() => {
  vi.useRealTimers()
})

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)
const account = async (browser: Browser): Promise<Account> =>
  v.parse(AccountPublic, await browser.do('GET', '/api/account'))
const isIn = async (browser: Browser) => (await browser.session()).stage === 'full'

describe('a session', () => {
  it('is kept only as a hash', async () => {
    const browser = await new Browser().signIn('shop')
    const token = browser.cookie.split('=')[1] ?? ''
    expect(token).toHaveLength(43)
    expect(JSON.stringify(await rows('SELECT * FROM session'))).not.toContain(token)
  })

  it('cannot be given to somebody beforehand', async () => {
    const attacker = await new Browser().signIn('other-shop')
    const victim = new Browser()
    victim.cookie = attacker.cookie
    await victim.signIn('shop')
    expect(victim.cookie).not.toBe(attacker.cookie)
    expect((await victim.session()).account?.handle).toBe('shop')
    expect(await attacker.session()).toEqual({ stage: null, account: null, fresh: false })

    const invented = `__Host-session=${'A'.repeat(43)}`
    victim.cookie = invented
    await victim.signIn('shop')
    expect(victim.cookie).not.toBe(invented)
    attacker.cookie = invented
    expect((await attacker.session()).stage).toBe(null)
  })

  it.each([
    ['shop', 'merchant'],
    ['minan', 'community'],
  ] as const)('of %s ends when it is not used', async (handle, role) => {
    const browser = await new Browser().signIn(handle)
    later(sessionLife[role].idle - 1)
    expect(await isIn(browser)).toBe(true) // which was a use of it
    later(sessionLife[role].idle - 1)
    expect(await isIn(browser)).toBe(true)
    later(sessionLife[role].idle)
    expect(await isIn(browser)).toBe(false)
    expect(await browser.refusal('GET', '/api/account')).toBe('not_signed_in')
  })

  it.each([
    ['shop', 'merchant'],
    ['minan', 'community'],
  ] as const)('of %s ends after a while however it is used', async (handle, role) => {
    const { idle, most } = sessionLife[role]
    const browser = await new Browser().signIn(handle)
    const step = idle / 2
    for (let age = 0; age + step < most; age += step) {
      expect(await isIn(browser)).toBe(true)
      later(step)
    }
    expect(await isIn(browser)).toBe(true)
    later(step)
    expect(await isIn(browser)).toBe(false)
  })

  it('notes its use now and then, and then the cookie lasts longer, too', async () => {
    const browser = await new Browser().signIn('shop')
    const seen = async () => (await rows('SELECT seen_at FROM session'))[0]?.['seen_at']
    const first = await seen()
    later(sessionRule.touchEvery - 1)
    expect((await browser.fetch('GET', '/api/session')).headers.getSetCookie()).toEqual([])
    expect(await seen()).toBe(first)
    later(1)
    expect((await browser.fetch('GET', '/api/session')).headers.getSetCookie()).toHaveLength(1)
    expect(await seen()).toBe(new Date().toISOString())
    expect(await isIn(browser)).toBe(true)
  })

  it('is listed with the kind of its device, and ended by its owner alone', async () => {
    const [phone, desk, stranger] = [new Browser(), new Browser(), new Browser()]
    phone.headers = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 9; V1.2.3) Chrome/87.0 MicroMessenger/8.0' }
    desk.headers = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Edg/120.0' }
    await phone.signIn('shop')
    later(1)
    await desk.signIn('shop')
    await stranger.signIn('other-shop')
    const { sessions } = await account(desk)
    expect(sessions.map(({ device, current }) => [device, current])).toEqual([
      ['Edge · Windows', true],
      ['WeChat · Android', false],
    ])
    const onPhone = sessions[1]?.id ?? ''
    expect(await stranger.refusal('DELETE', `/api/account/sessions/${onPhone}`)).toBe('not_found')
    expect(await isIn(phone)).toBe(true)
    await desk.do('DELETE', `/api/account/sessions/${onPhone}`)
    expect(await isIn(phone)).toBe(false)
    expect(await isIn(desk)).toBe(true)
    expect(await desk.refusal('DELETE', `/api/account/sessions/${onPhone}`)).toBe('not_found')

    await phone.signIn('shop')
    await desk.do('DELETE', '/api/account/sessions')
    expect([await isIn(phone), await isIn(desk), await isIn(stranger)]).toEqual([false, true, true])
  })

  it('ends with signing out', async () => {
    const browser = await new Browser().signIn('shop')
    const copy = new Browser()
    copy.cookie = browser.cookie
    await browser.do('DELETE', '/api/session')
    expect(browser.cookie).toBe('')
    expect(await isIn(copy)).toBe(false)
    await browser.do('DELETE', '/api/session')
  })

  it('ends with a suspension', async () => {
    const browser = await new Browser().signIn('shop')
    const city = await new Browser().signIn('city')
    const [{ id } = {}] = await rows("SELECT id FROM account WHERE handle = 'shop'")
    const suspend = (suspended: boolean) =>
      city.do('POST', `/api/desk/accounts/${id}/suspension`, { suspended, reason: '店铺已转让' })
    await suspend(true)
    expect(await isIn(browser)).toBe(false)
    expect(await browser.refusal('POST', '/api/session', { handle: 'shop', password })).toBe('wrong_login')
    await suspend(false)
    expect(await isIn(browser)).toBe(false)
    await browser.signIn('shop')
  })

  it('counts for nothing while its account is suspended, even one that was not ended', async () => {
    const browser = await new Browser().signIn('shop')
    await env.DB.prepare("UPDATE account SET suspended = 1 WHERE handle = 'shop'").run()
    expect(await isIn(browser)).toBe(false)
    expect(await browser.refusal('GET', '/api/account')).toBe('not_signed_in')
    await env.DB.prepare("UPDATE account SET suspended = 0 WHERE handle = 'shop'").run()
  })

  it('is forgotten when it has ended', async () => {
    await new Browser().signIn('minan')
    const { sql, params } = discardSessions(Date.now() + sessionLife.community.idle * 1_000)
    await env.DB.prepare(sql)
      .bind(...params)
      .run()
    expect(await rows('SELECT id FROM session')).toEqual([])
  })
})

describe('a password', () => {
  const change = { current: password, next: '换一个新的密码再试试' }

  it('is changed by who knows it, and ends all other sessions', async () => {
    const [here, there] = [await new Browser().signIn('shop'), await new Browser().signIn('shop')]
    expect(await here.refusal('POST', '/api/account/password', { ...change, current: 'guessed' })).toBe(
      'wrong_login',
    )
    expect(await here.refusal('POST', '/api/account/password', { next: change.next })).toBe('wrong_login')
    expect(await isIn(there)).toBe(true)
    await here.do('POST', '/api/account/password', change)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect(await there.refusal('POST', '/api/session', { handle: 'shop', password })).toBe('wrong_login')
    await there.do('POST', '/api/session', { handle: 'shop', password: change.next })
    const [row] = await rows("SELECT password FROM account WHERE handle = 'shop'")
    expect(row?.['password']).toMatch(/^scrypt\$16384\$8\$5\$/)
  })

  it('is not guessed by whoever finds a browser that is signed in', async () => {
    const browser = await new Browser().signIn('shop')
    for (let time = 0; time < 5; time++) {
      expect(await browser.refusal('POST', '/api/account/password', { ...change, current: 'x' })).toBe(
        'wrong_login',
      )
    }
    expect(await browser.refusal('POST', '/api/account/password', change)).toBe('too_many')
  })

  it.each([
    ['too short', 'short', 'at least 10'],
    ['too long', 'x'.repeat(129), 'at most 128'],
  ])('must not be %s', async (_, next, reason) => {
    const browser = await new Browser().signIn('shop')
    const { fields } = await browser.problem('POST', '/api/account/password', { ...change, next })
    expect(fields).toEqual([{ field: 'next', reason: expect.stringContaining(reason) }])
  })

  it('is the same however its characters were composed', async () => {
    const browser = await new Browser().signIn('shop')
    await browser.do('POST', '/api/account/password', { ...change, next: 'cafe\u0301 cafe\u0301' })
    await browser.do('POST', '/api/session', { handle: 'shop', password: 'caf\u00e9 caf\u00e9' })
  })
})

describe('what changes who may do what', () => {
  const secret = totpSecret
  it.each([
    ['POST', '/api/account/password', { current: password, next: 'another password' }],
    ['POST', '/api/account/totp/offer', undefined],
    ['POST', '/api/account/totp', { secret, code: '000000' }],
    ['DELETE', '/api/account/totp', undefined],
    ['POST', '/api/account/passkeys/options', undefined],
    ['DELETE', '/api/account/passkeys/abcdefgh', undefined],
    ['POST', '/api/desk/holdings', { outlet: outlets.pharmacy.id, to: null, reason: '店铺已转让' }],
    ['POST', '/api/desk/invitations', { kind: 'outlets', outlets: [outlets.cobbler.id] }],
    ['POST', '/api/desk/accounts/account0001/suspension', { suspended: true, reason: '店铺已转让' }],
  ] as const)('needs a sign-in of the last half hour: %s %s', async (method, path, body) => {
    const browser = await new Browser().signIn('city')
    later(sessionRule.freshFor - 1)
    expect((await browser.session()).fresh).toBe(true)
    later(1)
    expect((await browser.session()).fresh).toBe(false)
    expect(await browser.refusal(method, path, body)).toBe('sign_in_again')
    await browser.do('GET', '/api/account')
  })

  it('is not made new by using it', async () => {
    const browser = await new Browser().signIn('shop')
    for (let minutes = 0; minutes < 30; minutes += 10) {
      const offer = await browser.do('POST', '/api/account/totp/offer')
      const { secret: offered } = JSON.parse(JSON.stringify(offer))
      await browser.do('POST', '/api/account/totp', { secret: offered, code: codeNow(offered) })
      later(600)
    }
    expect(await browser.refusal('POST', '/api/account/totp/offer')).toBe('sign_in_again')
    await env.DB.prepare('UPDATE account SET totp = NULL WHERE role = ?1').bind('merchant').run()
  })
})

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1', 'Safari · iOS'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/120.0 Safari/537.36', 'Chrome · macOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0', 'Firefox · Linux'],
    ['Mozilla/5.0 (Phone; OpenHarmony 5.0) HarmonyOS HuaweiBrowser/5.0 Chrome/114', 'Huawei · HarmonyOS'],
    ['curl/8.0', '?'],
    ['', '?'],
  ])('is known by no more than its kind: %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device)
  })
})
