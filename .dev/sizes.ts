/**
 * The size limits of the build (issue: an old phone in a weak network): what must arrive before the list is
 * usable. Fails the build above them, and prints what each part weighs, gzipped.
 */

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { root } from './run.ts'
import { closureOf, fileList, type Manifest } from './service-worker.ts'

const limits = { script: 95, style: 15 } as const

const manifest: Manifest = JSON.parse(readFileSync(`${root}dist/client/.vite/manifest.json`, 'utf8'))

const kilobytes = (file: string) =>
  gzipSync(readFileSync(`${root}dist/client/${file}`), { level: 9 }).length / 1024

const keys = closureOf(manifest, 'index.html')
const chunks = [...keys].flatMap((key) => manifest[key] ?? [])
const scripts = new Set(chunks.map((chunk) => chunk.file).filter((file) => file.endsWith('.js')))
const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []))

function report(name: keyof typeof limits, files: Set<string>): boolean {
  const rows = [...files].map((file) => ({ file, kb: kilobytes(file) })).sort((a, b) => b.kb - a.kb)
  const total = rows.reduce((sum, row) => sum + row.kb, 0)
  console.log(`${name} before the list: ${total.toFixed(1)} KB gzipped of ${limits[name]} KB`)
  for (const row of rows) console.log(`  ${row.kb.toFixed(1).padStart(6)}  ${row.file}`)
  return total <= limits[name]
}

/** What a device fetches in the background to be ready for the day without network. */
function reportKept(): void {
  const { first, rest } = fileList()
  const total = [...first, ...rest].reduce((sum, file) => sum + kilobytes(file), 0)
  console.log(
    `kept for no network: ${total.toFixed(0)} KB gzipped in ${first.length + rest.length} files; sw.js ${kilobytes('sw.js').toFixed(1)} KB`,
  )
}

const within = [report('script', scripts), report('style', styles)]
reportKept()
if (within.includes(false)) {
  console.error('the build is too large for the phones it is made for')
  process.exit(1)
}
