/** Pages whose words come with the site's script: what they are about, and that there is none. */

import { html } from 'hono/html'
import { publicPages, type TextPage } from '../../schema/catalog/pages.ts'
import type { StoredCity } from '../places/store.ts'
import { framed } from './frame.ts'
import { linkTo, type Reader, type Told } from './told.ts'

/** A page that says the same everywhere and always. */
export function textPage(page: TextPage, city: StoredCity, reader: Reader): Told {
  const { title, description } = reader.words.pages[page]
  const path = publicPages[page]
  const main = html`<h1>${title}</h1>
<p class="lead">${description}</p>
<p><a href="${linkTo('/circles', reader)}">${reader.words.home.circles}</a></p>`
  return {
    revision: city.revision,
    title,
    description,
    path,
    indexed: true,
    content: framed(main, city, path, reader),
  }
}

/** Where there is no page, or no longer what it was about. */
export function missingPage(path: string, reader: Reader): Told {
  const { missing } = reader.words
  const main = html`<h1>${missing.title}</h1>
<p class="lead">${missing.lead}</p>
<p><a href="${linkTo('/', reader)}">${missing.home}</a></p>`
  return {
    revision: 0,
    title: missing.title,
    description: missing.lead,
    path,
    indexed: false,
    content: framed(main, null, path, reader),
  }
}
