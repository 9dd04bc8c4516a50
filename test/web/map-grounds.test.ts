import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CityBasemap } from '../../schema/contract/city.ts'
import { encodeBasemap } from '../../schema/rules/basemap.ts'
import { remotePatience } from '../../web/map/basemaps.ts'
import type { NewsOfSources } from '../../web/map/fallback.ts'
import { type Ground, grounds } from '../../web/map/grounds.ts'

const file = encodeBasemap(
  {
    city: '411281',
    sample: true,
    attribution: 'made up',
    bounds: [111.76, 34.68, 111.97, 34.81],
    origin: [111.874, 34.747],
    scale: 200_000,
  },
  { label: [{ properties: { name: '义马站' }, points: [[111.87, 34.75]] }] },
)

const embedded: CityBasemap = { kind: 'embedded', url: null, approval: null, attribution: '' }
const tianditu: CityBasemap = {
  ...embedded,
  kind: 'tianditu',
  url: 'https://t{0-7}.example/vec_w/{z}/{y}/{x}',
}
const style: CityBasemap = { ...embedded, kind: 'style', url: 'https://example.org/style.json' }

type Listener = Parameters<NewsOfSources['on']>[1]
type News = Parameters<Listener>[0]

/** A map that only tells news of its sources. */
function newsroom() {
  const listeners = new Map<'sourcedata' | 'error', Set<Listener>>()
  const map: NewsOfSources = {
    on: (type, listener) => {
      const heard = listeners.get(type) ?? new Set()
      listeners.set(type, heard.add(listener))
      return { unsubscribe: () => void heard.delete(listener) }
    },
  }
  const tell = (type: 'sourcedata' | 'error', news: News) => {
    for (const listener of [...(listeners.get(type) ?? [])]) listener(news)
  }
  const listening = () => [...listeners.values()].reduce((sum, heard) => sum + heard.size, 0)
  return { map, tell, listening }
}

let city = 0

/** Collects the grounds as they come; a new city each time, because files are kept for the visit. */
function follow(basemap: CityBasemap, online = true) {
  city += 1
  const room = newsroom()
  const ended = new AbortController()
  const came: Ground[] = []
  const wishes = { cityCode: String(city), basemap, online, sourcesOf: () => ['tianditu', 'tianditu-names'] }
  const done = (async () => {
    for await (const ground of grounds(room.map, wishes, ended.signal)) came.push(ground)
  })()
  return { ...room, came, done, end: () => ended.abort() }
}

const kinds = (came: Ground[]) =>
  came.map(({ shown }) => (shown.kind === 'embedded' && shown.instead ? 'embedded instead' : shown.kind))

const answers = vi.fn<(url: string) => Response | Promise<Response>>()
const json = (body: unknown) => Response.json(body)

beforeEach(() => {
  vi.useFakeTimers()
  answers.mockReset()
  answers.mockImplementation((url) =>
    url.startsWith('/map/') ? json(file) : new Response('', { status: 404 }),
  )
  vi.stubGlobal('fetch', (input: string) => Promise.resolve(answers(input)))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the embedded basemap', () => {
  it('is the only one when configured so', async () => {
    const { came, done } = follow(embedded)
    await done
    expect(kinds(came)).toEqual(['embedded'])
    const [ground] = came
    expect(ground?.shown).toMatchObject({ file: { sample: true, attribution: 'made up' } })
  })

  it.each([
    ['is missing', () => new Response('', { status: 404 })],
    [
      'is answered by the site’s front page',
      () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['is another kind of JSON', () => json({ type: 'FeatureCollection', features: [] })],
    ['is of a later version', () => json({ ...file, version: 2 })],
    ['does not arrive', () => Promise.reject(new TypeError('network'))],
  ])('is bare ground where the file %s', async (_what, response) => {
    answers.mockImplementation(response)
    const { came, done } = follow(embedded)
    await done
    expect(came.map(({ shown }) => shown)).toEqual([{ kind: 'embedded', file: null, instead: false }])
  })
})

describe('a remote basemap', () => {
  it('stays once its first piece has come', async () => {
    const { came, done, tell, listening } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(100)
    tell('sourcedata', { sourceId: 'tianditu', tile: {} })
    await done
    tell('error', { sourceId: 'tianditu', tile: {} })
    await vi.advanceTimersByTimeAsync(2 * remotePatience)
    expect(kinds(came)).toEqual(['remote'])
    expect(listening()).toBe(0)
  })

  it('survives two pieces that fail before one comes', async () => {
    const { came, done, tell } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(100)
    tell('error', { sourceId: 'tianditu', tile: {} })
    tell('error', { sourceId: 'tianditu', tile: {} })
    tell('sourcedata', { sourceId: 'tianditu', tile: {} })
    await done
    expect(kinds(came)).toEqual(['remote'])
  })

  it('gives way when three pieces fail before one has come', async () => {
    const { came, done, tell } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(100)
    for (let failed = 0; failed < 3; failed += 1) tell('error', { sourceId: 'tianditu', tile: {} })
    await done
    expect(kinds(came)).toEqual(['remote', 'embedded instead'])
  })

  it('gives way at once when its source as a whole fails', async () => {
    const { came, done, tell } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(100)
    tell('error', { sourceId: 'tianditu' })
    await done
    expect(kinds(came)).toEqual(['remote', 'embedded instead'])
  })

  it('gives way when nothing has come in time, whatever other sources tell', async () => {
    const { came, done, tell } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(remotePatience - 1)
    tell('sourcedata', { sourceId: 'places', tile: {} })
    tell('sourcedata', { sourceId: 'tianditu' })
    tell('error', {})
    expect(kinds(came)).toEqual(['remote'])
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(kinds(came)).toEqual(['remote', 'embedded instead'])
  })

  it.each([
    ['is not there', () => new Response('', { status: 404 })],
    ['is not a style', () => json({ hello: 'world' })],
    ['does not arrive', () => Promise.reject(new TypeError('network'))],
  ])('never shows when its style %s', async (_what, response) => {
    answers.mockImplementation((url) => (url.startsWith('/map/') ? json(file) : response()))
    const { came, done } = follow(style)
    await done
    expect(kinds(came)).toEqual(['embedded instead'])
  })

  it('is not tried without a network', async () => {
    const { came, done } = follow(tianditu, false)
    await done
    expect(kinds(came)).toEqual(['embedded instead'])
  })

  it('is not replaced on a map that is gone', async () => {
    const { came, done, end, listening } = follow(tianditu)
    await vi.advanceTimersByTimeAsync(100)
    end()
    await done
    expect(kinds(came)).toEqual(['remote'])
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
