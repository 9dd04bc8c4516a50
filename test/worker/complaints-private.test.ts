/**
 * Nothing stored, answered or logged tells who complained: after a full journey every table, every object, every answer
 * and every line of the log is read, and searched for whatever the complainant's browser has shown of itself.
 */

import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { CHAIN_START } from '../../schema/rules/complaints/chain.ts'
import worker from '../../worker/index.ts'
import { ascii, chunk, photo, vp8, webp } from '../schema/webp-files.ts'
import { Browser, makeAccount, rows } from './accounts.ts'
import { send } from './api.ts'
import { act, atDesk, Follower, form, overcharged, problemIn } from './complainants.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

const agent = 'Mozilla/5.0 (Linux; Android 9; Xyzzy-77)'
const address = '203.0.113.201'
const fileName = 'IMG_20261124_at-home.webp'
const log: string[] = []

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T04:00:00Z') })
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
      log.push(said.map(String).join(' '))
    })
  }
  await loadTown(env.DB)
  await makeAccount('minan', 'community')
  await makeAccount('laojie-yaofang', 'merchant', { outlets: [outlets.pharmacy.id] })
})
afterAll(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Everything that every table holds, as text. */
async function database(): Promise<Map<string, string>> {
  const tables = await rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'",
  )
  const held = new Map<string, string>()
  for (const { name } of tables) held.set(String(name), JSON.stringify(await rows(`SELECT * FROM ${name}`)))
  return held
}

it('after a whole journey there is nothing of the complainant anywhere', async () => {
  const answers: string[] = []
  const keep = async (response: Response): Promise<string> => {
    const bytes = await response.arrayBuffer()
    const text = new TextDecoder().decode(bytes)
    answers.push(JSON.stringify([...response.headers]), text, new TextDecoder('latin1').decode(bytes))
    return text
  }
  const by = new Resident(address)
  const { headers } = await by.request('')
  const sent = new Headers(headers)
  sent.delete('Content-Type')
  sent.set('User-Agent', agent)
  const data = form('complaint', { ...overcharged, mayPublish: true, merchantMaySee: true }, 0)
  data.append('photo', new File([photo(320, 240)], fileName, { type: 'image/webp' }))

  // A photo with metadata is not even kept.
  const exif = new FormData()
  exif.set('complaint', JSON.stringify(overcharged))
  const withPlace = webp(
    chunk('VP8X', Uint8Array.from([8, 0, 0, 0, 199, 0, 0, 149, 0, 0])),
    chunk('VP8 ', vp8({ width: 200, height: 150 })),
    chunk('EXIF', ascii('GPS 34.7471 111.8741')),
  )
  exif.append('photo', new File([withPlace], fileName, { type: 'image/webp' }))
  const refused = await by.fetch('/api/complaints', { method: 'POST', headers: sent, body: exif })
  expect((await problemIn(refused, 'POST', '/api/complaints')).code).toBe('photo_metadata')

  const filed = await by.fetch('/api/complaints', { method: 'POST', headers: sent, body: data })
  // Only here the receipt may be told.
  const { receipt, case: id } = JSON.parse(await filed.text())
  expect(filed.status).toBe(201)

  class Phone extends Follower {
    override fetch(method: string, path: string, body?: unknown) {
      return send(`/api/complaints/mine${path}`, {
        method,
        headers: {
          'CF-Connecting-IP': address,
          'User-Agent': agent,
          Cookie: by.cookie,
          Receipt: receipt,
          'Idempotency-Key': crypto.randomUUID(),
          ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      })
    }
  }
  const phone = new Phone(receipt)
  await keep(await phone.fetch('GET', ''))
  await keep(await phone.fetch('POST', '/messages', form('message', { text: '还没改' }, 1)))
  await keep(await new Follower('00000000000000', address).fetch('GET', ''))

  const staff = await new Browser().signIn('minan')
  const merchant = await new Browser().signIn('laojie-yaofang')
  await act(staff, id, { act: 'accept', unit: communities.minan })
  await act(staff, id, { act: 'answer', text: '正在核实' })
  await act(staff, id, { act: 'resolve', text: '已经退款' }, { photos: 1 })
  await keep(await phone.fetch('POST', '/reopen', { text: '没退' }))
  vi.setSystemTime(Date.now() + 3 * 86_400_000)
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now()) }), env)
  await makeAccount('office', 'city')
  const office = await new Browser().signIn('office')
  await act(office, id, { act: 'accept', unit: 'market' })
  const [picture = ''] = (await atDesk(office, id)).messages[0]?.photos ?? []
  await act(office, id, { act: 'publish', text: true, photos: [picture] })
  await act(office, id, { act: 'resolve', text: '退了' })
  await keep(await phone.fetch('POST', '/confirm', { grade: 4 }))

  for (const path of [
    '/api/complaints',
    `/api/complaints/${id}`,
    '/api/complaints/chain',
    '/api/complaints/on-time',
  ]) {
    await keep(await send(path))
  }
  await merchant.signIn('laojie-yaofang')
  for (const [browser, path] of [
    [office, '/api/desk/complaints?view=all'],
    [office, `/api/desk/complaints/${id}`],
    [office, `/api/desk/complaints/${id}/photos/${picture}`],
    [merchant, `/api/listings/${outlets.pharmacy.id}/complaints`],
    [merchant, `/api/listings/${outlets.pharmacy.id}/complaints/${id}/photos/${picture}`],
    [office, '/api/desk/audit'],
  ] as const) {
    const response = await browser.fetch('GET', path)
    expect(response.status, path).toBe(200)
    await keep(response)
  }

  const token = by.cookie.split('=')[1] ?? ''
  expect(token.length).toBeGreaterThan(20)
  const secrets = { token, receipt, address, agent, fileName, place: '34.7471 111.8741' }
  const held = await database()
  // The search is one that finds what is there.
  expect(held.get('complaint')).toContain(id)
  expect(held.get('complaint_event')).toContain(CHAIN_START)
  expect(answers.join()).toContain('已经退款')
  expect(held.size).toBeGreaterThan(30)
  for (const [what, secret] of Object.entries(secrets)) {
    for (const [table, text] of held) {
      expect(text.includes(secret), `${what} in ${table}`).toBe(false)
    }
    expect(
      answers.some((text) => text.includes(secret)),
      `${what} in an answer`,
    ).toBe(false)
    expect(
      log.some((line) => line.includes(secret)),
      `${what} in the log`,
    ).toBe(false)
  }
  const { objects } = await env.PHOTOS.list({ include: ['customMetadata', 'httpMetadata'] })
  expect(objects.length).toBeGreaterThan(2)
  for (const { key, customMetadata, httpMetadata } of objects) {
    expect({ ...customMetadata }).toEqual({})
    expect(httpMetadata).toEqual({ contentType: 'image/webp' })
    const bytes = new TextDecoder('latin1').decode(await (await env.PHOTOS.get(key))?.arrayBuffer())
    expect(bytes).not.toMatch(/EXIF|XMP |GPS/)
  }
  // Of the resident there is only what their voice is known by.
  const [{ resident = '' } = {}] = await rows('SELECT resident FROM voice WHERE grade = 4')
  const known = [...held].filter(([, text]) => text.includes(String(resident))).map(([table]) => table)
  expect(known.toSorted()).toEqual(['answered', 'voice', 'voice_event'])
  // No answer has that, either, nor which voice it is: nobody can tell that two complaints are one person's.
  const [{ voice = '' } = {}] = await rows('SELECT voice FROM complaint WHERE id = ?1', id)
  for (const one of [resident, voice]) {
    expect(String(one).length).toBeGreaterThan(8)
    expect(answers.some((text) => text.includes(String(one)))).toBe(false)
    expect(log.some((line) => line.includes(String(one)))).toBe(false)
  }
})
