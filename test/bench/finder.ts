/**
 * Finding among 10,000 outlets, measured where residents do it: in a browser. The median of every query is to stay
 * below 16 ms, one frame of a screen. `npm exec -- node test/bench/finder.ts`
 */

import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { root } from '../../.dev/run.ts'
import { launch } from '../e2e/chromium.ts'
import type { FinderRow } from './finder-measure.ts'

/** `finder-measure.ts` as one script that leaves its functions in `globalThis.bench`. */
async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      lib: { entry: `${root}test/bench/finder-measure.ts`, formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

/** Runs the measurement in Chromium; the last row is the index that is made once, when the list arrives. */
export async function finderBench(): Promise<FinderRow[]> {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await script() })
    return await page.evaluate<FinderRow[]>('bench.measureFinder()')
  } finally {
    await browser.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await finderBench())
