/**
 * Walking along streets, in Node and where residents do it, in a browser: times from a place, areas while a pin is
 * dragged, and the memory of a network. `npm exec -- node test/bench/walking.ts`
 */

import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { build } from 'vite'
import { root } from '../../.dev/run.ts'
import { edgeGrid } from '../../schema/rules/walking/edge-grid.ts'
import { ReachBuffer } from '../../schema/rules/walking/reach.ts'
import { launch } from '../e2e/chromium.ts'
import type { BenchRow } from './client.ts'
import { madeNetwork } from './made-network.ts'
import { neighboursOf } from './textbook-dijkstra.ts'
import { measureWalking, NODES } from './walking-measure.ts'

/** `walking-measure.ts` as one script that leaves its functions in `globalThis.bench`. */
async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      lib: { entry: `${root}test/bench/walking-measure.ts`, formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

async function measureInChromium(): Promise<BenchRow[]> {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await script() })
    return await page.evaluate<BenchRow[]>('bench.measureWalking()')
  } finally {
    await browser.close()
  }
}

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
  const inChromium = (await measureInChromium()).map((row) => ({ ...row, name: `${row.name}, Chromium` }))
  return [...inNode, ...inChromium, measureMemory()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await walkingBench())
