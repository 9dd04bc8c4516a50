/** Serves a page with a photo to choose, under the site's own policies, and keeps what it sends. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { site } from './site-of-file.ts'

const root = fileURLToPath(new URL('../web/photo-page', import.meta.url))
const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
}

export interface PhotoSite {
  origin: string
  /** the bytes of the photos that the page has sent, in order */
  taken: Buffer[]
  close: () => Promise<void>
}

/** The page's files by their names. */
async function files(): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    plugins: [vue()],
    build: { write: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })
  const [result] = [built].flat()
  if (!result || !('output' in result)) throw new Error('nothing was built')
  return new Map(
    result.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  )
}

/** Under what the site's documents run, and its scripts. */
async function policies(): Promise<{ page: string; asset: string }> {
  const document = await fetch(site())
  const script = /src="(\/assets\/[^"]+)"/.exec(await document.text())?.[1]
  const asset = await fetch(`${site()}${script}`, { method: 'HEAD' })
  const policyOf = ({ headers }: Response) => headers.get('Content-Security-Policy') ?? "default-src 'none'"
  return { page: policyOf(document), asset: policyOf(asset) }
}

/** Builds the page and serves it on a port of its own. */
export async function servePhotoPage(): Promise<PhotoSite> {
  const [built, policy] = [await files(), await policies()]
  const taken: Buffer[] = []
  const server = createServer(async (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html'
    if (request.method === 'POST') {
      taken.push(await buffer(request))
      response.writeHead(204).end()
      return
    }
    const file = built.get(name)
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const kind = name.slice(name.lastIndexOf('.') + 1)
    response.writeHead(200, {
      'Content-Type': types[kind] ?? 'application/octet-stream',
      'Content-Security-Policy': kind === 'html' ? policy.page : policy.asset,
      'X-Content-Type-Options': 'nosniff',
    })
    response.end(file)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return address.port
}
