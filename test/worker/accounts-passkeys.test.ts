import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { passkeyWithin } from '../../schema/catalog/account-limits.ts'
import { AccountPublic, PasskeyOptions } from '../../schema/contract/account.ts'
import { Browser, forgetGuesses, makeAccount, password, rows } from './accounts.ts'
import { Authenticator, type Lie } from './authenticator.ts'
import { loadTown } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
  await makeAccount('shop', 'merchant')
  await makeAccount('other-shop', 'merchant')
  await makeAccount('city', 'city')
  await makeAccount('new-city', 'city', { totp: false })
  await makeAccount('sample-shop', 'merchant', { sample: true })
})
beforeEach(async () => {
  await forgetGuesses()
  vi.setSystemTime(Date.now() + 60_000)
})
afterAll(() => {
  vi.useRealTimers()
})

const optionsOf = async (browser: Browser, path: string) =>
  v.parse(PasskeyOptions, await browser.do('POST', path)).options
const challengeFor = async (browser: Browser, path: string) => (await optionsOf(browser, path)).challenge
const registration = '/api/account/passkeys/options'
const login = '/api/session/passkey/options'

/** Adds a passkey to the account that a browser is signed in to. */
async function addTo(browser: Browser): Promise<Authenticator> {
  const authenticator = await Authenticator.make()
  const response = await authenticator.create(await challengeFor(browser, registration))
  await browser.do('POST', '/api/account/passkeys', {
    response,
    transports: ['internal'],
    label: '店里的手机',
  })
  return authenticator
}

async function signInWith(authenticator: Authenticator, browser = new Browser()): Promise<Browser> {
  const response = await authenticator.get(await challengeFor(browser, login))
  await browser.do('POST', '/api/session/passkey', { response })
  return browser
}

const lies: [string, Lie][] = [
  ['from another site', { origin: 'https://evil.test' }],
  ['from the site without encryption', { origin: 'http://yikezhong.test' }],
  ['for another host', { host: 'evil.test' }],
  ['by somebody who was not recognised', { flags: 0b001 }],
  ['for a challenge that nobody gave', { challenge: 'bm90IGdpdmVuIGJ5IGFueWJvZHkgYXQgYWxs' }],
]

describe('a passkey', () => {
  it('is added, signs in without a password, and is used up once a challenge', async () => {
    const shop = await new Browser().signIn('shop')
    const authenticator = await addTo(shop)
    const browser = new Browser()
    const challenge = await challengeFor(browser, login)
    const response = await authenticator.get(challenge)
    await browser.do('POST', '/api/session/passkey', { response })
    expect(await browser.session()).toMatchObject({ stage: 'full', fresh: true, account: { handle: 'shop' } })

    const replay = new Browser()
    expect(await replay.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
    const again = await authenticator.get(challenge)
    expect(await replay.refusal('POST', '/api/session/passkey', { response: again })).toBe('wrong_login')
    const { passkeys } = v.parse(AccountPublic, await browser.do('GET', '/api/account'))
    expect(passkeys).toMatchObject([
      { id: authenticator.id, label: '店里的手机', usedAt: new Date().toISOString() },
    ])
  })

  it('is named to the device, so that it is not made twice', async () => {
    const shop = await new Browser().signIn('shop')
    const { id } = await addTo(shop)
    const { excludeCredentials, user, rp } = await optionsOf(shop, registration)
    expect(excludeCredentials).toContainEqual(expect.objectContaining({ id }))
    expect({ user, rp }).toMatchObject({ user: { name: 'shop' }, rp: { id: 'yikezhong.test' } })
  })

  it.each(lies)('does not sign in %s', async (_, lie) => {
    const authenticator = await addTo(await new Browser().signIn('shop'))
    const browser = new Browser()
    const response = await authenticator.get(await challengeFor(browser, login), lie)
    expect(await browser.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
    expect((await browser.session()).stage).toBe(null)
  })

  it.each([...lies, ['for signing in', { type: 'webauthn.get' }] as const])(
    'is not added %s',
    async (_, lie) => {
      const shop = await new Browser().signIn('shop')
      const response = await (await Authenticator.make()).create(await challengeFor(shop, registration), lie)
      const given = { response, label: 'x' }
      expect(await shop.refusal('POST', '/api/account/passkeys', given)).toBe('wrong_login')
      expect(await rows('SELECT id FROM passkey WHERE id = ?1', response.id)).toEqual([])
    },
  )

  it('is not added by the challenge of another account, or of signing in', async () => {
    const [shop, other] = [await new Browser().signIn('shop'), await new Browser().signIn('other-shop')]
    for (const challenge of [await challengeFor(other, registration), await challengeFor(shop, login)]) {
      const response = await (await Authenticator.make()).create(challenge)
      expect(await shop.refusal('POST', '/api/account/passkeys', { response, label: 'x' })).toBe(
        'wrong_login',
      )
    }
    const authenticator = await addTo(shop)
    const browser = new Browser()
    const response = await authenticator.get(await challengeFor(shop, registration))
    expect(await browser.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
  })

  it('is not added twice, nor to two accounts', async () => {
    const [shop, other] = [await new Browser().signIn('shop'), await new Browser().signIn('other-shop')]
    const authenticator = await addTo(shop)
    for (const browser of [shop, other]) {
      const response = await authenticator.create(await challengeFor(browser, registration))
      expect(await browser.refusal('POST', '/api/account/passkeys', { response, label: 'x' })).toBe(
        'invalid_request',
      )
    }
  })

  it('must answer within five minutes', async () => {
    const authenticator = await addTo(await new Browser().signIn('shop'))
    const browser = new Browser()
    const response = await authenticator.get(await challengeFor(browser, login))
    vi.setSystemTime(Date.now() + passkeyWithin * 1_000)
    expect(await browser.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
  })

  it('that has been copied is found out by its counter', async () => {
    const authenticator = await addTo(await new Browser().signIn('shop'))
    await signInWith(authenticator)
    authenticator.counter = 0
    const browser = new Browser()
    const response = await authenticator.get(await challengeFor(browser, login))
    expect(await browser.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
  })

  it('is nobody’s when nobody has it, or its signature is another’s', async () => {
    const authenticator = await addTo(await new Browser().signIn('shop'))
    const stranger = await Authenticator.make()
    const browser = new Browser()
    const foreign = await stranger.get(await challengeFor(browser, login))
    expect(await browser.refusal('POST', '/api/session/passkey', { response: foreign })).toBe('wrong_login')
    const forged = { ...foreign, id: authenticator.id, rawId: authenticator.id }
    expect(await browser.refusal('POST', '/api/session/passkey', { response: forged })).toBe('wrong_login')
  })

  it('of a suspended account, or of the sample city, signs nobody in', async () => {
    const authenticator = await addTo(await new Browser().signIn('other-shop'))
    const attempt = async () => {
      const browser = new Browser()
      const response = await authenticator.get(await challengeFor(browser, login))
      return browser.refusal('POST', '/api/session/passkey', { response })
    }
    for (const column of ['suspended', 'sample']) {
      await env.DB.prepare(`UPDATE account SET ${column} = 1 WHERE handle = 'other-shop'`).run()
      expect(await attempt()).toBe('wrong_login')
      await env.DB.prepare(`UPDATE account SET ${column} = 0 WHERE handle = 'other-shop'`).run()
    }
    await signInWith(authenticator)
  })

  it('is removed by its owner alone', async () => {
    const [shop, other] = [await new Browser().signIn('shop'), await new Browser().signIn('other-shop')]
    const authenticator = await addTo(shop)
    const address = `/api/account/passkeys/${authenticator.id}`
    const told = () => rows("SELECT id FROM change WHERE before LIKE '%passkey%'")
    const before = await told()
    expect(await other.refusal('DELETE', address)).toBe('not_found')
    expect(await told()).toEqual(before)
    await shop.do('DELETE', address)
    expect(await told()).toHaveLength(before.length + 1)
    expect(await shop.refusal('DELETE', address)).toBe('not_found')
    const browser = new Browser()
    const response = await authenticator.get(await challengeFor(browser, login))
    expect(await browser.refusal('POST', '/api/session/passkey', { response })).toBe('wrong_login')
  })
})

describe('staff of the city', () => {
  it('may have a passkey in place of the app, and then need it to sign in', async () => {
    const browser = await new Browser().givePassword('new-city')
    expect((await browser.session()).stage).toBe('enrol')
    const before = browser.cookie
    const authenticator = await addTo(browser)
    expect((await browser.session()).stage).toBe('full')
    expect(browser.cookie).not.toBe(before)
    expect(await new Browser().refusal('POST', '/api/session', { handle: 'new-city', password })).toBe(
      'second_factor_needed',
    )
    const again = await signInWith(authenticator)
    await again.do('GET', '/api/desk/accounts')
    // the last factor stays until there is another
    const address = `/api/account/passkeys/${authenticator.id}`
    expect(await again.refusal('DELETE', address)).toBe('second_factor_needed')
    await addTo(again)
    await again.do('DELETE', address)
  })

  it('may give the app up for one', async () => {
    const browser = await new Browser().signIn('city')
    const authenticator = await addTo(browser)
    await browser.do('DELETE', '/api/account/totp')
    expect(await browser.refusal('DELETE', `/api/account/passkeys/${authenticator.id}`)).toBe(
      'second_factor_needed',
    )
    expect(await new Browser().refusal('POST', '/api/session', { handle: 'city', password })).toBe(
      'second_factor_needed',
    )
  })
})
