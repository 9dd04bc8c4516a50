/**
 * Builds `/sw.js` with the list of the files that it keeps: the shell, what stands before the list, and everything that
 * residents' pages are made of. Which those are follows from where they lie, so that a new page is among them by itself.
 */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { contentSecurityPolicy } from '../worker/guard/headers.ts'
import { root } from './run.ts'

/** An entry of vite's `manifest.json`. */
export interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
  assets?: string[]
  isEntry?: boolean
  src?: string
}
export type Manifest = Readonly<Record<string, Chunk>>

/** Capabilities of those who have an account: they need the network for everything they do. */
const accountFolders = ['staff', 'merchant', 'accounts']
const ENTRY = 'index.html'
/** The texts of the first page and of what is around every page (`web/shell/words.ts`). */
const FIRST_WORDS = 'messages'

/** A chunk and everything it imports statically. */
export function closureOf(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key]?.imports ?? []) closureOf(manifest, next, seen)
  return seen
}

/** The part of the texts that a file of `web/shell/locales` holds, by the name under which pages speak it. */
function partOf(localeSource: string): string | null {
  return /^export const (\w+)/m.exec(localeSource)?.[1] ?? null
}

/**
 * Whether a page that residents open leads to a chunk.
 * @param key its key in the manifest: the source's address under `web`
 * @param spoken parts of the texts that sources outside of the accounts' capabilities speak
 * @param sourceOf text of a source
 */
function isForResidents(
  key: string,
  spoken: ReadonlySet<string>,
  sourceOf: (key: string) => string,
): boolean {
  if (accountFolders.some((folder) => key.startsWith(`${folder}/`))) return false
  if (!key.startsWith('shell/locales/')) return true
  const part = partOf(sourceOf(key))
  return part === null || part === FIRST_WORDS || spoken.has(part)
}

/**
 * The files to keep, in the order in which they are wanted.
 * @param manifest of the build
 * @param spoken and `sourceOf` as for one chunk
 * @returns `first`: what stands before the list; `rest`: everything that residents can reach from there
 */
export function keptFiles(
  manifest: Manifest,
  spoken: ReadonlySet<string>,
  sourceOf: (key: string) => string,
): { first: string[]; rest: string[] } {
  const filesOf = (keys: Iterable<string>) =>
    [...keys].flatMap((key) => {
      const { file, css = [], assets = [] } = manifest[key] ?? { file: '' }
      return [file, ...css, ...assets].filter(Boolean)
    })
  const seen = closureOf(manifest, ENTRY)
  const first = new Set(filesOf(seen))
  const reached = [...seen]
  for (const key of reached) {
    const { dynamicImports = [] } = manifest[key] ?? {}
    for (const next of dynamicImports) {
      if (!isForResidents(next, spoken, sourceOf)) continue
      for (const found of closureOf(manifest, next)) {
        if (seen.has(found)) continue
        seen.add(found)
        reached.push(found)
      }
    }
  }
  const rest = new Set(filesOf(reached))
  return { first: [...first], rest: [...rest].filter((file) => !first.has(file)) }
}

/** Parts of the texts that sources outside of the accounts' capabilities speak: `t('wishes.form.why')` speaks `wishes`. */
export function spokenParts(folder = `${root}web`): Set<string> {
  const spoken = new Set<string>()
  const left = new Set([...accountFolders, 'locales', 'service-worker'])
  const read = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name)
      if (entry.isDirectory()) {
        if (!left.has(entry.name)) read(inside)
      } else if (/\.(?:vue|ts)$/.test(entry.name)) {
        for (const [, part] of readFileSync(inside, 'utf8').matchAll(/['"`](\w+)\.[\w$]/g))
          spoken.add(part ?? '')
      }
    }
  }
  read(folder)
  return spoken
}

const hashOf = (...texts: string[]) => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text)
  return hash.digest('hex').slice(0, 16)
}

/** What the service worker keeps, for it and for `.dev/sizes.ts`. */
export function fileList(): { first: string[]; rest: string[] } {
  const manifest: Manifest = JSON.parse(readFileSync(`${root}dist/client/.vite/manifest.json`, 'utf8'))
  return keptFiles(manifest, spokenParts(), (key) => readFileSync(`${root}web/${key}`, 'utf8'))
}

/** Writes `dist/client/sw.js`; the site must have been built. */
async function buildServiceWorker(): Promise<void> {
  const { first, rest } = fileList()
  // The shell comes with the policy of pages, which follows the configuration: another one is another shell.
  const revision = hashOf(
    readFileSync(`${root}dist/client/index.html`, 'utf8'),
    readFileSync(`${root}wrangler.toml`, 'utf8'),
    contentSecurityPolicy([]),
  )
  const entry = (file: string) => ({ url: `/${file}`, revision: null })
  const files = {
    first: [{ url: '/shell', revision }, ...first.map(entry)],
    rest: rest.map(entry),
  }
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    define: { __FILES__: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: ['chrome94', 'safari15.4', 'firefox93'],
      minify: true,
      lib: { entry: `${root}web/shell/service-worker/worker.ts`, formats: ['iife'], name: 'worker' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('the service worker was not built')
  writeFileSync(`${root}dist/client/sw.js`, output.output[0].code)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildServiceWorker()
