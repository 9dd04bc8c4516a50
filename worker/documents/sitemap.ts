/** The site map for search engines (sitemaps.org), in several files where one would be too large. */

import { html, raw } from 'hono/html'
import { publicPages, textPages } from '../../schema/catalog/pages.ts'
import type { OutletDates } from '../places/dates-store.ts'
import { type Html, linkTo } from './told.ts'
import { documentLanguages } from './words/words.ts'

/**
 * Addresses in one file. The protocol takes 50,000 and 50 MB; one of ours, with its languages, takes less than 600
 * bytes, so that this is the limit that matters, and a file is made in no time.
 */
export const SITEMAP_ADDRESSES = 20_000

/** A page, and the day on which it changed last, where that is known. */
export interface MappedPage {
  /** path without query */
  path: string
  /** ISO 8601 date or instant */
  changed: string | null
}

/**
 * Every page that search engines may show.
 * @param communities codes
 * @param outlets those that are not closed for good
 */
export function mappedPages(communities: readonly string[], outlets: readonly OutletDates[]): MappedPage[] {
  const changed = outlets.map(({ id, circle, updatedAt, confirmedAt }) => ({
    id,
    circle,
    changed: latest([updatedAt.slice(0, 10), ...(confirmedAt ? [confirmedAt] : [])]),
  }))
  const ofCircle = new Map<string, string[]>()
  for (const { circle, changed: day } of changed) {
    if (circle && day) ofCircle.set(circle, [...(ofCircle.get(circle) ?? []), day])
  }
  const lastOf = (code: string) => latest(ofCircle.get(code) ?? [])
  const last = latest(communities.flatMap((code) => lastOf(code) ?? []))
  return [
    { path: publicPages.home, changed: last },
    { path: publicPages.circles, changed: last },
    ...textPages.map((page) => ({ path: publicPages[page], changed: null })),
    ...communities.map((code) => ({ path: `/circles/${code}`, changed: lastOf(code) })),
    ...changed.map(({ id, changed: day }) => ({ path: `/outlets/${id}`, changed: day })),
  ]
}

/** ISO dates are in the order of their letters. */
function latest(days: readonly string[]): string | null {
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null)
}

/** The pages of each file, in order: an address is one page in one language. */
export function filesOf(pages: readonly MappedPage[], addresses = SITEMAP_ADDRESSES): MappedPage[][] {
  const size = Math.max(1, Math.floor(addresses / documentLanguages.length))
  return Array.from({ length: Math.max(1, Math.ceil(pages.length / size)) }, (_, index) =>
    pages.slice(index * size, (index + 1) * size),
  )
}

const declaration = raw('<?xml version="1.0" encoding="UTF-8"?>\n')
const protocol = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** One file: every page in every language, each with all of them beside it. */
export function sitemapOf(pages: readonly MappedPage[], origin: string): Html {
  return html`${declaration}<urlset xmlns="${protocol}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.map((page) => entries(page, origin))}</urlset>
`
}

function entries({ path, changed }: MappedPage, origin: string): Html[] {
  const addresses = documentLanguages.map((language) => ({
    language,
    href: origin + linkTo(path, { language, elder: false }),
  }))
  const [first] = addresses
  const beside = [...addresses, { language: 'x-default', href: first?.href ?? '' }].map(
    ({ language, href }) => html`<xhtml:link rel="alternate" hreflang="${language}" href="${href}"/>`,
  )
  const lastmod = changed ? html`<lastmod>${changed}</lastmod>` : ''
  return addresses.map(
    ({ href }) => html`<url><loc>${href}</loc>${lastmod}${beside}</url>
`,
  )
}

/** The list of the files. */
export function sitemapIndex(files: number, origin: string): Html {
  return html`${declaration}<sitemapindex xmlns="${protocol}">
${Array.from(
  { length: files },
  (_, index) => html`<sitemap><loc>${origin}/sitemap-${index + 1}.xml</loc></sitemap>
`,
)}</sitemapindex>
`
}

/**
 * What robots may do: everything but what needs an account. The API stays open to them, because those that run
 * scripts read the pages by it.
 */
export function robotsText(origin: string): string {
  return `User-agent: *
Disallow: /api/desk/
Disallow: /api/listings/
Disallow: /api/merchant/

Sitemap: ${origin}/sitemap.xml
`
}
