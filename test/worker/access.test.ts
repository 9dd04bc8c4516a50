/**
 * Every operation that needs an account × everybody × inside and outside their area. It is made from the list of
 * operations: a new one without a rule, or without a fixture, fails here.
 */

import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sessionRule } from '../../schema/catalog/account-limits.ts'
import { type Role, roleNames, type SessionStage } from '../../schema/catalog/roles.ts'
import { type AccessRule, accessOf, ruleOf } from '../../schema/contract/access.ts'
import { operations } from '../../schema/contract/operations.ts'
import { keyedHash, keyFor, randomId, randomToken } from '../../worker/guard/secret.ts'
import { type Ask, fixtures, type Target } from './access-fixtures.ts'
import { Browser, makeAccount } from './accounts.ts'
import { communities, loadTown } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
})
afterAll(() => {
  vi.useRealTimers()
})

/** What browsers of people without an account do here. Whoever adds an operation says that it needs none. */
const ofAnyBrowser =
  'getChallenge postRating listOwnRatings deleteRating postReport postApplication ' +
  'postWish supportWish withdrawSupport listOwnWishes ' +
  'postComplaint getOwnComplaint addToComplaint confirmComplaint reopenComplaint getOwnComplaintPhoto ' +
  'getSession signIn signOut offerPasskeyLogin signInByPasskey lookAtInvitation acceptInvitation'

/** What anybody may call: that, and what any site may read. */
const open = new Set([
  ...ofAnyBrowser.split(' '),
  ...operations.filter((operation) => operation.open).map(({ id }) => id),
])

const guarded = operations.filter(({ id }) => !open.has(id))

/** Where things lie: in two communities of one subdistrict, in one of another, in none. */
const places = [communities.minan, communities.xingyuan, communities.village, null]
type Place = (typeof places)[number]

/** In which of the places each role may act; staff of a community are those of 民安社区. */
const inside: Record<Exclude<Role, 'merchant'>, readonly Place[]> = {
  community: [communities.minan],
  subdistrict: [communities.minan, communities.xingyuan],
  city: places,
  auditor: places,
}

let people = 0

interface Person {
  browser: Browser
  account: string
  session: string
}

/** Somebody of a role, signed in so far, so many seconds ago. */
async function somebody(role: Role, stage: SessionStage = 'full', ago = 0): Promise<Person> {
  const account = await makeAccount(`person-${++people}`, role, { totp: true })
  const [token, session] = [randomToken(), randomId()]
  const begun = new Date(Date.now() - ago * 1_000).toISOString()
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO session (id, token, account, stage, device, created_at, seen_at, until)
        VALUES (?1, ?2, ?3, ?4, '?', ?5, ?6, '2099-01-01T00:00:00.000Z')`,
    ).bind(
      session,
      await keyedHash(await keyFor(env, 'session'), token),
      account,
      stage,
      begun,
      new Date().toISOString(),
    ),
    env.DB.prepare(
      `INSERT INTO passkey (id, account, public_key, counter, transports, label, created_at)
        VALUES (?1, ?1, 'AAAA', 0, '[]', 'x', ?2)`,
    ).bind(account, begun),
  ])
  const browser = new Browser()
  browser.cookie = `__Host-session=${token}`
  return { browser, account, session }
}

const idOf = (id: string) => {
  const known = Object.keys(accessOf).find((name): name is keyof typeof accessOf => name === id)
  if (!known) throw new Error(`${id} has no line in schema/contract/access.ts`)
  return known
}

const addressOf = (path: string, { params = {}, query = '' }: Ask) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'missing') + query

/** Sends what a fixture says. */
async function send(
  id: string,
  person: Pick<Person, 'browser'>,
  ask: Ask,
  more: Record<string, string> = {},
) {
  const operation = operations.find((candidate) => candidate.id === id)
  if (!operation) throw new Error(`no operation ${id}`)
  const method = operation.method.toUpperCase()
  const response = await person.browser.fetch(method, addressOf(operation.path, ask), ask.body, {
    ...ask.headers,
    ...more,
  })
  // also of pictures, of which text() would warn
  const text = new TextDecoder().decode(await response.arrayBuffer())
  const problem = response.headers.get('Content-Type') === 'application/problem+json'
  return { status: response.status, code: problem ? String(JSON.parse(text).code) : null, text }
}

/** What somebody acts on: something in a place, in the merchant's hands or somebody else's. */
const targetFor = ({ account, session }: Person, community: Place, mine: boolean): Target => ({
  account,
  session,
  community,
  mine,
})

/** Everywhere that a role is tried, and whether that is inside. */
function triesOf(role: Role, { within }: AccessRule): { place: Place; mine: boolean; in: boolean }[] {
  if (within === 'self' || within === 'city') return [{ place: communities.minan, mine: true, in: true }]
  if (role !== 'merchant') {
    return places.map((place) => ({ place, mine: false, in: inside[role].includes(place) }))
  }
  return [
    { place: communities.minan, mine: true, in: true },
    { place: communities.minan, mine: false, in: false },
    { place: communities.village, mine: false, in: false },
  ]
}

/** An answer that the door let through: a good one, or the problem that the fixture expects behind it. */
function expectLetIn({ status, code, text }: Awaited<ReturnType<typeof send>>, { passes }: Ask) {
  expect(code, text).toBe(passes ?? null)
  if (passes === undefined) expect(status, text).toBeLessThan(300)
}

describe('every operation', () => {
  it('is open to all or has a rule, and not both', () => {
    expect(guarded.filter(({ id }) => !ruleOf(id)).map(({ id }) => id)).toEqual([])
    expect([...open].filter((id) => ruleOf(id))).toEqual([])
    expect(Object.keys(fixtures).toSorted()).toEqual(guarded.map(({ id }) => id).toSorted())
  })
})

describe.each(guarded.map(({ id }) => idOf(id)))('%s', (id) => {
  const rule: AccessRule = accessOf[id]
  const { stage = 'full' } = rule
  const fixture = fixtures[id]
  const write = operations.find((candidate) => candidate.id === id)?.method !== 'get'

  it('is for nobody who is not signed in', async () => {
    const target = targetFor(await somebody('merchant'), communities.minan, true)
    const answer = await send(id, { browser: new Browser() }, await fixture.ask(target))
    expect(answer).toMatchObject({ status: 401, code: 'not_signed_in' })
  })

  it.each(['second', 'enrol', 'full'] as const)('asks how far signing in has come: %s', async (come) => {
    const [role = 'city'] = rule.roles.toReversed()
    const person = await somebody(role, come)
    const ask = await fixture.ask(targetFor(person, communities.minan, true))
    const answer = await send(id, person, ask)
    if (come === stage || (stage === 'enrol' && come === 'full')) expectLetIn(answer, ask)
    else expect(answer.code).toBe('second_factor_needed')
  })

  it.each(roleNames)('is for those of the role and the area: %s', async (role) => {
    for (const { place, mine, in: isInside } of triesOf(role, rule)) {
      const person = await somebody(role, stage)
      const target = targetFor(person, place, mine)
      const where = `${role} in ${place}, ${mine ? 'theirs' : 'not theirs'}`
      const ask = await fixture.ask(target)
      const answer = await send(id, person, ask)
      if (!rule.roles.includes(role)) expect(answer.code, where).toBe('forbidden')
      else if (rule.within === 'list') {
        expectLetIn(answer, ask)
        await fixture.seed?.(target)
        const after = await send(id, person, ask)
        expect(after.text !== answer.text, `${where} shows: ${after.text}`).toBe(isInside)
      } else if (isInside) expectLetIn(answer, ask)
      else expect(answer.code, where).toBe('forbidden')
    }
  })

  it('asks for a fresh sign-in where its rule says so', async () => {
    const [role = 'city'] = rule.roles.toReversed()
    const person = await somebody(role, stage, sessionRule.freshFor)
    const ask = await fixture.ask(targetFor(person, communities.minan, true))
    const answer = await send(id, person, ask)
    if (rule.fresh) expect(answer.code).toBe('sign_in_again')
    else expectLetIn(answer, ask)
  })

  it.skipIf(!write)('is refused to pages of other sites', async () => {
    const [role = 'city'] = rule.roles.toReversed()
    const person = await somebody(role, stage)
    const ask = await fixture.ask(targetFor(person, communities.minan, true))
    for (const foreign of [{ Origin: 'https://evil.test' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      expect((await send(id, person, ask, foreign)).code).toBe('cross_site')
    }
  })
})
