import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from '../../schema/import/city.ts'
import { runLoad } from '../../schema/import/load.ts'
import { runNetworkCommand } from '../../schema/import/network/command.ts'
import { parseNetworkOptions } from '../../schema/import/network/options.ts'
import { UsageError } from '../../schema/import/options.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'
import { type OsmNode, osmXml } from './import-files.ts'

const cli = fileURLToPath(new URL('../../schema/import/network-cli.ts', import.meta.url))

interface Ended {
  code: number
  text: string
}

let db: TemporaryDatabase
/** what the command answers before there is a city */
let withoutCity: Ended
let folder: string
beforeAll(async () => {
  db = await temporaryDatabase()
  folder = await mkdtemp(join(tmpdir(), 'yikezhong-networks-'))
  withoutCity = await run([await file('a.osm', street(5, 111.87, 34.75))])
  const city = await readCity('yima')
  await runLoad(db, { at: '2026-01-31T04:00:00.000Z', city: { city, centres: {}, sample: false } })
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

/** Gives the command to this process, with a temporary database at hand. */
async function run(args: readonly string[]): Promise<Ended> {
  let text = ''
  const out = { write: (more: string) => (text += more) }
  const open = async () => ({ batch: db.batch, close: async () => {} })
  const now = () => new Date('2026-01-31T04:00:00.000Z')
  return { code: await runNetworkCommand(args, { now, out, err: out, open }), text }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** An extract with one street of so many nodes, from a place to the east. */
function street(count: number, lng: number, lat: number): string {
  const nodes = Array.from(
    { length: count },
    (_, index): OsmNode => ({ id: index + 1, lng: lng + index / 1000, lat }),
  )
  return osmXml(nodes, [{ id: 1, refs: nodes.map(({ id }) => id), tags: { highway: 'footway' } }])
}

const inUse = async () =>
  await db.rows('SELECT edges, attribution, date FROM walking_network WHERE in_use = 1')

describe('npm run network', () => {
  it('builds a network, loads it as the city’s, and tells what it left out', async () => {
    const told = await run([join(folder, 'a.osm'), '--date', '2026-01-30'])
    expect(told).toMatchObject({ code: 0, text: expect.stringContaining('network is loaded') })
    expect(told.text).toContain('not connected, left out: 0')
    expect(await inUse()).toEqual([
      { edges: 4, attribution: '© OpenStreetMap contributors', date: '2026-01-30' },
    ])
  })

  it('writes a file, from which the same network is loaded later', async () => {
    const out = join(folder, 'built.gz')
    const built = await run([await file('b.osm', street(7, 111.87, 34.75)), '--out', out])
    expect(built).toMatchObject({ code: 0, text: expect.stringContaining('6 条边 edges') })
    expect((await unpackNetwork(await readFile(out))).flags).toHaveLength(6)
    expect(await run([out])).toMatchObject({ code: 0 })
    expect(await inUse()).toMatchObject([{ edges: 6 }])
  })

  it('cuts to the city, and to some streets around it', async () => {
    const { bounds } = await readCity('yima')
    expect(await run([await file('c.osm', street(100, bounds[2] - 0.0305, 34.75))])).toMatchObject({
      code: 0,
    })
    expect(await inUse()).toMatchObject([{ edges: 50 }])
    const out = join(folder, 'cut.gz')
    await run([join(folder, 'c.osm'), '--city', 'yima', '--out', out])
    expect((await unpackNetwork(await readFile(out))).flags).toHaveLength(50)
  })

  it('reads GeoJSON once it is told whose it is', async () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [111.87, 34.75],
        [111.871, 34.75],
      ],
    }
    const lines = await file('d.geojson', JSON.stringify({ type: 'Feature', properties: {}, geometry: line }))
    expect(await run([lines])).toMatchObject({ code: 2, text: expect.stringContaining('--licence') })
    const named = ['--attribution', '义马市', '--licence', 'CC BY 4.0', '--crs', 'gcj02']
    expect(await run([lines, ...named])).toMatchObject({ code: 0 })
    expect(await inUse()).toEqual([{ edges: 1, attribution: '义马市', date: null }])
  })

  it('leaves the old network in use when something is wrong with the new one', async () => {
    const before = await inUse()
    const far = join(folder, 'far.gz')
    await run([await file('e.osm', street(5, 9.5, 47.1)), '--out', far])
    const built = await readFile(far)
    for (const [path, code, words] of [
      [far, 1, 'outside the city'],
      [join(folder, 'e.osm'), 2, 'no street'],
      [await file('broken.gz', built.subarray(0, -20)), 2, 'damaged'],
      [await file('text.txt', 'not a street'), 2, 'No streets'],
      [join(folder, 'missing.osm'), 2, 'cannot be read'],
    ] as const) {
      expect(await run([path]), path).toMatchObject({ code, text: expect.stringContaining(words) })
    }
    expect(await inUse()).toEqual(before)
  })

  it('asks for a city where there is none', () => {
    expect(withoutCity).toMatchObject({ code: 2, text: expect.stringContaining('There is no city yet') })
  })

  it('does all that in a process of its own', async () => {
    const child = spawn(process.execPath, [cli, join(folder, 'a.osm'), '--state', db.state])
    const code = await new Promise((done) => child.once('close', done))
    expect(code).toBe(0)
    expect(await inUse()).toMatchObject([{ edges: 4, date: null }])
  })

  it('tells how it is used', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('npm run network') })
  })

  it.each([
    [[]],
    [['a.osm', 'b.osm']],
    [['a.osm', '--crs', 'wgs']],
    [['a.osm', '--date', 'lately']],
    [['a.osm', '--date', '2026-02-41']],
    [['a.osm', '--out', 'b', '--remote']],
    [['a.osm', '--remote', '--state', 'b']],
    [['a.osm', '--fast']],
  ])('makes no sense of %j', (args) => {
    expect(() => parseNetworkOptions(args)).toThrow(UsageError)
  })

  it('takes a system of coordinates for GeoJSON only', async () => {
    expect(await run([join(folder, 'a.osm'), '--crs', 'gcj02'])).toMatchObject({ code: 2 })
  })
})
