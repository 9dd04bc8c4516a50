/**
 * Finding among 10,000 outlets, measured where residents do it: in a browser. The median of every query is to stay
 * below 16 ms, one frame of a screen. `npm exec -- node test/bench/finder.ts`
 */

import { fileURLToPath } from 'node:url'
import { measureInChromium } from './chromium.ts'
import type { FinderRow } from './finder-measure.ts'

/** Runs the measurement in Chromium; the last row is the index that is made once, when the list arrives. */
export function finderBench(): Promise<FinderRow[]> {
  return measureInChromium('finder-measure.ts', 'measureFinder')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await finderBench())
