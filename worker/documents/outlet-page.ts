/** An outlet's page as a document. */

import { html } from 'hono/html'
import { outletType } from '../../schema/catalog/outlet-types.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { numbersOf, telLink } from '../../schema/rules/phone.ts'
import { revisionOf } from '../places/city.ts'
import type { StoredCity } from '../places/store.ts'
import { framed } from './frame.ts'
import {
  accessWords,
  closuresOf,
  hoursOf,
  hoursWords,
  paymentWords,
  priceWords,
  serviceWords,
} from './outlet-facts.ts'
import { outletThing, photoPath } from './structured.ts'
import { type Html, linkTo, type Reader, type Told } from './told.ts'

/** Everything that the site's own page says of an outlet, but for whether it is open now. */
export function outletPage(outlet: Outlet, city: StoredCity, reader: Reader): Told {
  const { words } = reader
  const path = `/outlets/${outlet.id}`
  const isGone = outlet.status === 'closed'
  const about = {
    calendar: holidayCalendar(city.holidayYears, city.holidays),
    closures: outlet.closures,
    status: outlet.status,
  }
  return {
    revision: revisionOf(outlet, city),
    title: isGone ? words.labelled(outlet.name, words.outlet.gone) : outlet.name,
    description: descriptionOf(outlet, city, reader),
    path,
    // What is gone for good stays to be looked up, and nobody is to come for it.
    indexed: !isGone,
    content: framed(isGone ? gone(outlet, city, reader) : running(outlet, city, reader), city, path, reader),
    ...(outlet.photo
      ? {
          image: {
            path: photoPath(outlet.photo),
            width: outlet.photo.width,
            height: outlet.photo.height,
            alt: outlet.photoText ?? words.outlet.photo(outlet.name),
          },
        }
      : {}),
    ...(isGone ? {} : { thing: outletThing(outlet, city, about, reader) }),
  }
}

function descriptionOf(outlet: Outlet, city: StoredCity, reader: Reader): string {
  const { words, today } = reader
  const type = outletType(outlet.type)
  if (outlet.status === 'closed') return words.outlet.goneLead
  const facts = [
    [...(type ? [words.pick(type)] : []), ...(outlet.address ? [outlet.address] : [])].join(words.and),
    ...(outlet.status === 'paused' ? [words.outlet.paused] : []),
    words.labelled(words.outlet.hours, hoursOf(outlet, reader)),
    ...closuresOf(outlet, today, words),
    ...(outlet.phone ? [words.labelled(words.outlet.phone, numbersOf(outlet.phone).join(words.and))] : []),
    [...paymentWords(outlet.payment, words), ...accessWords(outlet.accessibility, words)].join(words.and),
    ...(city.sample ? [words.sample] : []),
  ]
  return words.sentences(facts.filter((part) => part !== ''))
}

/** A fact with its label; nothing where there is none. */
function fact(label: string, text: Html | string): Html | string {
  return text === '' ? '' : html`<p><b>${label}</b><br>${text}</p>`
}

function list(label: string, items: readonly (Html | string)[]): Html | string {
  return items.length === 0
    ? ''
    : html`<p><b>${label}</b></p><ul class="points">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function running(outlet: Outlet, city: StoredCity, reader: Reader): Html {
  const { words, today } = reader
  const own = words.outlet
  const numbers = numbersOf(outlet.phone)
  const calls = numbers.map(
    (number) => html`<a class="btn primary" href="${telLink(number)}">${own.call(number)}</a>`,
  )
  const stops = outlet.stops.map(({ name, hours }) =>
    words.labelled(name, hoursWords(hours, reader) ?? own.hoursUnknown),
  )
  const services = serviceWords(outlet.services, words)
  return html`${heading(outlet, words.pick(outletType(outlet.type) ?? { name: '', nameEn: '' }))}
${outlet.status === 'paused' ? html`<p><b>${own.paused}</b></p>` : ''}
${calls.length > 0 ? html`<p class="calls">${calls}</p>` : fact(own.phone, own.noPhone)}
${outlet.stops.length > 0 && !outlet.hours ? '' : fact(own.hours, hoursOf(outlet, reader))}
${list(own.stops, stops)}
${list(own.closures, closuresOf(outlet, today, words))}
${fact(own.address, outlet.address ?? '')}
${fact(own.payment, paymentWords(outlet.payment, words).join(words.and))}
${fact(own.access, accessWords(outlet.accessibility, words).join(words.and))}
${fact(own.services, services.join(words.and))}
${list(
  own.prices,
  outlet.prices.map((price) => priceWords(price, words)),
)}
${circleLink(outlet, city, reader)}
<p class="muted">${
    outlet.confirmedAt && outlet.confirmedBy
      ? own.confirmed(outlet.confirmedBy, outlet.confirmedAt)
      : own.unconfirmed
  }</p>`
}

function gone(outlet: Outlet, city: StoredCity, reader: Reader): Html {
  const { words } = reader
  return html`${heading(outlet, words.outlet.gone)}
<p>${words.outlet.goneLead}</p>
${circleLink(outlet, city, reader)}`
}

function heading({ name }: Outlet, lead: string): Html {
  return html`<h1>${name}</h1>
<p class="lead">${lead}</p>`
}

function circleLink({ circle }: Outlet, city: StoredCity, reader: Reader): Html | string {
  const { words } = reader
  const community = city.communities.find(({ code }) => code === circle)
  if (!community) return ''
  const href = linkTo(`/circles/${community.code}`, reader)
  return html`<p><a href="${href}">${words.circle.title(community)}</a></p>`
}
