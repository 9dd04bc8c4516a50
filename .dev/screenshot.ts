/** `npm run screenshot`: takes the picture of the README anew, from the built site with the sample city. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../test/e2e/chromium.ts'
import { buildWhenStale } from './build.ts'
import { prepareDatabase } from './database.ts'
import { root } from './run.ts'
import { serve } from './server.ts'

/** A Tuesday evening in 银杏社区, as in the drawings. */
const moment = new Date('2026-11-24T20:36:00+08:00')
const address = '/?from=411281001005'

await buildWhenStale()
const state = mkdtempSync(join(tmpdir(), 'yikezhong-screenshot-'))
await prepareDatabase(state)
const site = await serve(0, state)
const browser = await launch()
try {
  const page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  await page.clock.install({ time: moment })
  await page.goto(`${site.origin}${address}`)
  await page.locator('canvas.maplibregl-canvas').waitFor()
  // Software WebGL takes its time to draw what a phone draws at once.
  await page.waitForTimeout(8_000)
  await page.screenshot({ path: `${root}.github/home-phone.png` })
} finally {
  await browser.close()
  await site.close()
  rmSync(state, { recursive: true, force: true })
}
