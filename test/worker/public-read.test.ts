import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { OutletCollection } from '../../schema/contract/outlet.ts'
import { takesGzip } from '../../worker/guard/public-read.ts'
import { find, letRevisionExpire, readAs, send } from './api.ts'
import { communities, loadTown, outlets } from './town.ts'

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await loadTown(env.DB)
})
beforeEach(letRevisionExpire)
afterAll(() => {
  vi.useRealTimers()
})

const addresses = [
  '/api/city',
  '/api/circles',
  `/api/circles/${communities.minan}`,
  '/api/outlets',
  '/api/outlets?type=pharmacy',
  `/api/outlets/${outlets.pharmacy.id}`,
  '/api/notices',
  `/api/notices?circle=${communities.minan}`,
  '/api/openapi.json',
]

async function tagOf(path: string): Promise<string> {
  const response = await send(path)
  await response.arrayBuffer()
  return response.headers.get('ETag') ?? ''
}

const change = (sql: string) => env.DB.prepare(sql).run()

describe('entity tags', () => {
  it.each(addresses)('%s answers 304 to who has it', async (path) => {
    const first = await send(path)
    const tag = first.headers.get('ETag') ?? ''
    expect(tag).toMatch(/^W\/"\d+-[0-9a-f]{8}-[0-9a-z]+"$/)
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(0)

    const second = await send(path, { headers: { 'If-None-Match': tag } })
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
    for (const name of ['ETag', 'Cache-Control', 'Vary']) {
      expect(second.headers.get(name), name).toBe(first.headers.get(name))
    }
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=30, stale-while-revalidate=600')
  })

  it('differ between addresses of one revision', async () => {
    const tags = await Promise.all(addresses.map(tagOf))
    expect(new Set(tags).size).toBe(addresses.length)
  })

  it('are found in a list, weak or strong, and not where they are not', async () => {
    const tag = await tagOf('/api/outlets')
    const status = async (header: string) =>
      (await send('/api/outlets', { headers: { 'If-None-Match': header } })).status
    expect(await status(`"other", ${tag}`)).toBe(304)
    expect(await status(tag.replace('W/', ''))).toBe(304)
    expect(await status('"other"')).toBe(200)
    expect(await status('*')).toBe(200)
  })

  it('do not excuse a wrong query', async () => {
    const tag = await tagOf('/api/outlets')
    const response = await send('/api/outlets?type=palace', { headers: { 'If-None-Match': tag } })
    expect(response.status).toBe(400)
  })
})

describe('the revision', () => {
  const changes = {
    'a shop that keeps other hours': `UPDATE outlet SET hours = '24/7' WHERE id = '${outlets.pharmacy.id}'`,
    'a new outlet': `INSERT INTO outlet (id, source, source_id, name, type, lng, lat, created_at, updated_at)
      VALUES ('newOutlet1', 'ledger', '1', '新店', 'convenience', 111.874, 34.747, '2026', '2026')`,
    'an outlet less': "DELETE FROM outlet WHERE id = 'newOutlet1'",
    'a service more': `INSERT INTO outlet_service VALUES ('${outlets.cobbler.id}', 'staffed')`,
    'a service less': `DELETE FROM outlet_service WHERE outlet = '${outlets.cobbler.id}'`,
    'a closure': `INSERT INTO outlet_closure VALUES ('${outlets.cobbler.id}', '2026-12-01', '2026-12-02', NULL)`,
    'a closure that lasts longer':
      "UPDATE outlet_closure SET to_date = '2026-12-05' WHERE from_date = '2026-12-01'",
    'a price': `INSERT INTO outlet_price VALUES ('${outlets.cobbler.id}', 0, '换跟', 1500, NULL, '双')`,
    'another stop': `UPDATE outlet_stop SET hours = 'Mo 07:00-09:00' WHERE id = 'stopTown01'`,
    'a centre that is found': `UPDATE circle SET lng = 111.88, lat = 34.747 WHERE community = '${communities.xingyuan}'`,
    'a community renamed': `UPDATE community SET name = '兴苑新社区' WHERE code = '${communities.xingyuan}'`,
    'a subdistrict renamed': "UPDATE subdistrict SET name = '新区' WHERE code = '411281006'",
    'a holiday': "INSERT INTO holiday VALUES ('2026-10-02', 'holiday', '国庆节')",
    'a year of holidays': 'INSERT INTO holiday_year VALUES (2027)',
    'a real city': 'UPDATE city SET sample = 0',
  }

  it.each(Object.entries(changes))('rises, and the tags with it, for %s', async (_, sql) => {
    const before = await readAs(OutletCollection, '/api/outlets')
    const tags = await Promise.all(addresses.slice(0, 6).map(tagOf))
    await change(sql)
    letRevisionExpire()
    const after = await readAs(OutletCollection, '/api/outlets')
    expect(after.revision).toBeGreaterThan(before.revision)
    for (const [at, path] of addresses.slice(0, 6).entries()) {
      const tag = tags[at] ?? ''
      expect(await tagOf(path), path).not.toBe(tag)
      expect((await send(path, { headers: { 'If-None-Match': tag } })).status, path).toBe(200)
    }
  })

  it('stays when nothing that the public sees has changed', async () => {
    const before = await tagOf('/api/outlets')
    await change(
      "INSERT INTO change (at, actor, subject_kind, subject) VALUES ('2026-09-01', 'staff', 'outlet', 'x')",
    )
    letRevisionExpire()
    expect(await tagOf('/api/outlets')).toBe(before)
  })

  it('is asked for once a second, so that a change shows within one', async () => {
    const before = await tagOf('/api/outlets')
    await change(`UPDATE outlet SET name = '惠民药房' WHERE id = '${outlets.pharmacy.id}'`)
    expect(await tagOf('/api/outlets')).toBe(before)
    letRevisionExpire()
    expect(await find('type=pharmacy')).toContain('惠民药房')
  })

  it('says that the data is real once it is', async () => {
    expect(await readAs(OutletCollection, '/api/outlets')).toMatchObject({ sample: false })
  })
})

describe('compression', () => {
  it('sends gzip to who takes it, and says that it depends', async () => {
    const response = await send('/api/outlets', { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
    expect(response.headers.get('Vary')).toBe('Accept-Encoding')
  })

  it.each(['identity', 'br', 'gzip;q=0', ''])('sends it plain to who takes %o', async (accept) => {
    const response = await send('/api/outlets', { headers: { 'Accept-Encoding': accept } })
    expect(response.headers.get('Content-Encoding')).toBeNull()
    expect(await response.json()).toHaveProperty('features')
  })

  it('is the same data either way, also for a search', async () => {
    for (const path of ['/api/outlets', '/api/outlets?circle=411281001001']) {
      const plain = await (await send(path, { headers: { 'Accept-Encoding': 'identity' } })).text()
      const response = await send(path, { headers: { 'Accept-Encoding': 'gzip' } })
      expect(response.headers.get('Content-Encoding')).toBe('gzip')
      expect(await unzipped(response)).toBe(plain)
    }
  })

  it.each([
    ['gzip', true],
    ['GZIP', true],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
    ['*', true],
    ['gzip;q=0, *', false],
    ['deflate', false],
    ['', false],
    [undefined, false],
  ])('reads Accept-Encoding %o', (header, takes) => {
    expect(takesGzip(header)).toBe(takes)
  })
})

/** The text of an answer, whether or not the runtime has unzipped it on the way. */
async function unzipped(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes)
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
}
