/** The pages of the whole city as documents: the first one, and all circles. */

import { html } from 'hono/html'
import type { StoredCity } from '../places/store.ts'
import { framed } from './frame.ts'
import { siteThing } from './structured.ts'
import { type Html, linkTo, type Reader, type Told } from './told.ts'

/**
 * The first page: links to circles, and small, because the list comes after it. What most people see of it is the line
 * that the site is opening; the links come into sight where the script does not.
 */
export function homePage(city: StoredCity, reader: Reader): Told {
  const { words } = reader
  const description = words.home.description(city)
  return {
    revision: city.revision,
    title: words.home.title,
    description: words.sentences([description, ...(city.sample ? [words.sample] : [])]),
    path: '/',
    indexed: true,
    content: html`<p class="boot screen" role="status">${words.siteOf(city)}<span>${words.boot.opening}</span><a href="${linkTo('/', reader)}">${words.boot.again}</a><a href="#main">${words.home.circles}</a></p>
${framed(html`<h1>${words.home.title}</h1><h2>${words.home.circles}</h2>${circleLinks(city.communities, reader)}`, city, '/', reader)}`,
    thing: siteThing(city, reader),
  }
}

/** All circles, by subdistrict. */
export function circlesPage(city: StoredCity, reader: Reader): Told {
  const { words } = reader
  const count = city.communities.length
  const description = words.circles.description(city, count)
  const sections = city.subdistricts.map((subdistrict) => {
    const own = city.communities.filter((community) => community.subdistrict === subdistrict.code)
    return own.length === 0 ? '' : html`<h2>${words.pick(subdistrict)}</h2>${circleLinks(own, reader)}`
  })
  const main = html`<h1>${words.circles.title}</h1>
<p class="soft">${words.circles.lead(count)}</p>
${sections}`
  return {
    revision: city.revision,
    title: words.circles.title,
    description: words.sentences([description, ...(city.sample ? [words.sample] : [])]),
    path: '/circles',
    indexed: true,
    content: framed(main, city, '/circles', reader),
  }
}

function circleLinks(communities: StoredCity['communities'], reader: Reader): Html {
  const links = communities.map((community) => ({
    href: linkTo(`/circles/${community.code}`, reader),
    name: reader.words.pick(community),
  }))
  return html`<ul class="calls">${links.map(({ href, name }) => html`<li><a href="${href}">${name}</a></li>`)}</ul>`
}
