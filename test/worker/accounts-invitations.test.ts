import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { invitationRule } from '../../schema/catalog/account-limits.ts'
import { InvitationList, InvitationOffer, invitationAlphabet } from '../../schema/contract/account.ts'
import { Browser, codeNow, forgetGuesses, makeAccount, rows } from './accounts.ts'
import { Authenticator } from './authenticator.ts'
import { communities, loadTown, outlets } from './town.ts'

let minan: Browser
let city: Browser
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
  await makeAccount('qianqiu', 'subdistrict')
  await makeAccount('city', 'city')
  await makeAccount('auditor', 'auditor')
})
beforeEach(async () => {
  await forgetGuesses()
  vi.setSystemTime(Date.now() + 60_000)
  await env.DB.prepare('DELETE FROM holding').run()
  minan = await new Browser().signIn('minan')
  city = await new Browser().signIn('city')
})
afterAll(() => {
  vi.useRealTimers()
})

let shops = 0
const handleOf = () => `shop-${++shops}`
const newPassword = 'ten characters or more'
const letter = (...ids: string[]) => minan.invite({ kind: 'outlets', outlets: ids })
const accept = (code: string, handle = handleOf(), browser = new Browser()) =>
  browser.do('POST', '/api/invitation/accept', { code, handle, password: newPassword })
const refused = (
  code: string,
  more: object = { handle: handleOf(), password: newPassword },
  browser = new Browser(),
) => browser.refusal('POST', '/api/invitation/accept', { code, ...more })
const look = async (code: string) =>
  v.parse(InvitationOffer, await new Browser().do('POST', '/api/invitation', { code }))
const holders = () =>
  rows('SELECT h.outlet, a.handle FROM holding AS h JOIN account AS a ON a.id = h.account ORDER BY h.outlet')
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)
const { pharmacy, cobbler, clinic, breakfast, barber, grill } = outlets

describe('a letter to a merchant', () => {
  it('makes an account with its outlets, once', async () => {
    const { code, until } = await letter(pharmacy.id, cobbler.id, cobbler.id)
    expect(code).toMatch(new RegExp(`^[${invitationAlphabet}]{16}$`))
    expect(Date.parse(until) - Date.now()).toBe(30 * 24 * 3_600_000)
    expect(await look(code)).toEqual({
      kind: 'outlets',
      role: 'merchant',
      area: null,
      outlets: [
        { id: pharmacy.id, name: pharmacy.name },
        { id: cobbler.id, name: cobbler.name },
      ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      handle: null,
      until,
    })
    const [browser, handle] = [new Browser(), handleOf()]
    await accept(code, handle, browser)
    expect(await browser.session()).toMatchObject({
      stage: 'full',
      account: { handle, role: 'merchant', area: null },
    })
    expect(await holders()).toEqual([
      { outlet: pharmacy.id, handle },
      { outlet: cobbler.id, handle },
    ])
    expect(await refused(code)).toBe('invitation_over')
    expect(await new Browser().refusal('POST', '/api/invitation', { code })).toBe('invitation_over')
    await new Browser().do('POST', '/api/session', { handle, password: newPassword })
  })

  it('is understood however it is typed', async () => {
    const { code } = await letter(pharmacy.id)
    const typed = code
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replace(/(.{4})/g, '$1-')
    expect((await look(` ${typed} `)).outlets).toHaveLength(1)
  })

  it.each([
    ['with handles of their own', () => [handleOf(), handleOf()]],
    ['of a double tap', () => Array<string>(2).fill(handleOf())],
  ])('lets in one of two requests at once, %s', async (_, handles) => {
    const { code } = await letter(pharmacy.id)
    const before = await rows('SELECT id FROM account')
    const answers = await Promise.all(
      handles().map((handle) =>
        new Browser().fetch('POST', '/api/invitation/accept', { code, handle, password: newPassword }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    const [loser] = answers.filter(({ status }) => status === 409)
    expect(await loser?.json()).toMatchObject({ code: 'invitation_over' })
    expect(loser?.headers.getSetCookie()).toEqual([])
    expect(await holders()).toHaveLength(1)
    expect(await rows('SELECT id FROM account')).toHaveLength(before.length + 1)
  })

  it('is good for thirty days', async () => {
    const { code } = await letter(pharmacy.id)
    later(invitationRule.merchant - 1)
    await look(code)
    later(1)
    expect(await refused(code)).toBe('invitation_over')
    expect(await holders()).toEqual([])
  })

  it('is taken back by staff', async () => {
    const { id, code } = await letter(pharmacy.id)
    await minan.do('DELETE', `/api/desk/invitations/${id}`)
    expect(await refused(code)).toBe('invitation_over')
    expect(await minan.refusal('DELETE', `/api/desk/invitations/${id}`)).toBe('invitation_over')
    const { invitations } = v.parse(InvitationList, await minan.do('GET', '/api/desk/invitations'))
    expect(invitations.find((one) => one.id === id)).toMatchObject({ state: 'revoked', by: 'minan' })
  })

  it('is not taken back once it has been used', async () => {
    const { id, code } = await letter(pharmacy.id)
    await accept(code)
    expect(await minan.refusal('DELETE', `/api/desk/invitations/${id}`)).toBe('invitation_over')
  })

  it('gives nothing when somebody else has one of its outlets by then', async () => {
    const [first, second] = [await letter(pharmacy.id), await letter(cobbler.id, pharmacy.id)]
    const handle = handleOf()
    await accept(first.code, handle)
    const accounts = await rows('SELECT id FROM account')
    expect(await refused(second.code)).toBe('invitation_over')
    expect(await holders()).toEqual([{ outlet: pharmacy.id, handle }])
    expect(await rows('SELECT id FROM account')).toEqual(accounts)
    const [row] = await rows('SELECT used_at FROM invitation WHERE id = ?1', second.id)
    expect(row?.['used_at']).toBe(null)
  })

  it('is not written for outlets that somebody has', async () => {
    await accept((await letter(pharmacy.id)).code)
    const { code, fields } = await minan.problem('POST', '/api/desk/invitations', {
      kind: 'outlets',
      outlets: [cobbler.id, pharmacy.id],
    })
    expect(code).toBe('invalid_request')
    expect(fields?.[0]).toMatchObject({ field: 'outlets', reason: expect.stringContaining(pharmacy.id) })
  })

  it('adds to the outlets of a merchant who is signed in, and leaves session and password alone', async () => {
    const [browser, handle] = [new Browser(), handleOf()]
    await accept((await letter(pharmacy.id)).code, handle, browser)
    const { cookie } = browser
    await browser.do('POST', '/api/invitation/accept', { code: (await letter(cobbler.id)).code })
    expect(browser.cookie).toBe(cookie)
    expect((await browser.session()).account?.outlets.map(({ id }) => id).toSorted()).toEqual([
      pharmacy.id,
      cobbler.id,
    ])
    expect(await holders()).toHaveLength(2)
  })

  it('makes an account of its own for staff who open it', async () => {
    const handle = handleOf()
    const { code } = await letter(pharmacy.id)
    const browser = await new Browser().signIn('minan')
    await accept(code, handle, browser)
    expect((await browser.session()).account).toMatchObject({ handle, role: 'merchant' })
    expect((await minan.session()).account?.handle).toBe('minan')
  })

  it('asks for a handle that is free, and a refusal leaves the session and the letter as they were', async () => {
    const { code } = await letter(pharmacy.id)
    const browser = await new Browser().signIn('minan')
    const { cookie } = browser
    for (const handle of ['minan', ' MINAN']) {
      expect(await refused(code, { handle, password: newPassword }, browser)).toBe('handle_taken')
    }
    expect(browser.cookie).toBe(cookie)
    expect((await browser.session()).account?.handle).toBe('minan')
    expect(await look(code)).toBeTruthy()
    expect(await holders()).toEqual([])
  })

  it.each([
    ['handle', 'ab', '3 to 32'],
    ['handle', '-shop', '3 to 32'],
    ['handle', 'a b c', '3 to 32'],
    ['handle', 'wang13800001111', 'no phone'],
    ['handle', undefined, 'missing'],
    ['password', 'short', 'at least 10'],
    ['password', undefined, 'missing'],
    ['role', 'city', 'no such field'],
    ['area', '411281', 'no such field'],
    ['outlets', [outlets.clinic.id], 'no such field'],
  ])('refuses %s %j', async (field, value, reason) => {
    const { code } = await letter(pharmacy.id)
    const given = { code, handle: handleOf(), password: newPassword, [field]: value }
    const { fields } = await new Browser().problem('POST', '/api/invitation/accept', given)
    expect(fields).toEqual([{ field, reason: expect.stringContaining(reason) }])
  })

  it('has a code that nobody guesses', async () => {
    const wrong = { code: '0000000000000000' }
    const network = new Browser('198.51.100.20')
    for (let time = 0; time < 5; time++) {
      expect(await network.refusal('POST', '/api/invitation', wrong)).toBe('invitation_wrong')
    }
    expect(await network.refusal('POST', '/api/invitation', wrong)).toBe('too_many')
    for (let time = 5; time < 30; time++) {
      const code = `${String(time).padStart(2, '0')}00000000000000`
      expect(await network.refusal('POST', '/api/invitation', { code })).toBe('invitation_wrong')
    }
    const { code } = await letter(pharmacy.id)
    expect(await network.refusal('POST', '/api/invitation', { code })).toBe('too_many')
    expect(await refused(code, {}, network)).toBe('too_many')
    await look(code)
  })
})

describe('an invitation to staff', () => {
  const staff = (role: string, area: string) => ({ kind: 'account', role, area })

  it.each([
    ['city', 'community', communities.village, 'full'],
    ['city', 'subdistrict', '411281006', 'full'],
    ['city', 'auditor', '411281', 'full'],
    ['city', 'city', '411281', 'enrol'],
    ['qianqiu', 'community', communities.xingyuan, 'full'],
  ])('%s invites %s of %s', async (by, role, area, stage) => {
    const inviter = await new Browser().signIn(by)
    const { code, until } = await inviter.invite(staff(role, area))
    expect(Date.parse(until) - Date.now()).toBe(3 * 24 * 3_600_000)
    expect(await look(code)).toMatchObject({ kind: 'account', role, area: { code: area }, outlets: [] })
    const browser = new Browser()
    await accept(code, undefined, browser)
    expect(await browser.session()).toMatchObject({ stage, account: { role, area: { code: area } } })
  })

  it.each([
    ['minan', 'community', communities.minan, 'forbidden'],
    ['minan', 'city', '411281', 'forbidden'],
    ['qianqiu', 'subdistrict', '411281001', 'forbidden'],
    ['qianqiu', 'city', '411281', 'forbidden'],
    ['qianqiu', 'community', communities.village, 'forbidden'],
    ['city', 'community', '411281001', 'invalid_request'],
    ['city', 'subdistrict', communities.minan, 'invalid_request'],
    ['city', 'city', '410000', 'invalid_request'],
    ['city', 'community', '999999999999', 'invalid_request'],
    ['city', 'merchant', '411281', 'invalid_request'],
  ])('%s may not invite %s of %s', async (by, role, area, code) => {
    const inviter = await new Browser().signIn(by)
    expect(await inviter.refusal('POST', '/api/desk/invitations', staff(role, area))).toBe(code)
  })

  it.each([
    ['an outlet of another community', [barber.id], 'forbidden'],
    ['one that is not', [pharmacy.id, barber.id], 'forbidden'],
    ['what lies in no community', [grill.id], 'forbidden'],
    ['what is not there', ['nosuch0001'], 'invalid_request'],
    ['nothing', [], 'invalid_request'],
  ])('staff of a community write no letter for %s', async (_, ids, code) => {
    expect(await minan.refusal('POST', '/api/desk/invitations', { kind: 'outlets', outlets: ids })).toBe(code)
  })

  it('gives another role to nobody who asks for it', async () => {
    const forged = { kind: 'outlets', outlets: [clinic.id], role: 'city', area: '411281' }
    expect(await minan.refusal('POST', '/api/desk/invitations', forged)).toBe('invalid_request')
  })

  it('is seen and taken back in the area only, by those who could have made it', async () => {
    const other = await new Browser().signIn('xingyuan')
    const qianqiu = await new Browser().signIn('qianqiu')
    const auditor = await new Browser().signIn('auditor')
    const made = await letter(breakfast.id)
    const colleague = await city.invite(staff('community', communities.minan))
    const seen = async (browser: Browser) => {
      const { invitations } = v.parse(InvitationList, await browser.do('GET', '/api/desk/invitations'))
      return [made.id, colleague.id].map((id) => invitations.some((one) => one.id === id))
    }
    expect(await seen(minan)).toEqual([true, true])
    expect(await seen(qianqiu)).toEqual([true, true])
    expect(await seen(city)).toEqual([true, true])
    expect(await seen(auditor)).toEqual([true, true])
    expect(await seen(other)).toEqual([false, false])
    const address = (id: string) => `/api/desk/invitations/${id}`
    expect(await other.refusal('DELETE', address(made.id))).toBe('forbidden')
    expect(await auditor.refusal('DELETE', address(made.id))).toBe('forbidden')
    expect(await minan.refusal('DELETE', address(colleague.id))).toBe('forbidden')
    expect(await city.refusal('DELETE', address('nosuch0001'))).toBe('not_found')
    await qianqiu.do('DELETE', address(colleague.id))
    await qianqiu.do('DELETE', address(made.id))
  })
})

describe('a new password', () => {
  const idOf = async (handle: string) =>
    String((await rows('SELECT id FROM account WHERE handle = ?1', handle))[0]?.['id'])

  it('takes factors away, ends all sessions, and keeps role and outlets', async () => {
    const [browser, handle] = [new Browser(), handleOf()]
    await accept((await letter(pharmacy.id)).code, handle, browser)
    const authenticator = await Authenticator.make()
    const options = await browser.do('POST', '/api/account/passkeys/options')
    const { challenge } = JSON.parse(JSON.stringify(options)).options
    const response = await authenticator.create(challenge)
    await browser.do('POST', '/api/account/passkeys', { response, label: '手机' })
    const { secret } = JSON.parse(JSON.stringify(await browser.do('POST', '/api/account/totp/offer')))
    await browser.do('POST', '/api/account/totp', { secret, code: codeNow(secret) })

    const account = await idOf(handle)
    const { code } = await minan.invite({ kind: 'reset', account })
    expect(await look(code)).toMatchObject({ kind: 'reset', role: 'merchant', handle, outlets: [] })
    expect((await browser.session()).stage).toBe('full')
    const fresh = new Browser()
    await fresh.do('POST', '/api/invitation/accept', { code, password: 'quite another one' })
    expect(await fresh.session()).toMatchObject({ stage: 'full', account: { handle, role: 'merchant' } })
    expect((await browser.session()).stage).toBe(null)
    expect(await rows('SELECT id FROM passkey WHERE account = ?1', account)).toEqual([])
    expect(await rows('SELECT totp FROM account WHERE id = ?1', account)).toEqual([{ totp: null }])
    expect(await holders()).toEqual([{ outlet: pharmacy.id, handle }])
    expect(await refused(code, { password: newPassword })).toBe('invitation_over')
    const old = { handle, password: newPassword }
    expect(await browser.refusal('POST', '/api/session', old)).toBe('wrong_login')
  })

  it('has staff of the city set a factor up again', async () => {
    await makeAccount('second-city', 'city')
    const { code } = await city.invite({ kind: 'reset', account: await idOf('second-city') })
    const browser = new Browser()
    await browser.do('POST', '/api/invitation/accept', { code, password: newPassword })
    expect((await browser.session()).stage).toBe('enrol')
  })

  it.each([
    ['minan', 'xingyuan'],
    ['minan', 'qianqiu'],
    ['minan', 'minan'],
    ['qianqiu', 'city'],
    ['xingyuan', 'its-merchant'],
  ])('%s gives none to %s', async (by, to) => {
    if (to === 'its-merchant') await makeAccount(to, 'merchant', { outlets: [barber.id, pharmacy.id] })
    const browser = await new Browser().signIn(by)
    const request = { kind: 'reset', account: await idOf(to) }
    expect(await browser.refusal('POST', '/api/desk/invitations', request)).toBe('forbidden')
  })
})
