/**
 * What stands around the words of a page: where the site's own header and footer will be, so that nothing moves that
 * need not. Links only, and the classes of the site's style.
 */

import { html } from 'hono/html'
import { hotlines } from '../../schema/catalog/hotlines.ts'
import type { PublicPage } from '../../schema/catalog/pages.ts'
import { publicPages } from '../../schema/catalog/pages.ts'
import type { StoredCity } from '../places/store.ts'
import { type Html, linkTo, type Reader } from './told.ts'
import { documentLanguages, wordsIn } from './words/words.ts'

const footerPages = [
  'satisfaction',
  'goals',
  'complaints',
  'wishes',
  'data',
  'about',
  'privacy',
  'accessibility',
] as const satisfies readonly PublicPage[]

/**
 * A page that reads well before the script has come, and without it.
 * @param city null where the page is about none, or it is not known
 * @param path of the page itself, for its other language
 */
export function framed(main: Html, city: StoredCity | null, path: string, reader: Reader): Html {
  const { words } = reader
  return html`${header(city, reader)}
<main id="main" class="page plain">
${main}
<p class="muted">${words.plain} <a href="${linkTo(path, reader)}">${words.full}</a></p>
</main>
${footer(path, reader)}`
}

function header(city: StoredCity | null, reader: Reader): Html {
  const { words } = reader
  const place = city ? html`<small>${words.pick(city)}</small>` : ''
  return html`<header>
<div class="hd"><a class="brand" href="${linkTo('/', reader)}"><img src="/icon.svg" width="26" height="26" alt=""><span>${words.site}</span>${place}</a></div>
${city?.sample ? html`<p class="sample">${words.sample}</p>` : ''}
</header>`
}

function footer(path: string, reader: Reader): Html {
  const { words } = reader
  const others = documentLanguages.filter((language) => language !== reader.language)
  const links = [
    { href: linkTo(publicPages.circles, reader), text: words.circles.title },
    ...footerPages.map((page) => ({
      href: linkTo(publicPages[page], reader),
      text: words.pages[page].title,
    })),
  ]
  return html`<footer class="ft">
<ul>${links.map(({ href, text }) => html`<li><a href="${href}">${text}</a></li>`)}
${others.map(
  (language) =>
    html`<li><a href="${linkTo(path, { ...reader, language })}" lang="${language}" hreflang="${language}">${wordsIn[language].ownName}</a></li>`,
)}</ul>
<ul>${hotlineLinks(reader)}</ul>
</footer>`
}

/** The telephone numbers for who can do nothing here without a script. */
function hotlineLinks({ words }: Reader): Html[] {
  return Object.values(hotlines).map(
    (number) => html`<li><a href="tel:${number}">${words.calls[number]}</a></li>`,
  )
}
