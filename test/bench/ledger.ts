/**
 * The desk's table with 20,000 outlets in Chromium: what a frame takes while it scrolls, and what a key takes until what
 * it finds is laid out. The reference does in the same page what nobody can do without: it puts other texts into as many
 * plain cells as are seen. `npm exec -- node test/bench/ledger.ts`
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import type { Session } from '../../schema/contract/account.ts'
import type { Ledger, LedgerLine } from '../../schema/contract/ledger.ts'
import { LEDGER_A_PAGE } from '../../schema/contract/limits.ts'
import { launch } from '../e2e/chromium.ts'
import { type BenchRow, median } from './client.ts'
import { makeOutlets } from './outlets.ts'

const OUTLETS = 20_000
const FRAMES = 240

const session: Session = {
  stage: 'full',
  account: {
    handle: 'bench',
    role: 'city',
    area: { code: '411281', name: '义马', nameEn: 'Yima' },
    outlets: [],
    sample: false,
  },
  fresh: true,
}

function madeLedger(): LedgerLine[] {
  return makeOutlets(OUTLETS).map(({ geometry, properties }, at) => ({
    id: `bench${String(at).padStart(5, '0')}`,
    version: '2026-03-01T00:00:00.000Z',
    source: 'ledger',
    fields: {
      name: properties.name,
      type: properties.type,
      address: `千秋路 ${at} 号`,
      position: [geometry.coordinates[0], geometry.coordinates[1]],
      circle: properties.circle,
      hours: properties.hours,
      hoursText: null,
      phone: properties.phone,
      services: [...properties.services],
      payment: { cash: true, bank_card: null, mobile_pay: true },
      accessibility: { step_free: null, seat: null, hearing_aid: null, sight_aid: null, elder_counter: null },
      delivery: { night_delivery: null, instant_delivery: null },
      chain: null,
      credit: at % 3 === 0 ? 'B' : null,
      honest: at % 7 === 0,
      status: properties.status,
    },
    confirmedAt: at % 2 === 0 ? '2026-02-01' : null,
    confirmedBy: at % 2 === 0 ? 'staff' : null,
    disputed: false,
    holder: null,
    waiting: 0,
  }))
}

/** Answers for the worker, so that what is measured is the page. */
async function answerFor(page: Page): Promise<void> {
  const lines = madeLedger()
  await page.route('**/api/session', (route) => route.fulfill({ json: session }))
  await page.route('**/api/desk/outlets*', (route) => {
    const after = new URL(route.request().url()).searchParams.get('after')
    const from = after === null ? 0 : lines.findIndex(({ id }) => id === after) + 1
    const rows = lines.slice(from, from + LEDGER_A_PAGE)
    const json: Ledger = {
      rows,
      next: from + rows.length < lines.length ? (rows.at(-1)?.id ?? null) : null,
      total: after === null ? lines.length : null,
    }
    return route.fulfill({ json })
  })
}

/** Milliseconds of each turn. */
type Measure = (page: Page) => Promise<number[]>

/** Pixels that a frame scrolls: a notch of the wheel in each, and ten rows as when the bar is pulled. */
const NOTCH = 120
const PULL = 440

/** Frames while the table scrolls `step` pixels in each of them. */
const scrolling = (page: Page, step: number): Promise<number[]> =>
  page.evaluate(
    async ({ frames, step }) => {
      const scroller = document.querySelector('.ledger-grid')
      if (!scroller) throw new Error('there is no table')
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const times: number[] = []
      scroller.scrollTop = 0
      let before = await frame()
      for (let at = 0; at < frames; at += 1) {
        scroller.scrollTop += step
        await frame()
        const now = performance.now()
        times.push(now - before)
        before = now
      }
      if (scroller.scrollTop < frames * step) throw new Error('the table came to its end')
      return times
    },
    { frames: FRAMES, step },
  )

/** From each of some keys until what it finds is laid out. */
const filtering: Measure = (page) =>
  page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('input[type="search"]')
    if (!input) throw new Error('there is no search')
    const turnOfEvents = () => new Promise((resolve) => setTimeout(resolve))
    const counts = new Set<string | null>()
    const texts = ['药', '大药', '大药房', '千秋路 12', '银杏', 'hm', 'hmd', '0398', '便利', '理发']
    const times: number[] = []
    for (let turn = 0; turn < 60; turn += 1) {
      const text = texts[turn % texts.length] ?? ''
      input.value = text
      const start = performance.now()
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await turnOfEvents()
      // A new table each time that nothing was found before.
      const grid = document.querySelector('.ledger-grid')
      times.push(grid?.scrollHeight === 0 ? Number.NaN : performance.now() - start)
      counts.add(grid?.ariaRowCount ?? null)
      await new Promise(requestAnimationFrame)
    }
    if (counts.size < texts.length / 2) throw new Error('what was typed was not looked for')
    input.value = ''
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await turnOfEvents()
    return times
  })

/** From a press on a column's header until the rows are laid out in its order. */
const sorting: Measure = (page) =>
  page.evaluate(async () => {
    const grid = document.querySelector<HTMLElement>('.ledger-grid')
    const [address, name] = ['address', 'name'].map((column) =>
      document.querySelector<HTMLElement>(`.head .${column}`),
    )
    if (!grid || !address || !name) throw new Error('there is no table')
    const turnOfEvents = () => new Promise((resolve) => setTimeout(resolve))
    const times: number[] = []
    for (let turn = 0; turn < 60; turn += 1) {
      const header = turn % 4 < 2 ? address : name
      const sorted = header.ariaSort
      const start = performance.now()
      header.click()
      while (header.ariaSort === sorted) await turnOfEvents()
      times.push(grid.scrollHeight > 0 ? performance.now() - start : Number.NaN)
      await new Promise(requestAnimationFrame)
    }
    return times
  })

/** Other texts in as many plain cells as are seen: with `frames` until the next frame, else until they are laid out. */
const plain = (page: Page, frames: boolean): Promise<number[]> =>
  page.evaluate(
    async ({ count, whole }) => {
      const grid = document.querySelector<HTMLElement>('.ledger-grid')
      if (!grid) throw new Error('there is no table')
      const [rows, cells] = [24, 12]
      const table = document.createElement('table')
      for (let row = 0; row < rows; row += 1) {
        const line = table.insertRow()
        for (let cell = 0; cell < cells; cell += 1) line.insertCell()
      }
      grid.hidden = true
      grid.after(table)
      const all = [...table.querySelectorAll('td')]
      const times: number[] = []
      await new Promise(requestAnimationFrame)
      for (let at = 0; at < count; at += 1) {
        const start = performance.now()
        all.forEach((cell, place) => {
          cell.textContent = `千秋路 ${at * rows + place} 号`
        })
        if (whole) await new Promise(requestAnimationFrame)
        times.push(table.offsetHeight > 0 ? performance.now() - start : Number.NaN)
        if (!whole) await new Promise(requestAnimationFrame)
      }
      table.remove()
      grid.hidden = false
      return times
    },
    { count: FRAMES, whole: frames },
  )

/** Measures all of it. A frame is what the page needs, not what a screen shows: Chromium is told not to wait for one. */
export async function ledgerBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-ledger-'))
  await prepareDatabase(state)
  const site = await serve(0, state)
  const browser = await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync'])
  try {
    const page = await browser.newPage({ baseURL: site.origin, viewport: { width: 1280, height: 800 } })
    await answerFor(page)
    await page.goto('/desk/ledger')
    await page.getByRole('grid').waitFor()
    await page.locator('progress').waitFor({ state: 'detached' })
    // The first time, what is kept for later is made.
    for (const measure of [filtering, sorting]) await measure(page)
    await scrolling(page, PULL)
    const row = (name: string, times: readonly number[], plainTimes: readonly number[]): BenchRow => {
      const [ours, reference] = [median(times), median(plainTimes)]
      return { name, ours, reference, ratio: ours / reference, unit: 'ms' }
    }
    const laidOut = await plain(page, false)
    const whole = await plain(page, true)
    return [
      row('ledger of 20,000: a frame, scrolled a notch', await scrolling(page, NOTCH), whole),
      row('ledger of 20,000: a frame, ten rows a frame', await scrolling(page, PULL), whole),
      row('ledger of 20,000: from a key to what it finds', await filtering(page), laidOut),
      row('ledger of 20,000: another column or direction', await sorting(page), laidOut),
    ]
  } finally {
    await browser.close()
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await ledgerBench())
