/** A place as the list, the map and the outlet page show it. */

import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { type OutletType, outletType } from '../../schema/catalog/outlet-types.ts'
import type { OutletListFeature } from '../../schema/contract/outlet.ts'
import type { FoundPlace } from '../../schema/rules/finder.ts'
import type { HoursState } from '../../schema/rules/hours/model.ts'
import { type IconName, isIcon } from '../ui/icons.ts'
import type { GlyphState } from '../ui/shapes.ts'

export type Place = FoundPlace<OutletListFeature>

const glyphStates: Record<HoursState['kind'], GlyphState> = {
  open: 'open',
  closing: 'soon',
  closed: 'closed',
  unknown: 'unknown',
}

/** How a state is drawn. */
export function glyphState(state: HoursState): GlyphState {
  return glyphStates[state.kind]
}

/** Tells a place from all others: the outlet's id, with the stop's where it is a stop. */
export function placeKey(place: Pick<Place, 'outlet' | 'stop'>): string {
  const { id } = place.outlet.properties
  return place.stop ? `${id}.${place.stop.id}` : id
}

const nameless: OutletType = {
  code: '',
  name: '',
  nameEn: '',
  short: '',
  shortEn: '',
  class: 'basic',
  limit: 15,
  icon: 'store',
  synonyms: [],
}

/** The type with this code; a type that a newer server knows and this page does not is shown without a name. */
export function typeOf(code: string): OutletType {
  return outletType(code) ?? nameless
}

/** The icon of a type, or a shop's where the catalog names one that is not drawn. */
export function typeIcon(type: { icon: string }): IconName {
  return isIcon(type.icon) ? type.icon : 'store'
}

/** The address of a place's own page, over the list that it was found in. */
export function placeLink(place: Pick<Place, 'outlet' | 'stop'>, query: LocationQuery): RouteLocationRaw {
  const { panel: _panel, stop: _stop, ...rest } = query
  return {
    name: 'outlet',
    params: { id: place.outlet.properties.id },
    query: place.stop ? { ...rest, stop: place.stop.id } : rest,
  }
}

/** Whether what stops here drives on; a vending machine (自助售卖机) has stops, too, but stays. */
export function driving(type: string): boolean {
  return type !== 'vending'
}

/** Whether a place is a stop to which something comes. */
export function moves(place: Pick<Place, 'outlet' | 'stop'>): boolean {
  return place.stop !== null && driving(place.outlet.properties.type)
}
