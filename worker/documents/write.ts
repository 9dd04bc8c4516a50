/** Writes what a page tells into the site's document. */

import { html, raw } from 'hono/html'
import type { StoredCity } from '../places/store.ts'
import { type Html, linkTo, type Reader, type Told } from './told.ts'
import { documentLanguages, wordsIn } from './words/words.ts'

/** The icon that previews of links show where a page has no picture of its own; pixels. */
const icon = { path: '/icon-180.png', width: 180, height: 180, alt: '一刻钟' }

/**
 * The site's document with a page in it. The script puts the site in the place of the words when it has come.
 * @param shell as the build made it
 * @param city null where it is not known
 */
export async function writtenInto(
  shell: string,
  told: Told,
  city: StoredCity | null,
  reader: Reader,
): Promise<string> {
  const [head, content] = await Promise.all([headOf(told, city, reader), told.content])
  const title = titleOf(told, city, reader)
  return new HTMLRewriter()
    .on('html', {
      element(element) {
        element.setAttribute('lang', reader.language)
        if (reader.elder) element.setAttribute('data-elder', '')
      },
    })
    .on('title', { element: (element) => void element.setInnerContent(title) })
    .on('meta[name="description"]', {
      element: (element) => void element.setAttribute('content', told.description),
    })
    .on('head', { element: (element) => void element.append(String(head), { html: true }) })
    .on('#app', { element: (element) => void element.setInnerContent(String(content), { html: true }) })
    .transform(new Response(shell))
    .text()
}

/** As the site itself names its pages: 康宁大药房 · 一刻钟义马. */
function titleOf({ title }: Told, city: StoredCity | null, { words }: Reader): string {
  return `${title} · ${words.siteOf(city)}`
}

function headOf(told: Told, city: StoredCity | null, reader: Reader): Html {
  const { origin, words, language } = reader
  const { path, width, height, alt } = told.image ?? icon
  const addressIn = (other: Reader['language']) =>
    origin + linkTo(told.path, { language: other, elder: false })
  const others = documentLanguages.filter((other) => other !== language)
  return html`${told.indexed ? found(addressIn, language) : html`<meta name="robots" content="noindex">`}
${told.feed ? html`<link rel="alternate" type="application/atom+xml" href="${linkTo(told.feed, { language, elder: false })}">` : ''}
<meta property="og:type" content="website">
<meta property="og:site_name" content="${words.siteOf(city)}">
<meta property="og:title" content="${told.title}">
<meta property="og:description" content="${told.description}">
<meta property="og:url" content="${addressIn(language)}">
<meta property="og:locale" content="${words.locale}">
${others.map((other) => html`<meta property="og:locale:alternate" content="${wordsIn[other].locale}">`)}
<meta property="og:image" content="${origin}${path}">
<meta property="og:image:width" content="${width}">
<meta property="og:image:height" content="${height}">
<meta property="og:image:alt" content="${alt}">
<meta name="twitter:card" content="${told.image ? 'summary_large_image' : 'summary'}">
${told.thing ? html`<script type="application/ld+json">${raw(dataOf(told.thing))}</script>` : ''}
`
}

/** Under which address search engines know the page, and where it stands in which language. */
function found(addressIn: (language: Reader['language']) => string, language: Reader['language']): Html {
  const [first] = documentLanguages
  return html`<link rel="canonical" href="${addressIn(language)}">
${documentLanguages.map((other) => html`<link rel="alternate" hreflang="${other}" href="${addressIn(other)}">`)}
<link rel="alternate" hreflang="x-default" href="${addressIn(first)}">`
}

/** JSON that no HTML parser takes for the end of its element or the beginning of a comment. */
function dataOf(thing: NonNullable<Told['thing']>): string {
  return JSON.stringify(thing).replaceAll('<', '\\u003c')
}
