import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { guessRule } from '../../schema/catalog/account-limits.ts'
import { samplePassword, samplePasswordStored } from '../../schema/sample/logins.ts'
import { isPassword } from '../../worker/accounts/password.ts'
import { app } from '../../worker/index.ts'
import { Browser, codeNow, forgetGuesses, makeAccount, password, rows, site } from './accounts.ts'
import { loadTown, outlets } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
  await makeAccount('shop', 'merchant', { outlets: [outlets.pharmacy.id] })
  await makeAccount('careful-shop', 'merchant', { totp: true })
  await makeAccount('minan', 'community')
  await makeAccount('city', 'city')
  await makeAccount('new-city', 'city', { totp: false })
  await makeAccount('gone-shop', 'merchant', { suspended: true })
  await makeAccount('key-only', 'merchant', { password: null })
  await makeAccount('sample-shop', 'merchant', { sample: true })
})
beforeEach(async () => {
  await forgetGuesses()
  vi.setSystemTime(Date.now() + 60_000)
})
afterAll(() => {
  vi.useRealTimers()
})

const wrongPassword = 'not the password'
const login = (browser: Browser, handle: string, given = wrongPassword) =>
  browser.problem('POST', '/api/session', { handle, password: given })
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)

describe('signing in by password', () => {
  it.each([
    ['shop', { stage: 'full', fresh: true }],
    ['SHOP ', { stage: 'full', fresh: true }],
    ['minan', { stage: 'full', fresh: true }],
    ['careful-shop', { stage: 'second', account: null }],
    ['city', { stage: 'second', account: null }],
    ['new-city', { stage: 'enrol' }],
  ])('brings %j so far', async (handle, session) => {
    const browser = await new Browser().givePassword(handle)
    expect(await browser.session()).toMatchObject(session)
  })

  it('tells who is signed in, and no more than the site needs', async () => {
    const browser = await new Browser().givePassword('shop')
    expect((await browser.session()).account).toEqual({
      handle: 'shop',
      role: 'merchant',
      area: null,
      outlets: [{ id: outlets.pharmacy.id, name: outlets.pharmacy.name }],
      sample: false,
    })
    expect((await (await new Browser().givePassword('minan')).session()).account?.area).toMatchObject({
      name: '民安社区',
    })
  })

  it('gives a cookie that no script, no other site and no other host gets', async () => {
    const response = await new Browser().fetch('POST', '/api/session', { handle: 'shop', password })
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
  })

  it('answers whatever is wrong the same', async () => {
    const answers = await Promise.all(
      [
        ['shop', wrongPassword],
        ['nobody-at-all', wrongPassword],
        ['nobody-at-all', password],
        ['gone-shop', password],
        ['gone-shop', wrongPassword],
        ['key-only', wrongPassword],
        ['sample-shop', password],
        ["x' OR 1=1 --", password],
      ].map(async ([handle, given]) => {
        const response = await new Browser().fetch('POST', '/api/session', { handle, password: given })
        return {
          status: response.status,
          cookies: response.headers.getSetCookie(),
          body: await response.text(),
        }
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 403, cookies: [] })
  })

  it.each([
    ['a role', { role: 'city' }],
    ['an area', { area: '411281' }],
    ['an account', { account: 'account0004' }],
    ['a stage', { stage: 'full' }],
  ])('refuses %s that is given along', async (_, forged) => {
    const { code, fields } = await new Browser().problem('POST', '/api/session', {
      handle: 'shop',
      password,
      ...forged,
    })
    expect(code).toBe('invalid_request')
    expect(fields).toEqual([{ field: Object.keys(forged)[0], reason: 'there is no such field here' }])
  })
})

describe('guessing', () => {
  it('is slowed down by handle, whether it exists or not, from any network, and longer each time', async () => {
    for (const handle of ['shop', 'nobody-at-all']) {
      for (let time = 0; time < guessRule.byHandle.free; time++) {
        expect((await login(new Browser(), handle)).code).toBe('wrong_login')
      }
      // the right one, too
      expect(await login(new Browser(), handle, password)).toMatchObject({ code: 'too_many', wait: 15 })
      later(14)
      expect(await login(new Browser(), handle)).toMatchObject({ code: 'too_many', wait: 1 })
      later(1)
      expect((await login(new Browser(), handle)).code).toBe('wrong_login')
      expect(await login(new Browser(), handle)).toMatchObject({ code: 'too_many', wait: 30 })
    }
    // others are not held up
    await new Browser().signIn('minan')
    later(30)
    await new Browser().signIn('shop')
    // and that made good for what was wrong
    expect((await login(new Browser(), 'shop')).code).toBe('wrong_login')
    expect((await login(new Browser(), 'shop')).code).toBe('wrong_login')
  })

  it('never waits longer than a quarter of an hour, and an hour later has been forgotten', async () => {
    for (let time = 0; time < 14; time++) {
      await login(new Browser(), 'shop')
      later((await login(new Browser(), 'shop')).wait)
    }
    await login(new Browser(), 'shop')
    expect((await login(new Browser(), 'shop')).wait).toBeLessThanOrEqual(900)
    later(guessRule.window)
    await new Browser().signIn('shop')
  })

  it('is slowed down by network, whatever is guessed at', async () => {
    const network = '198.51.100.7'
    for (let time = 0; time < guessRule.byNetwork.free; time++) {
      const code = { code: `${'0'.repeat(14)}${String(time).padStart(2, '0')}` }
      expect(await new Browser(network).refusal('POST', '/api/invitation', code)).toBe('invitation_wrong')
    }
    expect(await login(new Browser(network), 'minan', password)).toMatchObject({ code: 'too_many', wait: 15 })
    await new Browser().signIn('minan')
    later(15)
    await new Browser(network).signIn('minan')
  })

  it('gets no further by guessing many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => login(new Browser(), 'shop')))
    const tried = answers.filter(({ code }) => code === 'wrong_login')
    expect(tried.length).toBeLessThanOrEqual(guessRule.byHandle.free)
    expect(await rows('SELECT count(*) AS n FROM failed_guess')).toEqual([{ n: tried.length }])
  })

  it('leaves neither handle nor address in the database', async () => {
    await login(new Browser('203.0.113.9'), 'nobody-at-all')
    const text = JSON.stringify(await rows('SELECT * FROM failed_guess'))
    expect(text).toMatch(/"target":"[\w-]{43}"/)
    expect(text).not.toMatch(/nobody-at-all|203\.0\.113/)
  })
})

describe('the second factor', () => {
  const give = (browser: Browser, code: string) => browser.refusal('POST', '/api/session/second', { code })

  it.each([-1, 0, 1])('is taken from a clock that is %d steps off', async (steps) => {
    const browser = await new Browser().givePassword('city')
    await browser.do('POST', '/api/session/second', { code: codeNow(undefined, steps) })
    expect((await browser.session()).stage).toBe('full')
  })

  it.each([
    ['of a clock that is far off', () => codeNow(undefined, -2)],
    ['of a clock that is far ahead', () => codeNow(undefined, 2)],
    ['of another secret', () => codeNow('KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU')],
  ])('is not taken %s', async (_, code) => {
    const browser = await new Browser().givePassword('city')
    expect(await give(browser, code())).toBe('wrong_login')
    expect((await browser.session()).stage).toBe('second')
  })

  it('counts once, also for two at the same moment', async () => {
    const code = codeNow()
    const browsers = [await new Browser().givePassword('city'), await new Browser().givePassword('city')]
    const answers = await Promise.all(
      browsers.map((browser) => browser.fetch('POST', '/api/session/second', { code })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403])
    const third = await new Browser().givePassword('city')
    expect(await give(third, code)).toBe('wrong_login')
    // nor does an older one
    expect(await give(third, codeNow(undefined, -1))).toBe('wrong_login')
    later(30)
    await third.do('POST', '/api/session/second', { code: codeNow() })
  })

  it('slows guessers down, who get no further by giving the password again', async () => {
    for (let time = 0; time < guessRule.byHandle.free; time++) {
      expect(await give(await new Browser().givePassword('city'), '000000')).toBe('wrong_login')
    }
    expect(await give(await new Browser().givePassword('city'), codeNow())).toBe('too_many')
  })

  it('must follow the password within ten minutes', async () => {
    const browser = await new Browser().givePassword('city')
    later(599)
    expect((await browser.session()).stage).toBe('second')
    later(1)
    expect((await browser.session()).stage).toBe(null)
    expect(await give(browser, codeNow())).toBe('not_signed_in')
  })

  it.each([
    ['GET', '/api/account'],
    ['DELETE', '/api/account/sessions'],
    ['GET', '/api/desk/accounts'],
    ['POST', '/api/account/totp/offer'],
  ])('comes before %s %s', async (method, path) => {
    const browser = await new Browser().givePassword('city')
    expect(await browser.refusal(method, path)).toBe('second_factor_needed')
  })

  it('gives a new token', async () => {
    const browser = await new Browser().givePassword('city')
    const before = browser.cookie
    await browser.do('POST', '/api/session/second', { code: codeNow() })
    expect(browser.cookie).not.toBe(before)
    const old = new Browser()
    old.cookie = before
    expect(await old.session()).toEqual({ stage: null, account: null, fresh: false })
  })
})

describe('staff of the city without a second factor', () => {
  it('can set one up and do nothing else', async () => {
    const browser = await new Browser().givePassword('new-city')
    await browser.do('GET', '/api/account')
    expect(await browser.refusal('GET', '/api/desk/accounts')).toBe('second_factor_needed')
    expect(await browser.refusal('POST', '/api/account/password', { next: 'a new password' })).toBe(
      'second_factor_needed',
    )
    const rival = await new Browser().givePassword('new-city')

    const offer = await browser.do('POST', '/api/account/totp/offer')
    const secret = JSON.parse(JSON.stringify(offer)).secret
    expect(offer).toMatchObject({ uri: expect.stringContaining(`secret=${secret}`) })
    const { fields } = await browser.problem('POST', '/api/account/totp', { secret, code: '000000' })
    expect(fields?.[0]?.field).toBe('code')
    expect(await rows("SELECT totp FROM account WHERE handle = 'new-city'")).toEqual([{ totp: null }])
    const before = browser.cookie
    await browser.do('POST', '/api/account/totp', { secret, code: codeNow(secret) })
    expect(browser.cookie).not.toBe(before)
    expect((await browser.session()).stage).toBe('full')
    await browser.do('GET', '/api/desk/accounts')
    // whoever else had the password is out
    expect((await rival.session()).stage).toBe(null)

    // the code that set it up is not taken again
    const next = await new Browser().givePassword('new-city')
    expect(await next.refusal('POST', '/api/session/second', { code: codeNow(secret) })).toBe('wrong_login')
    later(30)
    await next.do('POST', '/api/session/second', { code: codeNow(secret) })
    // and it cannot be taken away without another
    expect(await next.refusal('DELETE', '/api/account/totp')).toBe('second_factor_needed')
  })

  it('are the only ones who must: a merchant takes theirs away', async () => {
    const browser = await new Browser().signIn('careful-shop')
    await browser.do('DELETE', '/api/account/totp')
    await browser.do('DELETE', '/api/account/totp')
    expect(
      await rows("SELECT after FROM change WHERE subject_kind = 'account' AND after LIKE '%false%'"),
    ).toEqual([{ after: '{"totp":false}' }])
    expect((await (await new Browser().givePassword('careful-shop')).session()).stage).toBe('full')
  })
})

describe('logins of the sample city', () => {
  const ask = (browser: { cookie: string }, samples: string, init: RequestInit = {}) =>
    app.request(
      `${site}/api/session`,
      { ...init, headers: { 'Content-Type': 'application/json', Cookie: browser.cookie } },
      { ...env, SAMPLE_LOGINS: samples },
      createExecutionContext(),
    )
  const body = JSON.stringify({ handle: 'sample-shop', password })

  it('work only where the site was started to try it, and end with that', async () => {
    expect((await ask({ cookie: '' }, '', { method: 'POST', body })).status).toBe(403)
    const response = await ask({ cookie: '' }, '1', { method: 'POST', body })
    expect(response.status).toBe(204)
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(await (await ask({ cookie }, '1')).json()).toMatchObject({ account: { sample: true } })
    expect(await (await ask({ cookie }, '')).json()).toMatchObject({ stage: null, account: null })
  })

  it('have the password that is told', async () => {
    expect(await isPassword(samplePassword, samplePasswordStored)).toBe(true)
  })

  it('are refused by default, although they are there', async () => {
    expect(env.SAMPLE_LOGINS).toBe('')
    expect((await login(new Browser(), 'sample-shop', password)).code).toBe('wrong_login')
  })
})

describe('what another site makes a browser send', () => {
  it.each([
    ['Origin', 'https://evil.test'],
    ['Origin', 'http://yikezhong.test'],
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
  ])('is refused: %s %s', async (name, value) => {
    const browser = await new Browser().signIn('shop')
    const foreign = { [name]: value }
    const given = { handle: 'shop', password }
    for (const [method, path, sent] of [
      ['POST', '/api/session', given],
      ['DELETE', '/api/session', undefined],
      ['POST', '/api/session/passkey/options', undefined],
      ['POST', '/api/invitation/accept', { code: '0'.repeat(16) }],
      ['POST', '/api/account/password', { current: password, next: 'another password' }],
      ['DELETE', '/api/account/sessions', undefined],
    ] as const) {
      expect(await browser.refusal(method, path, sent, foreign), `${method} ${path}`).toBe('cross_site')
    }
    expect((await browser.session()).stage).toBe('full')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'is no form: %j',
    async (type) => {
      const browser = await new Browser().signIn('shop')
      for (const [path, sent] of [
        ['/api/session', { handle: 'shop', password }],
        ['/api/account/password', { current: password, next: 'another password' }],
      ] as const) {
        expect(await browser.refusal('POST', path, sent, { 'Content-Type': type })).toBe(
          'unsupported_media_type',
        )
      }
    },
  )

  it('is no request of a program without a cookie: that may', async () => {
    const response = await new Browser().fetch('POST', '/api/session', { handle: 'shop', password })
    expect(response.status).toBe(204)
  })
})
