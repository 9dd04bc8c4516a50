/** A handful of outlets, and a server that knows them, for the tests of the places. */

import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, type Pinia } from 'pinia'
import { vi } from 'vitest'
import { type Component, defineComponent, h } from 'vue'
import type { Router } from 'vue-router'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { outletServices } from '../../schema/catalog/services.ts'
import type { City } from '../../schema/contract/city.ts'
import type { Outlet, OutletListFeature, OutletListProperties } from '../../schema/contract/outlet.ts'
import { useCity } from '../../web/shell/city.ts'
import { type Language, usePreferences } from '../../web/shell/preferences.ts'
import { createWords, fetchWords, type LaterWords } from '../../web/shell/words.ts'
import { emptyPages, yima } from './shell-stage.ts'

/** Tuesday 20:36, as in the drawings. */
export const tuesdayEvening = Date.parse('2026-11-24T20:36:00+08:00')

const mutable = <T>(list: readonly T[]): T[] => [...list]

export const city: City = {
  ...yima,
  subdistricts: [{ code: '411281001', name: '千秋路街道', nameEn: 'Qianqiu Road Subdistrict' }],
  communities: [
    {
      code: '411281001005',
      name: '银杏社区',
      nameEn: 'Yinxing Community',
      subdistrict: '411281001',
      urban: true,
      pilot: true,
      centre: [111.874, 34.747],
    },
    {
      code: '411281001003',
      name: '花园社区',
      nameEn: 'Huayuan Community',
      subdistrict: '411281001',
      urban: false,
      pilot: false,
      centre: null,
    },
  ],
  types: outletTypes.map((type) => ({ ...type, synonyms: mutable(type.synonyms) })),
  services: outletServices.map((service) => ({ ...service, synonyms: mutable(service.synonyms) })),
  calendar: { years: [2026], days: [] },
}

/**
 * An outlet of the collection.
 * @param east degrees of longitude from the middle of 银杏社区; 0.001 is some 90 m
 */
export function feature(
  id: string,
  part: Partial<OutletListProperties> = {},
  east = 0.001,
): OutletListFeature {
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [111.874 + east, 34.747] },
    properties: {
      id,
      name: id,
      type: 'pharmacy',
      services: [],
      hours: 'Mo-Su 07:30-21:30',
      closures: [],
      phone: null,
      marks: [],
      circle: '411281001005',
      confirmedAt: null,
      confirmedBy: null,
      status: 'open',
      ...part,
    },
  }
}

/** Everything public about an outlet of the collection. */
export function wholeOutlet(outlet: OutletListFeature, part: Partial<Outlet> = {}): Outlet {
  const { marks, stops, ...properties } = outlet.properties
  return {
    sample: true,
    revision: 1,
    ...properties,
    address: '银杏路 88 号',
    position: outlet.geometry.coordinates,
    hoursText: null,
    payment: { cash: marks.includes('cash'), bank_card: null, mobile_pay: true },
    accessibility: { step_free: true, seat: false, hearing_aid: null, sight_aid: null, elder_counter: null },
    delivery: { night_delivery: null, instant_delivery: null },
    prices: [],
    pricesAt: null,
    chain: null,
    credit: null,
    honest: false,
    photo: null,
    photoText: null,
    stops: stops ?? [],
    source: 'ledger',
    updatedAt: '2026-11-12T00:00:00.000Z',
    ...part,
  }
}

/** In the place of what residents say. */
export const Residents = defineComponent({
  props: { kind: String, id: String, closed: Boolean },
  setup: (props) => () =>
    h('section', { class: 'residents' }, `${props.kind} ${props.id}${props.closed ? ' closed' : ''}`),
})

type Answers = Record<string, unknown>

/**
 * Puts a server in the network's place.
 * @param answers body by path; 'offline' for a network that fails, 'failed' for a server that does; all other
 * paths do not exist
 */
export function serve(answers: Answers): void {
  const problem = (status: number) =>
    Response.json({ type: 'about:blank', code: 'not_found', title: 'no', status }, { status })
  vi.stubGlobal('fetch', (input: RequestInfo | URL) => {
    const given = answers[new URL(String(input), 'https://yikezhong.example').pathname]
    if (given === 'offline') return Promise.reject(new TypeError('Failed to fetch'))
    if (given === 'failed') return Promise.resolve(problem(500))
    return Promise.resolve(given === undefined ? problem(404) : Response.json(given))
  })
}

/** `GET /api/outlets` */
export function collection(features: OutletListFeature[]) {
  return { type: 'FeatureCollection', sample: true, revision: 1, features }
}

export interface Shown {
  view: VueWrapper
  router: Router
  pinia: Pinia
}

/** What comes with the pages that show such parts. */
const spoken: readonly LaterWords[] = ['walking', 'aloud', 'dialogs', 'outlet', 'circles']

/** Mounts a component of the places with its props, at an address. */
export async function show(
  component: Component,
  options: {
    props?: Record<string, unknown>
    at?: string
    language?: Language
    elder?: boolean
    city?: City | null
    router?: Router
  } = {},
): Promise<Shown> {
  const { props = {}, at = '/', language = 'zh-CN', elder = false, router = emptyPages() } = options
  const pinia = createPinia()
  const preferences = usePreferences(pinia)
  preferences.setLanguage(language)
  preferences.setElder(elder)
  useCity(pinia).city = options.city === undefined ? city : options.city
  await Promise.all([router.push(at), ...spoken.map((part) => fetchWords(part, language))])
  const view = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [pinia, router, await createWords(language)] },
  })
  return { view, router, pinia }
}
