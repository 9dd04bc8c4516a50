/** Documents of the site, and what tells search engines of them. Hashed files do not come this way (wrangler.toml). */

import { type Context, Hono } from 'hono'
import { type PageAt, type PublicPage, pageAt } from '../../schema/catalog/pages.ts'
import { ProblemError, refuseMethod } from '../guard/problem.ts'
import { publicText } from '../guard/public-read.ts'
import { dayAt } from '../guard/time.ts'
import { readOutletDates } from '../places/dates-store.ts'
import { cityAt, currentRevision } from '../places/memory.ts'
import { readPage } from './pages.ts'
import { bareShell, shellOf } from './shell.ts'
import { filesOf, mappedPages, robotsText, sitemapIndex, sitemapOf } from './sitemap.ts'
import { missingPage } from './text-page.ts'
import type { Reader } from './told.ts'
import { documentLanguages, wordsIn } from './words/words.ts'
import { writtenInto } from './write.ts'

type Site = Context<{ Bindings: Env }>

const documentMethods = ['GET', 'HEAD']
const htmlType = 'text/html; charset=utf-8'
const xmlType = 'application/xml; charset=utf-8'

/** Browsers ask each time whether it is still the one: an older document names files of an older build. */
const ASK_EACH_TIME = 'public, max-age=0, must-revalidate'

/**
 * For how many milliseconds the first page believes a revision. It tells of no outlet, and whoever opens it waits for
 * everything else until it is there.
 */
const FIRST_PAGE_TRUSTS_MS = 60_000

/** After how many seconds search engines are to ask again for what could not be read. */
const ASK_AGAIN_SECONDS = 300

export const siteMaps = new Hono<{ Bindings: Env }>()
  .get('/robots.txt', (c) => c.text(robotsText(new URL(c.req.url).origin)))
  .get('/sitemap.xml', (c) => mapped(c, null))
  .get('/:file{sitemap-[0-9]+\\.xml}', (c) => mapped(c, Number(/\d+/.exec(c.req.path)?.[0])))

/** Any other address of the site: a page with its words in it, a file, or nothing. */
export async function siteDocument(c: Site): Promise<Response> {
  if (!documentMethods.includes(c.req.method)) return refuseMethod(c, documentMethods)
  const page = pageAt(c.req.path)
  if (!page) return fileOrMissing(c)
  return page.name === 'own' ? bareShell(c) : publicPage(c, page)
}

function readerOf(c: Site): Reader {
  const language = documentLanguages.find((known) => known === c.req.query('lang')) ?? documentLanguages[0]
  return {
    language,
    words: wordsIn[language],
    origin: new URL(c.req.url).origin,
    elder: c.req.query('elder') === '1',
    today: dayAt(Date.now()),
  }
}

async function publicPage(c: Site, page: Exclude<PageAt, { name: 'own' }>): Promise<Response> {
  const { DB } = c.env
  const reader = readerOf(c)
  const shell = await (await shellOf(c)).text()
  try {
    const revision = await currentRevision(DB, ...trustOf(page.name))
    const make = async () => {
      const found = await readPage(DB, page, revision, reader)
      if (!found) throw new ProblemError('not_found')
      const { told, city } = found
      return { revision: told.revision, text: await writtenInto(shell, told, city, reader) }
    }
    // Another day has other closures before it, and another build another shell.
    const response = await publicText(c, revision, htmlType, make, reader.today + shell)
    response.headers.set('Cache-Control', ASK_EACH_TIME)
    return response
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return missing(c, shell)
    if (!(error instanceof ProblemError)) console.error(error)
    return unread(c, shell)
  }
}

/**
 * The site without words while they cannot be read: it says itself what is wrong, and tries again. Search engines are told
 * to come again, and do not take a page without words for what it has become.
 */
function unread(c: Site, shell: string): Response {
  return c.body(shell, 503, {
    'Content-Type': htmlType,
    'Cache-Control': 'no-store',
    'Retry-After': String(ASK_AGAIN_SECONDS),
  })
}

const trustOf = (name: PublicPage) => (name === 'home' ? [FIRST_PAGE_TRUSTS_MS] : [])

async function fileOrMissing(c: Site): Promise<Response> {
  const asset = await c.env.ASSETS.fetch(c.req.raw)
  if (asset.status !== 404) return new Response(asset.body, asset)
  return missing(c, await (await shellOf(c)).text())
}

/** A file of another version, which may be served again: by the headers of files it would be known as missing for a year. */
export function missingFile(c: Site): Response {
  return c.body(null, 404, { 'Cache-Control': 'no-store' })
}

async function missing(c: Site, shell: string): Promise<Response> {
  const reader = readerOf(c)
  const told = missingPage(pathOf(c), reader)
  const text = await writtenInto(shell, told, null, reader)
  return c.body(text, 404, { 'Content-Type': htmlType, 'Cache-Control': ASK_EACH_TIME })
}

/** The path as it was asked for, for links to itself: one that begins with two slashes would lead to another site. */
function pathOf(c: Site): string {
  return new URL(c.req.url).pathname.replace(/^\/+/, '/')
}

/**
 * The site map.
 * @param part which file of several, from 1; null is the whole one, or the list of the files
 */
async function mapped(c: Site, part: number | null): Promise<Response> {
  const { DB } = c.env
  const { origin } = new URL(c.req.url)
  const current = await currentRevision(DB)
  return publicText(c, current, xmlType, async () => {
    const [city, { revision, outlets }] = await Promise.all([cityAt(DB, current), readOutletDates(DB)])
    const files = filesOf(
      mappedPages(
        city.communities.map(({ code }) => code),
        outlets,
      ),
    )
    const file = files[(part ?? 1) - 1]
    const isWhole = part === null && files.length > 1
    if (!file && !isWhole) throw new ProblemError('not_found')
    const text = isWhole || !file ? sitemapIndex(files.length, origin) : sitemapOf(file, origin)
    return { revision: Math.min(revision, city.revision), text: String(await text) }
  })
}
