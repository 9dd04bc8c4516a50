/** Residents for the tests: each a browser with a cookie of its own, that solves its tasks and sends its ratings. */

import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { expect } from 'vitest'
import {
  type Challenge,
  ChallengePublic,
  type Rating,
  RatingPublic,
  RatingsMine,
} from '../../schema/contract/rating.ts'
import { type MeasureAnswer, MeasurePublic } from '../../schema/contract/satisfaction.ts'
import { send } from './api.ts'

/** Solves a task. */
export async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return btoa(JSON.stringify({ challenge, solution }))
}

let residents = 0

export class Resident {
  cookie = ''
  /** by default everybody has a network of their own */
  readonly address: string

  constructor(
    address = `2001:db8:${(residents >> 16).toString(16)}:${(residents++ & 0xffff).toString(16)}::1`,
  ) {
    this.address = address
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('CF-Connecting-IP', this.address)
    if (this.cookie) headers.set('Cookie', this.cookie)
    const response = await send(path, { ...init, headers })
    const [cookie] = response.headers.getSetCookie()
    if (cookie) this.cookie = cookie.split(';')[0] ?? ''
    return response
  }

  async challenge(): Promise<Challenge> {
    return v.parse(ChallengePublic, await (await this.fetch('/api/challenge')).json())
  }

  /** What a rating looks like on the wire, with a task solved. */
  async request(body: unknown, headers: Record<string, string> = {}): Promise<RequestInit> {
    if (!this.cookie) await this.challenge()
    return {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        ...('Altcha' in headers ? {} : { Altcha: await solve(await this.challenge()) }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }
  }

  async post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch('/api/ratings', await this.request(body, headers))
  }

  /** Rates, and expects it to be taken. */
  async rate(
    kind: 'outlet' | 'circle',
    id: string,
    grade: number,
    more: { tags?: string[]; comment?: string } = {},
  ): Promise<Rating> {
    const response = await this.post({ subject: { kind, id }, grade, ...more })
    const body = await response.json()
    expect(response.status, JSON.stringify(body)).toBe(201)
    return v.parse(RatingPublic, body)
  }

  withdraw(kind: 'outlet' | 'circle', id: string): Promise<Response> {
    return this.fetch(`/api/ratings/${kind}/${id}`, { method: 'DELETE' })
  }

  async mine(): Promise<Rating[]> {
    return v.parse(RatingsMine, await (await this.fetch('/api/ratings/mine')).json()).ratings
  }
}

/** The measure of a scope, as it is now. */
export async function measure(query = ''): Promise<MeasureAnswer> {
  const response = await send(`/api/satisfaction${query}`, { headers: { 'Cache-Control': 'no-cache' } })
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return v.parse(MeasurePublic, body)
}

export const ofOutlet = (id: string) => `?scope=outlet&id=${id}`
