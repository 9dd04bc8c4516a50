import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { networkLimits } from '../../schema/catalog/network-limits.ts'
import { CityPublic } from '../../schema/contract/city.ts'
import { NETWORKS_KEPT } from '../../schema/contract/limits.ts'
import { NetworkInUse, NetworkList, NetworkTaken } from '../../schema/contract/network.ts'
import { Problem } from '../../schema/contract/problem.ts'
import { sampleNetworkStatements, sha256Of } from '../../schema/import/network-statements.ts'
import { nodeCount } from '../../schema/rules/walking/network.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import { runBatch } from '../../worker/guard/database.ts'
import { networkOfCity } from '../../worker/network/memory.ts'
import { rows } from './accounts.ts'
import { letRevisionExpire, problemOf, readAs, send } from './api.ts'
import { type Keeper, keeper, stopClock } from './keepers.ts'
import { asFile, street, streetFile } from './networks.ts'
import { loadTown } from './town.ts'

const desk = '/api/desk/network'

let city: Keeper
beforeAll(async () => {
  stopClock()
  await loadTown(env.DB)
  city = await keeper('office', 'city')
})
beforeEach(async () => {
  await rows('DELETE FROM walking_network')
  vi.setSystemTime(Date.now() + 1_000)
})
afterAll(() => {
  vi.useRealTimers()
})

const post = (file: Uint8Array, headers: Record<string, string> = asFile) =>
  city.fetch('POST', desk, file, headers)

async function load(file: Uint8Array): Promise<number> {
  const response = await post(file)
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(201)
  letRevisionExpire()
  return v.parse(NetworkTaken, answer).version
}

async function refusal(response: Promise<Response>): Promise<[code: string, reason: string | undefined]> {
  const { code, fields } = v.parse(Problem, await (await response).json())
  return [code, fields?.[0]?.reason]
}

const inUse = () => readAs(NetworkInUse, '/api/network')
const choose = (read: number | null, version: number | null) =>
  city.fetch('PUT', `${desk}/in-use`, { read, version })
const versions = async () => v.parse(NetworkList, await city.do('GET', desk)).versions
const history = () =>
  rows("SELECT subject, before, after FROM change WHERE subject_kind = 'network' ORDER BY id DESC LIMIT 1")

describe('a network that is loaded', () => {
  it('is served whole, for ever, under an address of its own', async () => {
    const file = await streetFile(12)
    const version = await load(file)
    const network = await inUse()
    expect(network).toMatchObject({
      version,
      bytes: file.length,
      nodes: 12,
      edges: 11,
      attribution: '© 测绘院',
      licence: 'CC0',
      date: '2026-11-01',
      sample: false,
    })

    const answer = await send(network.url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable, no-transform')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const served = new Uint8Array(await answer.arrayBuffer())
    expect(served).toEqual(file)
    expect(nodeCount(await unpackNetwork(served))).toBe(12)
  })

  it('is told by the city, with a new revision', async () => {
    const before = await readAs(CityPublic, '/api/city')
    expect(before.walking).toMatchObject({ estimated: true, network: null })
    const version = await load(await streetFile(13))
    const after = await readAs(CityPublic, '/api/city')
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.walking).toMatchObject({ estimated: false, network: { version } })
  })

  it('is stored in parts when it is larger than a row may be', async () => {
    const network = street(30)
    // A comment in gzip's header: larger, and the same inside.
    const packed = await streetFile(30)
    const filler = new Uint8Array(1_600_000).fill(0x61)
    const large = new Uint8Array([...packed.slice(0, 3), 0x10, ...packed.slice(4, 10)])
    const file = new Uint8Array(
      await new Blob([large, filler, new Uint8Array(1), packed.slice(10)]).arrayBuffer(),
    )
    const version = await load(file)
    expect(await rows('SELECT count(*) AS n FROM walking_network_part')).toEqual([{ n: 3 }])
    expect(new Uint8Array(await (await send((await inUse()).url)).arrayBuffer())).toEqual(file)
    expect(await networkOfCity(env.DB)).toMatchObject({ version, network: { lengths: network.lengths } })
  })

  it('takes the place of the one before, and leaves a row in the history', async () => {
    const first = await load(await streetFile(14))
    const second = await load(await streetFile(15))
    expect((await inUse()).version).toBe(second)
    expect((await versions()).map(({ version, inUse: used, by }) => [version, used, by])).toEqual([
      [second, true, 'office'],
      [first, false, 'office'],
    ])
    const [row] = await history()
    expect(row).toMatchObject({ subject: String(second) })
    expect(JSON.parse(String(row?.['before']))).toMatchObject({ version: first, nodes: 14 })
    expect(JSON.parse(String(row?.['after']))).toMatchObject({ version: second, nodes: 15 })
  })

  it('is not loaded again by sending it twice', async () => {
    const file = await streetFile(16)
    const version = await load(file)
    const [row] = await rows('SELECT max(id) AS id FROM change')
    expect(await load(file)).toBe(version)
    expect(await rows('SELECT max(id) AS id FROM change')).toEqual([row])
    expect(await versions()).toHaveLength(1)
    // nor does it use a number up
    expect(await load(await streetFile(17))).toBe(version + 1)
  })

  it('pushes the oldest out, never the one in use', async () => {
    const kept = await load(await streetFile(20))
    const many = Array.from({ length: NETWORKS_KEPT + 1 }, (_, place) => 21 + place)
    for (const nodes of many) {
      const version = await load(await streetFile(nodes))
      expect((await choose(version, kept)).status).toBe(204)
    }
    const listed = await versions()
    expect(listed).toHaveLength(NETWORKS_KEPT + 1)
    expect(listed.at(-1)?.version).toBe(kept)
    letRevisionExpire()
    expect((await inUse()).version).toBe(kept)
  })
})

describe('a network that is refused', () => {
  const cut = async () => (await streetFile(40)).slice(0, -12)
  const zip = (text: string) =>
    new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()

  it.each<[what: string, file: () => Promise<Uint8Array>, reason: string]>([
    ['is no packed file', async () => new TextEncoder().encode('<osm version="0.6"></osm>'), 'foreign'],
    ['is empty', async () => new Uint8Array(0), 'foreign'],
    ['is packed, and something else', async () => new Uint8Array(await zip('<osm/>'.repeat(40))), 'foreign'],
    ['is cut short', cut, 'broken'],
    [
      'unpacks to more than memory holds',
      async () => new Uint8Array(await zip(' '.repeat(12_000_000))),
      'large',
    ],
    ['is of another city', () => streetFile(12, [121.47, 31.23]), 'elsewhere'],
  ])('because it %s', async (_, file, reason) => {
    const version = await load(await streetFile(17))
    expect(await refusal(post(await file()))).toEqual(['network_wrong', reason])
    letRevisionExpire()
    expect((await inUse()).version).toBe(version)
    expect(await versions()).toHaveLength(1)
  })

  it('is not read when it is too long, or of another kind', async () => {
    const long = new Uint8Array(networkLimits.packedBytes + 1)
    expect(await refusal(post(long))).toEqual(['too_large', undefined])
    const json = { 'Content-Type': 'application/json' }
    expect(await refusal(post(await streetFile(17), json))).toEqual(['unsupported_media_type', undefined])
  })
})

describe('going back', () => {
  it('is to an older version, or to none, from what was read', async () => {
    const first = await load(await streetFile(18))
    const second = await load(await streetFile(19))
    expect((await choose(second, first)).status).toBe(204)
    letRevisionExpire()
    expect((await inUse()).version).toBe(first)
    expect((await networkOfCity(env.DB))?.version).toBe(first)

    expect((await refusal(choose(second, null)))[0]).toBe('changed_meanwhile')
    expect((await choose(first, null)).status).toBe(204)
    letRevisionExpire()
    expect((await problemOf('/api/network')).code).toBe('not_found')
    expect(await networkOfCity(env.DB)).toBeNull()
    const [row] = await history()
    expect(row).toMatchObject({ subject: String(first), after: null })
    expect((await choose(null, second)).status).toBe(204)
  })

  it('is not to a version that is not kept', async () => {
    const version = await load(await streetFile(18))
    expect((await refusal(choose(version, version + 1)))[0]).toBe('not_found')
  })
})

describe('an address of a file', () => {
  it('answers with that file or not at all', async () => {
    const version = await load(await streetFile(23))
    expect((await send(`/api/network/${version}`)).status).toBe(200)
    expect((await problemOf(`/api/network/${version}?sha256=000000000000`)).code).toBe('not_found')
    for (const strange of ['0', '-1', '1.5', 'x', '9999999999']) {
      expect((await problemOf(`/api/network/${strange}`)).code, strange).toBe('not_found')
    }
    expect((await problemOf(`/api/network/${version + 1}`)).code).toBe('not_found')
  })
})

describe('the made-up network', () => {
  const fileOf = async (nodes: number) => {
    const network = street(nodes)
    const packed = await streetFile(nodes)
    const source = { ...network.source, sample: true }
    return { network: { ...network, source }, packed, sha256: await sha256Of(packed) }
  }
  const loadSample = async (nodes: number) =>
    runBatch(env.DB, sampleNetworkStatements(await fileOf(nodes), new Date().toISOString()))

  it('replaces the made-up one before it, and never what staff have loaded', async () => {
    await loadSample(31)
    await loadSample(32)
    letRevisionExpire()
    expect(await inUse()).toMatchObject({ nodes: 32, sample: true })
    expect(await versions()).toHaveLength(1)
    const own = await load(await streetFile(33))
    await loadSample(34)
    letRevisionExpire()
    expect((await inUse()).version).toBe(own)
  })
})
