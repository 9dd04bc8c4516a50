/**
 * What a request is about: an outlet or a circle, found from whatever location it gives. A position alone never accuses
 * a shop: phones are wrong by more than shops are wide. It says which circle, and is forgotten.
 */

import type { Open311Request } from '../../schema/contract/open311.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import { findCircle } from '../../schema/import/circles.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { normalise } from '../../schema/rules/search.ts'
import type { NamedOutlet } from '../places/subject-store.ts'
import type { Ground } from './ground.ts'
import { invalid } from './refusal.ts'

type Position = readonly [lng: number, lat: number]

/** Metres within which a shop must stand that an address names beside a position. */
const NAMED_WITHIN = 300
/** Characters that a name or an address must have before it is looked for in what somebody typed. */
const [NAME_MIN, ADDRESS_MIN] = [2, 4]
/** Characters of the longest names that streets and places are called by, too. */
const STEM_MAX = 3
/** What makes a street or a place of the name before it: whoever is in 文峰路 does not mean the shop 文峰. */
const ofPlace = /^(?:[东南西北中]?大?[路街道巷弄]|社区|小区|[村镇乡县区市])/u
/** How many are named where several fit. */
const SEVERAL_SHOWN = 5

const outlet = (id: string): Subject => ({ kind: 'outlet', id })
const circle = (id: string): Subject => ({ kind: 'circle', id })

/**
 * The subject of a request: the attribute that names an outlet, else the identifier, else a shop that the address names
 * near the position, else the circle there, else what the address alone names.
 * @throws Refusal when there is none, or more than one
 */
export function subjectOf(given: Open311Request, ground: Ground): Subject {
  const named = given.attribute.outlet
  if (named !== undefined) {
    if (!ground.outlets.has(named)) throw invalid(({ wrong }) => wrong.outlet)
    return outlet(named)
  }
  if (given.address_id !== undefined) return identified(given.address_id, ground)
  const position = positionOf(given)
  if (position) return atPosition(position, given.address_string, ground)
  if (given.address_string !== undefined) return addressed(given.address_string, ground)
  throw invalid(({ refused }) => refused.location)
}

function identified(id: string, { city, outlets }: Ground): Subject {
  if (outlets.has(id)) return outlet(id)
  if (city.communities.some(({ code }) => code === id)) return circle(id)
  throw invalid(({ wrong }) => wrong.address_id)
}

/** @throws Refusal when only half of it is there */
function positionOf({ lat, long }: Open311Request): Position | null {
  if (lat === undefined && long === undefined) return null
  if (lat === undefined) throw invalid(({ wrong }) => wrong.lat)
  if (long === undefined) throw invalid(({ wrong }) => wrong.long)
  return [long, lat]
}

function atPosition(position: Position, address: string | undefined, { city, outlets }: Ground): Subject {
  if (address !== undefined) {
    const near = standing(outlets).filter(
      ({ lng, lat }) => metresBetween(position, [lng, lat]) <= NAMED_WITHIN,
    )
    const [only, ...more] = namedIn(normalise(address), near)
    if (only && more.length === 0) return outlet(only.id)
  }
  const known = city.communities.map(({ code, name, subdistrict, centre }) => ({
    code,
    name,
    subdistrict,
    centre,
  }))
  const { code } = findCircle(known, position, {})
  if (code === null) throw invalid(({ refused }) => refused.outside)
  return circle(code)
}

/** What an address names by itself: a shop by its name, then by its address, then a community. */
function addressed(address: string, { city, outlets }: Ground): Subject {
  const text = normalise(address)
  const open = standing(outlets)
  const byName = namedIn(text, open)
  const found = byName.length > 0 ? narrowed(byName, text, city) : open.filter(isAddressIn(text))
  const [only] = found
  if (only && found.length === 1) return outlet(only.id)
  if (found.length > 1) {
    const names = found.slice(0, SEVERAL_SHOWN).map((one) => `${one.name} ${one.address ?? ''} ${one.id}`)
    throw invalid(({ refused, comma }) => refused.addressSeveral(names.join(comma)))
  }
  const [community, ...more] = longest(city.communities.filter(({ name }) => text.includes(normalise(name))))
  if (!community || more.length > 0) throw invalid(({ refused }) => refused.addressUnknown)
  return circle(community.code)
}

/** Whoever has closed for good is named by identifier only. */
const standing = (outlets: Ground['outlets']) => [...outlets.values()].filter(({ closed }) => !closed)

/** Those with the longest of the names: 惠民大药房二店 is not 惠民大药房. */
function longest<Named extends { name: string }>(named: readonly Named[]): Named[] {
  const most = Math.max(...named.map(({ name }) => normalise(name).length))
  return named.filter(({ name }) => normalise(name).length === most)
}

/** Whether a name stands in a text, and not only as the beginning of a street's or a place's. */
function isNameIn(text: string, name: string): boolean {
  if (name.length < NAME_MIN) return false
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (name.length > STEM_MAX || !ofPlace.test(text.slice(at + name.length))) return true
  }
  return false
}

/** Outlets whose name stands in a text. */
function namedIn(text: string, outlets: readonly NamedOutlet[]): NamedOutlet[] {
  return longest(outlets.filter(({ name }) => isNameIn(text, normalise(name))))
}

/** Whether a text has an outlet's address: one with a number, of which it does not only have the first digits. */
const isAddressIn =
  (text: string) =>
  ({ address }: NamedOutlet): boolean => {
    const known = normalise(address ?? '')
    const at = text.indexOf(known)
    if (known.length < ADDRESS_MIN || !/\d/.test(known) || at < 0) return false
    return !/\d$/.test(known) || !/\d/.test(text.charAt(at + known.length))
  }

/** Of several with one name, those whose address the text has, or else whose community. */
function narrowed(outlets: readonly NamedOutlet[], text: string, city: Ground['city']): NamedOutlet[] {
  const byAddress = outlets.filter(isAddressIn(text))
  if (byAddress.length > 0) return byAddress
  const codes = city.communities.filter(({ name }) => text.includes(normalise(name))).map(({ code }) => code)
  const byCommunity = outlets.filter((one) => one.circle !== null && codes.includes(one.circle))
  return byCommunity.length > 0 ? byCommunity : [...outlets]
}
