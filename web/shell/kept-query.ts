import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'

/** What a link may say about how to show the site; it stays in the address from page to page. */
const kept = ['elder', 'lang'] as const

/** Carries `?elder` and `?lang` on to the next page, unless the link to it says otherwise. */
export function keptQuery(
  to: RouteLocationNormalized,
  from: RouteLocationNormalized,
): RouteLocationRaw | true {
  const missing = kept.filter((name) => from.query[name] !== undefined && to.query[name] === undefined)
  if (missing.length === 0) return true
  const carried = Object.fromEntries(missing.map((name) => [name, from.query[name]]))
  return { ...to, query: { ...to.query, ...carried }, replace: true }
}
