/** What `npm run network` does with its arguments, apart from the process that it runs in. */

import { readFile, writeFile } from 'node:fs/promises'
import { networkShareInside } from '../../catalog/network-refusals.ts'
import { shareInside } from '../../rules/walking/inside.ts'
import { edgeCount, type NetworkSource, nodeCount, type WalkingNetwork } from '../../rules/walking/network.ts'
import { BadNetwork, packNetwork } from '../../rules/walking/network-file.ts'
import { loadedCity, readCity } from '../city.ts'
import { messageOf } from '../command.ts'
import type { OpenDatabase } from '../database.ts'
import type { Database } from '../load.ts'
import { networkFileOf, networkStatements } from '../network-statements.ts'
import { UsageError } from '../options.ts'
import type { Bounds } from '../position.ts'
import type { ExitCode, Output } from '../surroundings.ts'
import { UnreadableFile } from '../types.ts'
import { type BuildStep, buildNetwork, type NetworkReport } from './build.ts'
import { aroundCity } from './margin.ts'
import { type OpenedStreets, openStreets, osmSource } from './open.ts'
import { help, type NetworkOptions, parseNetworkOptions } from './options.ts'

/** What the command has around it. */
export interface NetworkSurroundings {
  now: () => Date
  out: Output
  err: Output
  /** the database that the options name */
  open: (options: NetworkOptions) => Promise<OpenDatabase>
}

/** @throws UsageError when it is not known whose data it is */
function sourceOf(
  kind: OpenedStreets['kind'],
  { attribution, licence, date, crs }: NetworkOptions,
): NetworkSource {
  if (kind !== 'geojson' && crs !== undefined) {
    throw new UsageError('--crs 只用于 GeoJSON。 --crs goes with GeoJSON.')
  }
  const told = { attribution, licence, ...(kind === 'osm' ? osmSource : {}) }
  if (!told.attribution?.trim() || !told.licence?.trim()) {
    throw new UsageError(
      '请用 --attribution 和 --licence 写明来源和许可。 --attribution and --licence: whose data is it?',
    )
  }
  return { attribution: told.attribution, licence: told.licence, date: date ?? null, sample: false }
}

const stepWords: Readonly<Record<BuildStep, string>> = {
  ways: '1/3 读取街道 reading streets',
  positions: '2/3 读取位置 reading positions',
  joining: '3/3 连接路网 joining them',
}

const kilometres = (metres: number) => `${(metres / 1000).toFixed(1)} km`

function reportText(report: NetworkReport): string {
  const { walked, notWalked, barriers, cut, repeated, parts, partMetres, metres, stepsMetres } = report
  return [
    `  街道 streets: 可步行 walked ${walked}, 不可步行 not walked ${notWalked}, 障碍 closed barriers ${barriers}`,
    `  长度 length: ${kilometres(metres)}, 其中台阶 of it steps ${kilometres(stepsMetres)}`,
    `  未连通，已略去 not connected, left out: ${parts} 处 parts, ${kilometres(partMetres)}`,
    `  边界外，已略去 cut at the edge: ${cut}; 重复 repeated: ${repeated}`,
    '',
  ].join('\n')
}

/** The network of a file, with what is told about it. */
async function networkFrom(
  options: NetworkOptions,
  within: Bounds | undefined,
  out: Output,
): Promise<WalkingNetwork> {
  const bytes = await readBytes(options.file)
  const opened = await openStreets(bytes, options.crs ?? 'wgs84')
  if (opened.kind === 'network') return opened.network
  const { network, report } = await buildNetwork(opened.scan, sourceOf(opened.kind, options), {
    within: within && aroundCity(within),
    onStep: (step) => out.write(`  ${stepWords[step]}\n`),
  })
  out.write(reportText(report))
  return network
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    throw new UnreadableFile(
      `读不到文件。 The file cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

const summary = (network: WalkingNetwork, bytes: number) =>
  `${nodeCount(network)} 个节点 nodes, ${edgeCount(network)} 条边 edges, ${Math.ceil(bytes / 1000)} kB, ` +
  `数据日期 data of ${network.source.date ?? '—'} (${network.source.attribution}, ${network.source.licence})\n`

async function write(options: NetworkOptions, outFile: string, out: Output): Promise<ExitCode> {
  const city = options.city === undefined ? undefined : await readCity(options.city)
  const network = await networkFrom(options, city?.bounds, out)
  const packed = await packNetwork(network)
  await writeFile(outFile, packed)
  out.write(`${outFile}: ${summary(network, packed.length)}`)
  return 0
}

async function load(db: Database, options: NetworkOptions, around: NetworkSurroundings): Promise<ExitCode> {
  const loaded = await loadedCity(db)
  if (!loaded) {
    throw new UsageError(
      '数据库里还没有城市，请先运行 npm run import -- --city。 There is no city yet: npm run import -- --city.',
    )
  }
  const { bounds } = options.city === undefined ? loaded : await readCity(options.city)
  const network = await networkFrom(options, bounds, around.out)
  if (shareInside(network, loaded.bounds) < networkShareInside) {
    around.err.write(
      `路网大多不在${loaded.name}，未载入。 Most of it lies outside the city; nothing is loaded.\n`,
    )
    return 1
  }
  const file = await networkFileOf(network)
  await db.batch(networkStatements(file, around.now().toISOString()))
  around.out.write(`路网已载入 the network is loaded: ${summary(network, file.packed.length)}`)
  return 0
}

async function run(options: NetworkOptions, around: NetworkSurroundings): Promise<ExitCode> {
  if (options.outFile !== undefined) return await write(options, options.outFile, around.out)
  const db = await around.open(options)
  try {
    return await load(db, options, around)
  } finally {
    await db.close()
  }
}

/**
 * Does what the arguments say, and tells about it.
 * @param args the arguments after the script's name
 * @throws what nobody foresaw; nothing has been loaded then
 */
export async function runNetworkCommand(
  args: readonly string[],
  around: NetworkSurroundings,
): Promise<ExitCode> {
  try {
    const options = parseNetworkOptions(args)
    if (options) return await run(options, around)
    around.out.write(help)
    return 0
  } catch (error) {
    const message = error instanceof BadNetwork ? error.message : messageOf(error, 'network')
    if (message === null) throw error
    around.err.write(`${message}\n`)
    return error instanceof BadNetwork && error.fault === 'large' ? 1 : 2
  }
}
