/**
 * How long a workbook of 10,000 rows takes at the desk in Chromium, read, checked, compared and loaded into the built
 * site on this machine, against the time allowed and against the command line's way from the same bytes; and whether
 * the page goes on answering meanwhile: `npm exec -- node test/bench/import-browser.ts`.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import writeXlsxFile from 'write-excel-file/node'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { checkFile, fieldsOf } from '../../schema/import/check.ts'
import { importCity } from '../../schema/import/city.ts'
import { nearDuplicates } from '../../schema/import/duplicates.ts'
import { randomId, runLoad } from '../../schema/import/load.ts'
import { readFile } from '../../schema/import/read.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { launch } from '../e2e/chromium.ts'
import { here, password, seedDesk } from '../e2e/desk-seed.ts'
import { temporaryDatabase } from '../schema/import-database.ts'
import type { BenchRow } from './client.ts'

const ROWS = 10_000
const ALLOWED_SECONDS = 90
/** What people take for at once (RAIL). */
const RESPONSIVE_MILLISECONDS = 100
const TIMEOUT = 180_000

const { city } = sampleCity()
const name = city.communities.find(({ code }) => code === here)?.name ?? ''

/** A workbook of made-up shops, all in the community of the staff who import it. */
function workbook(): Promise<Buffer> {
  const [west, south, east, north] = city.bounds
  const headers = ['店名', '业态', '地址', '经度', '纬度', '社区', '电话', '营业时间', '支付方式']
  const text = (value: string) => ({ value, type: String })
  const rows = Array.from({ length: ROWS }, (_, index) => [
    text(`第${index}号便利店`),
    text(index % 2 === 0 ? '便利店' : '药店'),
    text(`千秋路${index}号`),
    text((west + ((east - west) * ((index % 100) + 1)) / 102).toFixed(6)),
    text((south + ((north - south) * (Math.floor(index / 100) + 1)) / 102).toFixed(6)),
    text(name),
    text(`0398-58${String(index).padStart(5, '0')}`),
    text(index % 3 === 0 ? '早8点到晚9点' : '周一至周五 8:00-18:00'),
    text('现金、微信'),
  ])
  return writeXlsxFile([headers.map(text), ...rows]).toBuffer()
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ seconds: number; result: Result }> {
  const started = performance.now()
  const result = await work()
  return { seconds: (performance.now() - started) / 1000, result }
}

/** Seconds that the command line's way takes, from the bytes to a database of its own. */
async function byCommand(bytes: Uint8Array): Promise<number> {
  const checking = await timed(async () => {
    const reading = await readFile(bytes)
    const checked = await checkFile(reading, { ...reading, ...importCity(city) })
    nearDuplicates(
      [],
      checked.rows.map(({ at, row }) => ({ at, name: row.name, position: row.position })),
    )
    return {
      rows: checked.rows.map(({ row }) => row),
      carries: fieldsOf(reading, checked),
      newId: randomId,
    }
  })
  const db = await temporaryDatabase()
  try {
    const at = new Date().toISOString()
    await runLoad(db, { at, city: { city, centres: {}, sample: false } })
    const run = { id: randomId(), file: 'ledger.xlsx', sha256: '', refused: 0 }
    const loading = await timed(() => runLoad(db, { at, outlets: checking.result, run }))
    return checking.seconds + loading.seconds
  } finally {
    await db.close()
  }
}

/** Notes how long each frame of the page takes; gives them in milliseconds. */
async function watchFrames(page: Page): Promise<() => Promise<number[]>> {
  const frames = await page.evaluateHandle(() => {
    const taken: number[] = []
    let last = performance.now()
    const tick = (now: number) => {
      taken.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    return taken
  })
  return () => frames.jsonValue()
}

/** Does what staff do, from choosing the file to the last row; seconds, and the frames meanwhile. */
async function atTheDesk(page: Page, bytes: Buffer): Promise<{ seconds: number; frames: number[] }> {
  await page.goto('/desk/import')
  await page.getByRole('heading', { name: '选一个文件' }).waitFor()
  const frames = await watchFrames(page)
  const started = performance.now()
  await page.locator('input[type=file]').setInputFiles({
    name: '台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: bytes,
  })
  await page.getByRole('button', { name: '检查每一行' }).click()
  await page.getByRole('button', { name: `导入 ${ROWS} 行`, disabled: false }).click()
  await page.getByText('导入完成').waitFor()
  return { seconds: (performance.now() - started) / 1000, frames: await frames() }
}

const row = (title: string, ours: number, reference: number, unit: string): BenchRow => ({
  name: title,
  ours,
  reference,
  ratio: reference / ours,
  unit,
})

/** Measures one import; takes about a minute. */
export async function importBrowserBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  const bytes = await workbook()
  const command = await byCommand(bytes)
  const state = mkdtempSync(join(tmpdir(), 'yikezhong-import-bench-'))
  await prepareDatabase(state)
  await seedDesk(state)
  const site = await serve(0, state)
  const browser = await launch(['--disable-3d-apis'])
  try {
    const context = await browser.newContext({ baseURL: site.origin, locale: 'zh-CN' })
    context.setDefaultTimeout(TIMEOUT)
    const signedIn = await context.request.post('/api/session', {
      data: { handle: 'desk-community', password },
    })
    if (!signedIn.ok()) throw new Error(`signing in was answered ${signedIn.status()}`)
    const { seconds, frames } = await atTheDesk(await context.newPage(), bytes)
    const sorted = frames.toSorted((a, b) => a - b)
    const slow = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
    return [
      row(`${ROWS} rows in Chromium; reference: allowed`, seconds, ALLOWED_SECONDS, 's'),
      row('the same; reference: the command line’s way', seconds, command, 's'),
      row('99 of 100 frames meanwhile; reference: at once', slow, RESPONSIVE_MILLISECONDS, 'ms'),
      row(
        'the longest frame; reference: at once',
        sorted.at(-1) ?? Number.NaN,
        RESPONSIVE_MILLISECONDS,
        'ms',
      ),
    ]
  } finally {
    await browser.close()
    await site.close()
    rmSync(state, { recursive: true, force: true })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(await importBrowserBench())
