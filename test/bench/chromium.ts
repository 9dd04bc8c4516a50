/** Measuring in a browser what is not a page of the site. */

import { build } from 'vite'
import { root } from '../../.dev/run.ts'
import { launch } from '../e2e/chromium.ts'

/** A module of this folder as one script that leaves its functions in `globalThis.bench`. */
async function script(module: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      lib: { entry: `${root}test/bench/${module}`, formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

/**
 * Calls a function of a module in Chromium.
 * @param module file of this folder
 * @param name of a function that the module exports and that takes nothing
 * @returns what it gives
 */
export async function measureInChromium<Measured>(module: string, name: string): Promise<Measured> {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await script(module) })
    return await page.evaluate<Measured>(`bench.${name}()`)
  } finally {
    await browser.close()
  }
}
