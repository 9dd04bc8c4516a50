/** A circle's page as a document: what stands in it, by type. */

import { html } from 'hono/html'
import { type OutletType, outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { CircleOutlets } from '../../schema/contract/circle.ts'
import { numbersOf, telLink } from '../../schema/rules/phone.ts'
import { revisionOf } from '../places/city.ts'
import type { StoredCity, StoredCommunity } from '../places/store.ts'
import { framed } from './frame.ts'
import { hoursOf, hoursWords } from './outlet-facts.ts'
import { circleThing } from './structured.ts'
import { type Html, linkTo, type Reader, type Told } from './told.ts'

/**
 * The page of a community's circle.
 * @param own what stands in it
 */
export function circlePage(
  community: StoredCommunity,
  city: StoredCity,
  own: CircleOutlets,
  reader: Reader,
): Told {
  const { words } = reader
  const path = `/circles/${community.code}`
  const types = outletTypes.flatMap((type) => {
    const outlets = own.outlets.filter((outlet) => outlet.type === type.code)
    return outlets.length === 0 ? [] : [{ type, outlets }]
  })
  const description = words.circle.description(community, own.outlets.length, types.length)
  return {
    revision: revisionOf(city, own),
    title: words.circle.title(community),
    description: words.sentences([description, ...(city.sample ? [words.sample] : [])]),
    path,
    indexed: true,
    content: framed(content(community, city, types, reader), city, path, reader),
    thing: circleThing(community, city, own.outlets, reader),
    feed: `/api/circles/${community.code}/changes.atom`,
  }
}

type CircleOutlet = CircleOutlets['outlets'][number]

interface OfType {
  type: OutletType
  outlets: readonly CircleOutlet[]
}

function content(
  community: StoredCommunity,
  city: StoredCity,
  types: readonly OfType[],
  reader: Reader,
): Html {
  const { words } = reader
  const subdistrict = city.subdistricts.find(({ code }) => code === community.subdistrict)
  const count = types.reduce((sum, { outlets }) => sum + outlets.length, 0)
  const lead = words.circle.lead(subdistrict ? words.pick(subdistrict) : '', count, types.length)
  const centre = [community.centreName, community.centreAddress].filter(Boolean).join(words.and)
  return html`<h1>${words.circle.title(community)}</h1>
<p class="lead">${lead}</p>
${centre ? html`<p>${words.labelled(words.circle.centre, centre)}</p>` : ''}
${count === 0 ? html`<p>${words.circle.none}</p>` : types.map((ofType) => section(ofType, reader))}
<p><a href="${linkTo('/circles', reader)}">${words.circle.all}</a></p>`
}

function section({ type, outlets }: OfType, reader: Reader): Html {
  return html`<h2>${reader.words.pick(type)}</h2>
<ul class="entries">${outlets.map((outlet) => entry(outlet, reader))}</ul>`
}

function entry(outlet: CircleOutlet, reader: Reader): Html {
  const { words } = reader
  const hours =
    outlet.status === 'paused'
      ? words.outlet.paused
      : outlet.stops.length > 0 && !outlet.hours
        ? outlet.stops
            .map(({ name, hours: at }) =>
              words.labelled(name, hoursWords(at, reader) ?? words.outlet.hoursUnknown),
            )
            .join(words.and)
        : hoursOf(outlet, reader)
  const calls = numbersOf(outlet.phone).map((number) => html` <a href="${telLink(number)}">${number}</a>`)
  const href = linkTo(`/outlets/${outlet.id}`, reader)
  return html`<li><a href="${href}">${outlet.name}</a><br>${hours}${calls}</li>
`
}
