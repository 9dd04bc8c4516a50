import type { LocationQuery, RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import type { Language } from './preferences.ts'

/** How the site shows now. */
export interface Shown {
  elder: boolean
  language: Language
}

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

/** Carries `?elder` and `?lang` on to the next page, with what is true now; going back corrects an older address. */
export function keptQuery(
  to: RouteLocationNormalized,
  from: RouteLocationNormalized,
  shown: Shown,
): RouteLocationRaw | true {
  // the first page: its address has just been read
  if (from.matched.length === 0) return true
  const { elder = to.query['elder'], lang = to.query['lang'] } = from.query
  const carried = {
    ...to.query,
    ...(elder === undefined ? {} : { elder }),
    ...(lang === undefined ? {} : { lang }),
  }
  const query = trueQuery(carried, shown)
  if (query['elder'] === to.query['elder'] && query['lang'] === to.query['lang']) return true
  return { ...to, query, replace: true }
}
