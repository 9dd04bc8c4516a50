/** Accounts for the tests, and browsers that sign in to them. Passwords are stored at a cost that takes no time. */

import { env } from 'cloudflare:workers'
import { TOTP } from 'otpauth'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { Role } from '../../schema/catalog/roles.ts'
import { InvitationMade, type Session, SessionPublic } from '../../schema/contract/account.ts'
import { Problem, type ProblemDetails } from '../../schema/contract/problem.ts'
import { hashPassword } from '../../worker/accounts/password.ts'
import { sealTotp } from '../../worker/accounts/totp.ts'
import { operationAt, send } from './api.ts'
import { communities } from './town.ts'

export const site = 'https://yikezhong.test'

export const password = '一刻钟走到家门口'
const stored = await hashPassword(password, { N: 16, r: 8, p: 1 })

/** Of everybody here who has an authenticator app. */
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** What the app shows; `steps` later or earlier. */
export function codeNow(secret = totpSecret, steps = 0): string {
  return new TOTP({ secret, period: 30 }).generate({ timestamp: Date.now() + steps * 30_000 })
}

const areas: Record<Role, string | null> = {
  merchant: null,
  community: communities.minan,
  subdistrict: '411281001',
  city: '411281',
  auditor: '411281',
}

interface Seed {
  area?: string
  totp?: boolean
  sample?: boolean
  suspended?: boolean
  password?: null
  outlets?: readonly string[]
}

let made = 0

/**
 * Makes an account; city staff have an authenticator app unless something else is said.
 * @returns its identifier
 */
export async function makeAccount(handle: string, role: Role, seed: Seed = {}): Promise<string> {
  const id = `account${String(++made).padStart(4, '0')}`
  const totp = (seed.totp ?? role === 'city') ? await sealTotp(env, totpSecret) : null
  const at = new Date().toISOString()
  const key = seed.password === null ? null : stored
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO account (id, handle, role, area, password, totp, suspended, sample, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    ).bind(
      id,
      handle,
      role,
      seed.area ?? areas[role],
      key,
      totp,
      Number(seed.suspended ?? false),
      Number(seed.sample ?? false),
      at,
    ),
    ...(seed.outlets ?? []).map((outlet) =>
      env.DB.prepare('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)').bind(outlet, id, at),
    ),
  ])
  return id
}

/** Everybody can sign in again, without a wait, and has used none of the app's codes. */
export async function forgetGuesses(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM failed_guess'),
    env.DB.prepare('UPDATE account SET totp_step = NULL'),
  ])
}

/** All rows that a query gives. */
export async function rows(sql: string, ...params: (string | number | null)[]) {
  const { results } = await env.DB.prepare(sql)
    .bind(...params)
    .all()
  return results
}

/** A photo, a form or a text as it is, everything else as JSON. */
function asSent(body: unknown): BodyInit {
  if (typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData) return body
  return JSON.stringify(body)
}

let browsers = 0

/** A browser with a cookie of its own, and by default with a network of its own. */
export class Browser {
  cookie = ''
  headers: Record<string, string> = {}
  readonly address: string

  constructor(address = `2001:db8:a:${(browsers++).toString(16)}::1`) {
    this.address = address
  }

  /** Sends a request as a page of the site does. */
  async fetch(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const headers = new Headers({
      'CF-Connecting-IP': this.address,
      ...(method === 'GET' ? {} : { 'Sec-Fetch-Site': 'same-origin', Origin: site }),
      ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      ...(this.cookie ? { Cookie: this.cookie } : {}),
      ...this.headers,
      ...more,
    })
    const response = await send(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: asSent(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [cookie = ''] = line.split(';')
      this.cookie = cookie.endsWith('=') ? '' : cookie
    }
    return response
  }

  /** Does something that must succeed as the contract says, and gives back what is answered. */
  async do(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.fetch(method, path, body)
    const text = await response.text()
    const { answer, status = 200 } = operationAt(path, method.toLowerCase())
    expect(response.status, `${method} ${path}: ${text}`).toBe(status)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    if (!('schema' in answer)) return null
    return v.parse(answer.schema, JSON.parse(text))
  }

  /** Does something that must fail. */
  async problem(method: string, path: string, body?: unknown, more?: Record<string, string>) {
    const response = await this.fetch(method, path, body, more)
    const text = await response.text()
    expect(response.headers.get('Content-Type'), `${method} ${path}: ${response.status} ${text}`).toBe(
      'application/problem+json',
    )
    const told: ProblemDetails = v.parse(Problem, JSON.parse(text))
    const { problems } = operationAt(path, method.toLowerCase())
    expect(problems, `${method} ${path} is not described to answer so`).toContain(told.code)
    return { ...told, wait: Number(response.headers.get('Retry-After')) }
  }

  /** The code of the problem in which it must end. */
  async refusal(method: string, path: string, body?: unknown, more?: Record<string, string>) {
    return (await this.problem(method, path, body, more)).code
  }

  async session(): Promise<Session> {
    return v.parse(SessionPublic, await this.do('GET', '/api/session'))
  }

  /** Signs in as far as the password goes. */
  async givePassword(handle: string): Promise<this> {
    await this.do('POST', '/api/session', { handle, password })
    return this
  }

  /** Signs in wholly. */
  async signIn(handle: string): Promise<this> {
    await this.givePassword(handle)
    if ((await this.session()).stage === 'second') {
      // Time stands still here: the same code comes again.
      await env.DB.prepare('UPDATE account SET totp_step = NULL WHERE handle = ?1').bind(handle).run()
      await this.do('POST', '/api/session/second', { code: codeNow() })
    }
    expect((await this.session()).stage).toBe('full')
    return this
  }

  /** Makes an invitation. */
  async invite(what: unknown): Promise<v.InferOutput<typeof InvitationMade>> {
    return v.parse(InvitationMade, await this.do('POST', '/api/desk/invitations', what))
  }
}
