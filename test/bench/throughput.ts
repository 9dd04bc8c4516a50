/**
 * How much the outlet collection costs the server: its rate beside that of a trivial route of the same server, once
 * unchanged (304) and once with its compressed body. The server is the built worker in workerd with the sample city.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { type BenchRow, Client, type Load, median } from './client.ts'

/** Requests under way at a time. */
const CONCURRENCY = 8
/** Requests of one kind before it is the next one's turn: short turns share the machine's moods evenly. */
const TURN = 80
const TURNS = 30

/** Requests a second over one turn. */
async function rate(client: Client, load: Load): Promise<number> {
  let left = TURN
  const started = performance.now()
  const worker = async () => {
    while (left-- > 0) await client.send(load)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return TURN / ((performance.now() - started) / 1000)
}

/**
 * Measures both; the ratio is the median of the ratios of neighbouring turns.
 * @throws Error when the server answers otherwise than it should, such as without compression
 */
export async function throughputBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-throughput-'))
  await prepareDatabase(state)
  const site = await serve(0, state)
  const client = new Client(site.origin, CONCURRENCY)
  try {
    const zipped = { 'Accept-Encoding': 'gzip' }
    const whole: Load = { path: '/api/outlets', headers: zipped, status: 200 }
    const { etag, 'content-encoding': encoding } = (await client.send(whole)).headers
    if (encoding !== 'gzip' || etag === undefined) throw new Error('the collection came without gzip or ETag')
    const unchanged: Load = { ...whole, headers: { ...zipped, 'If-None-Match': etag }, status: 304 }
    const trivial: Load = { path: '/api/health', headers: zipped, status: 200 }

    const rates: Record<'trivial' | 'unchanged' | 'whole', number[]> = {
      trivial: [],
      unchanged: [],
      whole: [],
    }
    for (let turn = 0; turn < TURNS; turn++) {
      rates.trivial.push(await rate(client, trivial))
      rates.unchanged.push(await rate(client, unchanged))
      rates.whole.push(await rate(client, whole))
    }
    const row = (name: string, ours: readonly number[]): BenchRow => ({
      name,
      ours: median(ours),
      reference: median(rates.trivial),
      ratio: median(ours.map((rate, turn) => rate / (rates.trivial[turn] ?? Number.NaN))),
      unit: 'requests/s',
    })
    return [
      row('GET /api/outlets, unchanged (304)', rates.unchanged),
      row('GET /api/outlets, with its body', rates.whole),
    ]
  } finally {
    client.close()
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}
