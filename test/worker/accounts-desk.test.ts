import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountList } from '../../schema/contract/account.ts'
import { Browser, codeNow, forgetGuesses, makeAccount, password, rows, totpSecret } from './accounts.ts'
import { communities, loadTown, outlets } from './town.ts'

const ids: Record<string, string> = {}
let minan: Browser
let city: Browser
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
  ids['minan'] = await makeAccount('minan', 'community')
  ids['xingyuan'] = await makeAccount('xingyuan', 'community', { area: communities.xingyuan })
  ids['village'] = await makeAccount('village', 'community', { area: communities.village })
  ids['qianqiu'] = await makeAccount('qianqiu', 'subdistrict')
  ids['city'] = await makeAccount('city', 'city')
  ids['other-city'] = await makeAccount('other-city', 'city')
  ids['auditor'] = await makeAccount('auditor', 'auditor')
  ids['shop'] = await makeAccount('shop', 'merchant', { outlets: [outlets.pharmacy.id, outlets.cobbler.id] })
  ids['both'] = await makeAccount('both', 'merchant', { outlets: [outlets.clinic.id, outlets.barber.id] })
  ids['free'] = await makeAccount('free', 'merchant', { outlets: [outlets.grill.id] })
  ids['none'] = await makeAccount('none', 'merchant')
})
beforeEach(async () => {
  await forgetGuesses()
  vi.setSystemTime(Date.now() + 60_000)
  minan = await new Browser().signIn('minan')
  city = await new Browser().signIn('city')
})
afterAll(() => {
  vi.useRealTimers()
})

const holderOf = async (outlet: string) =>
  (await rows('SELECT account FROM holding WHERE outlet = ?1', outlet))[0]?.['account'] ?? null
const lastChange = async () =>
  (await rows('SELECT actor, subject_kind, subject, before, after FROM change ORDER BY id DESC LIMIT 1'))[0]

describe('accounts at the desk', () => {
  it.each([
    ['minan', 'minan, both, shop'],
    ['xingyuan', 'xingyuan, both'],
    ['village', 'village'],
    ['qianqiu', 'minan, xingyuan, both, shop'],
    ['city', Object.keys(ids).join(', ')],
    ['auditor', ''],
  ])('%s sees those of the area', async (handle, expected) => {
    const { accounts } = v.parse(
      AccountList,
      await (await new Browser().signIn(handle)).do('GET', '/api/desk/accounts'),
    )
    const seen = accounts.map((account) => account.handle).toSorted()
    const whole = ['city', 'auditor'].includes(handle)
    expect(seen).toEqual((whole ? Object.keys(ids) : expected.split(', ')).toSorted())
  })

  it('shows nothing that signs anybody in', async () => {
    const text = JSON.stringify(await city.do('GET', '/api/desk/accounts'))
    expect(text).not.toMatch(/scrypt|password|totp|token/)
  })

  const suspension = { suspended: true, reason: '店铺已转让' }
  it.each([
    ['minan', 'shop', null],
    ['minan', 'both', 'forbidden'],
    ['minan', 'free', 'forbidden'],
    ['minan', 'none', 'forbidden'],
    ['minan', 'xingyuan', 'forbidden'],
    ['minan', 'minan', 'forbidden'],
    ['qianqiu', 'both', null],
    ['qianqiu', 'minan', null],
    ['qianqiu', 'village', 'forbidden'],
    ['qianqiu', 'city', 'forbidden'],
    ['qianqiu', 'auditor', 'forbidden'],
    ['city', 'free', null],
    ['city', 'none', null],
    ['city', 'auditor', null],
    ['city', 'other-city', null],
    ['city', 'city', 'forbidden'],
    ['auditor', 'shop', 'forbidden'],
    ['shop', 'shop', 'forbidden'],
  ])('%s suspends %s: %s', async (by, whom, refusal) => {
    const browser = await new Browser().signIn(by)
    const address = `/api/desk/accounts/${ids[whom]}/suspension`
    if (refusal) return expect(await browser.refusal('POST', address, suspension)).toBe(refusal)
    await browser.do('POST', address, suspension)
    expect(await lastChange()).toEqual({
      actor: ids[by],
      subject_kind: 'account',
      subject: ids[whom],
      before: '{"suspended":false}',
      after: '{"suspended":true,"reason":"店铺已转让"}',
    })
    await browser.do('POST', address, { ...suspension, suspended: false })
    return expect(await rows('SELECT id FROM account WHERE suspended = 1')).toEqual([])
  })

  it.each([
    ['no reason', { suspended: true }],
    ['a blank reason', { suspended: true, reason: '  ' }],
    ['a role given along', { ...suspension, role: 'merchant' }],
    ['an area given along', { ...suspension, area: communities.minan }],
  ])('are not suspended with %s', async (_, body) => {
    expect(await city.refusal('POST', `/api/desk/accounts/${ids['shop']}/suspension`, body)).toBe(
      'invalid_request',
    )
  })
})

describe('an outlet', () => {
  const move = (outlet: string, to: string | null) => ({ outlet, to, reason: '店铺已转让' })

  it('goes from one merchant to another, on the record', async () => {
    await minan.do('POST', '/api/desk/holdings', move(outlets.pharmacy.id, ids['both'] ?? ''))
    expect(await holderOf(outlets.pharmacy.id)).toBe(ids['both'])
    expect(await lastChange()).toEqual({
      actor: ids['minan'],
      subject_kind: 'outlet',
      subject: outlets.pharmacy.id,
      before: JSON.stringify({ holder: ids['shop'] }),
      after: JSON.stringify({ holder: ids['both'], reason: '店铺已转让' }),
    })
    const shop = await new Browser().signIn('shop')
    expect((await shop.session()).account?.outlets.map(({ id }) => id)).toEqual([outlets.cobbler.id])
    await minan.do('POST', '/api/desk/holdings', move(outlets.pharmacy.id, null))
    expect(await holderOf(outlets.pharmacy.id)).toBe(null)
    await minan.do('POST', '/api/desk/holdings', move(outlets.pharmacy.id, ids['shop'] ?? ''))
    expect(await holderOf(outlets.pharmacy.id)).toBe(ids['shop'])
  })

  it.each([
    ['minan', outlets.barber.id, 'shop', 'forbidden'],
    ['minan', outlets.grill.id, 'shop', 'forbidden'],
    ['village', outlets.pharmacy.id, null, 'forbidden'],
    ['auditor', outlets.pharmacy.id, null, 'forbidden'],
    ['shop', outlets.clinic.id, 'shop', 'forbidden'],
    ['shop', outlets.pharmacy.id, null, 'forbidden'],
    ['minan', 'nosuch0001', null, 'not_found'],
    ['minan', outlets.pharmacy.id, 'minan', 'invalid_request'],
    ['minan', outlets.pharmacy.id, 'nobody', 'invalid_request'],
  ])('is not moved by %s: %s to %s', async (by, outlet, to, refusal) => {
    const browser = await new Browser().signIn(by)
    const before = await rows('SELECT * FROM holding')
    const body = move(outlet, to === null ? null : (ids[to] ?? 'nosuch0001'))
    expect(await browser.refusal('POST', '/api/desk/holdings', body)).toBe(refusal)
    expect(await rows('SELECT * FROM holding')).toEqual(before)
  })
})

describe('the history', () => {
  /** Everything that is in the database, as text. */
  async function everything(): Promise<string> {
    const tables = await rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    )
    const contents = await Promise.all(tables.map(({ name }) => rows(`SELECT * FROM "${name}"`)))
    return JSON.stringify(contents)
  }

  it('tells every act about accounts, and nowhere is anything that signs somebody in', async () => {
    const secrets: string[] = [password, totpSecret]
    const before = (await rows('SELECT id FROM change')).length
    const letter = await minan.invite({ kind: 'outlets', outlets: [outlets.breakfast.id] })
    const revoked = await minan.invite({ kind: 'outlets', outlets: [outlets.breakfast.id] })
    await minan.do('DELETE', `/api/desk/invitations/${revoked.id}`)
    const browser = new Browser()
    const first = 'the first password'
    await browser.do('POST', '/api/invitation/accept', {
      code: letter.code,
      handle: 'newcomer',
      password: first,
    })
    const { secret } = JSON.parse(JSON.stringify(await browser.do('POST', '/api/account/totp/offer')))
    const code = codeNow(secret)
    await browser.do('POST', '/api/account/totp', { secret, code })
    const next = 'the second password'
    await browser.do('POST', '/api/account/password', { current: first, next })
    const account = String((await rows("SELECT id FROM account WHERE handle = 'newcomer'"))[0]?.['id'])
    const reset = await minan.invite({ kind: 'reset', account })
    secrets.push(letter.code, revoked.code, reset.code, first, next, secret, code)
    secrets.push(...[browser, minan, city].map(({ cookie }) => cookie.split('=')[1] ?? ''))

    const told = (
      await rows('SELECT actor, subject_kind, subject, before, after FROM change ORDER BY id')
    ).slice(before)
    expect(told.map(({ actor, subject_kind, subject }) => [actor, subject_kind, subject])).toEqual([
      [ids['minan'], 'invitation', letter.id],
      [ids['minan'], 'invitation', revoked.id],
      [ids['minan'], 'invitation', revoked.id],
      [account, 'account', account],
      [account, 'outlet', outlets.breakfast.id],
      [account, 'account', account],
      [account, 'account', account],
      [ids['minan'], 'invitation', reset.id],
    ])
    const text = await everything()
    expect(text).toContain('newcomer')
    for (const word of secrets) {
      expect(word.length).toBeGreaterThan(5)
      expect(text.includes(JSON.stringify(word).slice(1, -1)), word).toBe(false)
    }
    expect(text).not.toContain('2001:db8')
  })

  it('cannot be changed', async () => {
    await expect(env.DB.prepare("UPDATE change SET actor = 'x'").run()).rejects.toThrow('append-only')
    await expect(env.DB.prepare('DELETE FROM change').run()).rejects.toThrow('append-only')
  })
})
