/** Complainants for the tests: residents who file, keep their receipt, and follow their case with it alone. */

import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { expect } from 'vitest'
import {
  CaseAtDesk,
  type CaseForStaff,
  CaseMine,
  type CaseOfMine,
  type ComplaintDraft,
  ComplaintTaken,
  type Taken,
} from '../../schema/contract/complaint.ts'
import { CaseShown, type CaseWithEvents } from '../../schema/contract/complaint-lists.ts'
import { Problem, type ProblemDetails } from '../../schema/contract/problem.ts'
import { photo } from '../schema/webp-files.ts'
import type { Browser } from './accounts.ts'
import { operationAt, readAs, send } from './api.ts'
import { Resident } from './residents.ts'
import { outlets } from './town.ts'

/** What most of them complain about. */
export const overcharged = {
  subject: { kind: 'outlet', id: outlets.pharmacy.id },
  kind: 'price',
  text: '标价 3 元，结账收了 5 元。',
  merchantMaySee: false,
  mayPublish: false,
} as const satisfies ComplaintDraft

/** A form of JSON and so many photos, each another one. */
export function form(part: string, words: unknown, photos: number): FormData {
  const data = new FormData()
  data.set(part, JSON.stringify(words))
  for (let at = 0; at < photos; at++) {
    data.append('photo', new File([photo(200 + at, 150)], 'IMG_0001.webp', { type: 'image/webp' }))
  }
  return data
}

/** The problem that an answer is, as its operation describes it. */
export async function problemIn(response: Response, method: string, path: string): Promise<ProblemDetails> {
  const problem = v.parse(Problem, await response.json())
  expect(operationAt(path, method.toLowerCase()).problems).toContain(problem.code)
  return problem
}

/** A case by its receipt, as anybody who has it can follow it: without a cookie, from another network. */
export class Follower {
  readonly receipt: string
  readonly address: string

  constructor(receipt: string, address = '2001:db8:f::1') {
    this.receipt = receipt
    this.address = address
  }

  fetch(method: string, path: string, body?: unknown, key: string = crypto.randomUUID()): Promise<Response> {
    return send(`/api/complaints/mine${path}`, {
      method,
      headers: {
        'CF-Connecting-IP': this.address,
        Receipt: this.receipt,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': key }),
        ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
  }

  async #mine(response: Response): Promise<CaseOfMine> {
    const text = await response.text()
    expect(response.status, text).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
    return v.parse(CaseMine, JSON.parse(text))
  }

  look = async () => this.#mine(await this.fetch('GET', ''))
  add = async (text: string, photos = 0) =>
    this.#mine(await this.fetch('POST', '/messages', form('message', { text }, photos)))
  confirm = async (grade: number) => this.#mine(await this.fetch('POST', '/confirm', { grade }))
  reopen = async (text = '没有解决') => this.#mine(await this.fetch('POST', '/reopen', { text }))

  /** The code of the problem that it must end in. */
  async refusal(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.fetch(method, path, body)
    return (await problemIn(response, method, `/api/complaints/mine${path}`)).code
  }
}

/** Sends what is filed. */
export async function post(
  resident: Resident,
  draft: unknown = overcharged,
  photos = 0,
  key: string = crypto.randomUUID(),
): Promise<Response> {
  const { headers, method } = await resident.request('', { 'Idempotency-Key': key })
  const sent = new Headers(headers)
  sent.delete('Content-Type')
  return resident.fetch('/api/complaints', {
    ...(method === undefined ? {} : { method }),
    headers: sent,
    body: form('complaint', draft, photos),
  })
}

/** Files a case that must be taken. */
export async function file(
  draft: Partial<ComplaintDraft> = {},
  { photos = 0, by = new Resident(), key = crypto.randomUUID() as string } = {},
): Promise<Taken & { by: Resident; follower: Follower }> {
  const response = await post(by, { ...overcharged, ...draft }, photos, key)
  const text = await response.text()
  expect(response.status, text).toBe(201)
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
  const taken = v.parse(ComplaintTaken, JSON.parse(text))
  return { ...taken, by, follower: new Follower(taken.receipt) }
}

/** What staff see of a case. */
export const atDesk = async (browser: Browser, id: string): Promise<CaseForStaff> =>
  v.parse(CaseAtDesk, await browser.do('GET', `/api/desk/complaints/${id}`))

/** Sends an act of staff, from the version that there is unless another is given. */
export async function sendAct(
  browser: Browser,
  id: string,
  act: object,
  {
    photos = 0,
    version,
    key = crypto.randomUUID() as string,
  }: { photos?: number; version?: number; key?: string } = {},
): Promise<Response> {
  const from = version ?? (await versionOf(id))
  const headers = { 'If-Match': `"${from}"`, 'Idempotency-Key': key }
  if (photos === 0) return browser.fetch('POST', `/api/desk/complaints/${id}`, act, headers)
  return browser.fetch('POST', `/api/desk/complaints/${id}`, form('act', act, photos), headers)
}

async function versionOf(id: string): Promise<number> {
  const row = await env.DB.prepare('SELECT version FROM complaint WHERE id = ?1').bind(id).first()
  return Number(row?.['version'] ?? 0)
}

/** An act of staff that must be taken. */
export async function act(
  browser: Browser,
  id: string,
  what: object,
  more: { photos?: number } = {},
): Promise<CaseForStaff> {
  const response = await sendAct(browser, id, what, more)
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return v.parse(CaseAtDesk, JSON.parse(text))
}

/** The code of the problem that an act of staff must end in. */
export async function refusal(
  browser: Browser,
  id: string,
  what: object,
  more: { version?: number; photos?: number } = {},
): Promise<string> {
  const response = await sendAct(browser, id, what, more)
  return (await problemIn(response, 'POST', `/api/desk/complaints/${id}`)).code
}

/** What everybody sees of a case. */
export const shownCase = (id: string): Promise<CaseWithEvents> => readAs(CaseShown, `/api/complaints/${id}`)
