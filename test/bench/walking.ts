/**
 * Walking along streets, in Node and where residents do it, in a browser: times from a place, areas while a pin is
 * dragged, and the memory of a network. `npm exec -- node test/bench/walking.ts`
 */

import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { edgeGrid } from '../../schema/rules/walking/edge-grid.ts'
import { ReachBuffer } from '../../schema/rules/walking/reach.ts'
import { measureInChromium } from './chromium.ts'
import type { BenchRow } from './client.ts'
import { madeNetwork } from './made-network.ts'
import { neighboursOf } from './textbook-dijkstra.ts'
import { measureWalking, NODES } from './walking-measure.ts'

/** Megabytes that stay allocated by some work, outside of the heap as well. */
function megabytesOf(work: () => unknown): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = () => {
    // twice: what the first one lets go of may have held something
    collect()
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  const kept = work()
  const after = used()
  if (kept === undefined) throw new Error('nothing was kept')
  return (after - before) / 1e6
}

function measureMemory(): BenchRow {
  const network = madeNetwork(NODES)
  const reference = megabytesOf(() => neighboursOf(network))
  const ours = megabytesOf(() => {
    const town = madeNetwork(NODES)
    return [town, edgeGrid(town), new ReachBuffer(town)]
  })
  return {
    name: 'memory of a network, grid and search included',
    ours: Number(ours.toFixed(1)),
    reference: Number(reference.toFixed(1)),
    ratio: Number((reference / ours).toFixed(1)),
    unit: 'MB',
  }
}

/** All rows; the ratio is how many times quicker or smaller than the textbook's search and its lists ours is. */
export async function walkingBench(): Promise<BenchRow[]> {
  const inNode = measureWalking().map((row) => ({ ...row, name: `${row.name}, Node` }))
  const inChromium = (await measureInChromium<BenchRow[]>('walking-measure.ts', 'measureWalking')).map(
    (row) => ({ ...row, name: `${row.name}, Chromium` }),
  )
  return [...inNode, ...inChromium, measureMemory()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await walkingBench())
