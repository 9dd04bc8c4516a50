/** What a part of the shell needs around it: words, a router with the site's addresses, the stores, a city. */

import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, type Pinia } from 'pinia'
import { type Component, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, type RouteRecordRaw, type Router } from 'vue-router'
import type { City } from '../../schema/contract/city.ts'
import { useCity } from '../../web/shell/city.ts'
import { keepQuery } from '../../web/shell/kept-query.ts'
import { type Language, usePreferences } from '../../web/shell/preferences.ts'
import { createWords } from '../../web/shell/words.ts'

export const yima: City = {
  code: '411281',
  name: '义马',
  nameEn: 'Yima',
  sample: true,
  revision: 1,
  centre: [111.874, 34.747],
  bounds: [111.76, 34.68, 111.97, 34.81],
  subdistricts: [],
  communities: [],
  types: [],
  services: [],
  calendar: { years: [], days: [] },
  walking: { estimated: true, detourFactor: 1.3, paces: { standard: 60, elder: 48 }, network: null },
  basemap: { kind: 'embedded', url: null, approval: null, attribution: '' },
  attribution: [],
}

const page = defineComponent({ render: () => h('main', { id: 'main', tabindex: -1 }) })

/** The pages that the footer of every page leads to. */
export const footerPages = (component: Component): RouteRecordRaw[] =>
  [
    'about',
    'goals',
    'complaints',
    'wishes',
    'new-shop',
    'outbox',
    'privacy',
    'accessibility',
    'sign-in',
    'data',
  ].map((name) => ({
    path: `/${name}`,
    name,
    component,
  }))

/** A router like the site's, with empty pages. */
export function emptyPages(): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: page },
      ...footerPages(page),
      { path: '/outlets/:id', name: 'outlet', component: page },
      { path: '/circles', name: 'circles', component: page },
      { path: '/circles/:code', name: 'circle', component: page },
      { path: '/circles/:code/booklet', name: 'booklet', component: page },
      { path: '/rate/:kind/:id', name: 'rate', component: page },
      { path: '/complain', name: 'complain-about', component: page },
      { path: '/complain/:kind/:id', name: 'complain', component: page },
      { path: '/complaints/mine', name: 'my-complaints', component: page },
      { path: '/report/:id', name: 'report', component: page },
      { path: '/wishes/new', name: 'wish-new', component: page },
      { path: '/wishes/:id', name: 'wish', component: page },
      { path: '/satisfaction', name: 'satisfaction', component: page },
      { path: '/method', name: 'method', component: page },
      { path: '/complaints/case/:id', name: 'complaint', component: page },
      { path: '/complaints/chain', name: 'complaint-chain', component: page },
      { path: '/account', name: 'account', component: page },
      { path: '/join', name: 'join', component: page },
      { path: '/merchant/:id', name: 'listing', component: page },
    ],
  })
}

export interface Stage {
  view: VueWrapper
  router: Router
  pinia: Pinia
}

/**
 * Mounts a component at an address, attached to the document.
 * @param options.city what `GET /api/city` has answered; null while it has not
 */
export async function onStage(
  component: Component,
  options: { at?: string; language?: Language; city?: City | null; router?: Router } = {},
): Promise<Stage> {
  const { at = '/', language = 'zh-CN', city = yima, router = emptyPages() } = options
  const pinia = createPinia()
  const preferences = usePreferences(pinia)
  preferences.setLanguage(language)
  preferences.readAddress(new URL(at, 'https://yikezhong.example'))
  useCity(pinia).city = city
  keepQuery(router, preferences)
  await router.push(at)
  const view = mount(component, {
    attachTo: document.body,
    global: { plugins: [pinia, router, await createWords(preferences.language)] },
  })
  return { view, router, pinia }
}
