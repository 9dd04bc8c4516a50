import type { LocationQuery, Router } from 'vue-router'
import type { Language } from './preferences.ts'

/** How the site shows now. */
export interface Shown {
  readonly elder: boolean
  readonly language: Language
}

/** What a link may say about how to show the site. */
const kept = ['elder', 'lang'] as const

/**
 * An address that says how to show the site (`?elder=1&lang=en`) says what is true: its two values follow the switches
 * in the header. An address that does not say it stays as short as it was.
 */
export function trueQuery(query: LocationQuery, shown: Shown): LocationQuery {
  return {
    ...query,
    ...('elder' in query ? { elder: shown.elder ? '1' : '0' } : {}),
    ...('lang' in query ? { lang: shown.language } : {}),
  }
}

/** Keeps `?elder` and `?lang` in the address from page to page, and true. */
export function keepQuery(router: Router, shown: Shown): void {
  router.beforeEach((to, from) => {
    const missing = kept.filter((name) => name in from.query && !(name in to.query))
    if (missing.length === 0) return true
    const carried = Object.fromEntries(missing.map((name) => [name, from.query[name] ?? null]))
    return { ...to, query: trueQuery({ ...to.query, ...carried }, shown) }
  })
  // Going back leads to an address from before a switch was used. A redirect would add to the history here, and the
  // way back would never end.
  router.afterEach((to, _from, failure) => {
    const query = trueQuery(to.query, shown)
    if (failure || kept.every((name) => query[name] === to.query[name])) return
    void router.replace({ query, hash: to.hash })
  })
}
