/**
 * How long a slow phone waits for the first list: Chromium with the network of slow 4G and a quarter of the processor,
 * a first visit and a second one. The moment counts at which rows are there and a filter that is tapped reacts.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { launch } from '../e2e/chromium.ts'
import { type BenchRow, median } from './client.ts'

/** Slow 4G: bits a second, and milliseconds on the way there and back. */
const network = { down: 1_600_000, up: 750_000, latency: 150 } as const
/** How much slower than this machine the phone is. */
const CPU_RATE = 4
/** Milliseconds within which the list is to be usable. */
const limits = { first: 2_000, second: 800 } as const
const RUNS = 5
/** From a community, and by somebody who has never said from where they walk. */
const addresses = { from: '/?from=411281001005', nowhere: '/' } as const
const phone = { width: 390, height: 844 }

/** What the page notes of itself, in milliseconds since the navigation began. */
interface Noted {
  /** the list's first row */
  rows: number
  /** a filter that was tapped right then has been switched */
  reacts: number
}

declare global {
  interface Window {
    firstList?: Promise<Noted>
  }
}

/** Runs in the page before anything of the site. */
function watchList(): void {
  window.firstList = new Promise((resolve) => {
    const noted: Noted = { rows: 0, reacts: 0 }
    let chip: HTMLElement | null = null
    const watcher = new MutationObserver(() => {
      if (noted.rows === 0 && document.querySelector('main a.row')) {
        noted.rows = performance.now()
        // once what was drawn is on the glass
        requestAnimationFrame(() =>
          setTimeout(() => {
            chip = document.querySelector<HTMLElement>('main button[aria-pressed="false"]')
            chip?.click()
          }),
        )
      } else if (chip?.getAttribute('aria-pressed') === 'true') {
        watcher.disconnect()
        noted.reacts = performance.now()
        resolve(noted)
      }
    })
    watcher.observe(document, { subtree: true, childList: true, attributes: true })
  })
}

async function slowDown(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.latency,
    downloadThroughput: network.down / 8,
    uploadThroughput: network.up / 8,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE })
  return devtools
}

/** One visit on a page of its own. */
async function visit(context: BrowserContext, address: string): Promise<Noted & { bytes: number }> {
  const page = await context.newPage()
  const devtools = await slowDown(page)
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.addInitScript(watchList)
  await page.goto(address, { waitUntil: 'commit' })
  const noted = await page.evaluate(() => window.firstList)
  const sofar = bytes
  if (!noted) throw new Error('the page was not watched')
  if (process.env['TELL']) await tellWay(page)
  await page.close()
  return { ...noted, bytes: sofar }
}

/** Prints when what was fetched began and ended: `TELL=1 node test/bench/first-list.ts`. */
async function tellWay(page: Page): Promise<void> {
  const rows = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].flatMap(
      (entry) =>
        entry instanceof PerformanceResourceTiming
          ? [{ name: entry.name, from: entry.startTime, to: entry.responseEnd, size: entry.transferSize }]
          : [],
    ),
  )
  for (const { name, from, to, size } of rows) {
    console.log(`    ${from.toFixed(0).padStart(5)} – ${to.toFixed(0).padStart(5)}  ${size}  ${name}`)
  }
}

/** Waits until the site can be opened without network, if it ever can. */
async function settle(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto(addresses.from)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.waitForTimeout(3_000)
  await page.close()
}

/** A page of so many bytes without a script: what the network alone takes. */
async function plainPage(bytes: number): Promise<{ origin: string; server: Server }> {
  const text = Array.from({ length: Math.ceil(bytes / 12) }, () =>
    Math.random().toString(36).slice(2, 13),
  ).join(' ')
  const body = `<!doctype html><title>plain</title><p hidden>${text.slice(0, bytes)}</p>`
  const server = createServer((_request, response) => response.end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('the reference has no port')
  return { origin: `http://127.0.0.1:${at.port}/`, server }
}

async function plainVisit(browser: Browser, origin: string): Promise<number> {
  const context = await browser.newContext({ viewport: phone })
  const page = await context.newPage()
  await slowDown(page)
  await page.goto(origin, { waitUntil: 'load' })
  const took = await page.evaluate(() => performance.now())
  await context.close()
  return took
}

/** Milliseconds of a fixed piece of work on the slowed processor: tells machines, and their bad moments, apart. */
async function processor(browser: Browser): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await slowDown(page)
  const took = await page.evaluate(() => {
    const begun = performance.now()
    const words = Array.from({ length: 120_000 }, (_, at) => `${(at * 7_919) % 10_007}`)
    words.sort()
    return performance.now() - begun
  })
  await context.close()
  return took
}

const row = (name: string, ours: number, reference: number): BenchRow => ({
  name,
  ours,
  reference,
  ratio: ours / reference,
  unit: 'ms',
})

/** First and second visit, each against a page of the same bytes without script. */
export async function firstListBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-first-'))
  await prepareDatabase(state)
  const site = await serve(0, state)
  const browser = await launch()
  const make = () =>
    browser.newContext({
      baseURL: site.origin,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: phone,
    })
  try {
    // the isolate is warm for everybody but one
    await fetch(`${site.origin}/api/outlets`)
    const firsts: Awaited<ReturnType<typeof visit>>[] = []
    const fromNowhere: typeof firsts = []
    const seconds: typeof firsts = []
    const work: number[] = []
    for (let run = 0; run < RUNS; run++) {
      for (const [visits, address] of [
        [firsts, addresses.from],
        [fromNowhere, addresses.nowhere],
      ] as const) {
        const context = await make()
        visits.push(await visit(context, address))
        await context.close()
      }
      work.push(await processor(browser))
    }
    const context = await make()
    await settle(context)
    for (let run = 0; run < RUNS; run++) seconds.push(await visit(context, addresses.from))
    await context.close()
    const bytes = median(firsts.map((noted) => noted.bytes))
    const plain = await plainPage(bytes)
    const plains: number[] = []
    for (let run = 0; run < RUNS; run++) plains.push(await plainVisit(browser, plain.origin))
    plain.server.close()
    const reference = median(plains)
    console.log(
      `  ${(bytes / 1024).toFixed(0)} KB before the list; the work of reference takes ${median(work).toFixed(0)} ms on the slowed processor`,
    )
    const of = (visits: typeof firsts, what: keyof Noted) => median(visits.map((noted) => noted[what]))
    return [
      row(`first visit, rows there (at most ${limits.first})`, of(firsts, 'rows'), reference),
      row('first visit, filters react', of(firsts, 'reacts'), reference),
      row('first visit without a start, rows there', of(fromNowhere, 'rows'), reference),
      row('first visit without a start, filters react', of(fromNowhere, 'reacts'), reference),
      row(`second visit, rows there (at most ${limits.second})`, of(seconds, 'rows'), reference),
      row('second visit, filters react', of(seconds, 'reacts'), reference),
    ]
  } finally {
    await browser.close()
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, ours, reference, ratio } of await firstListBench()) {
    console.log(
      `  ${name.padEnd(52)} ${ours.toFixed(0)} ms, reference ${reference.toFixed(0)}: ratio ${ratio.toFixed(2)}`,
    )
  }
}
