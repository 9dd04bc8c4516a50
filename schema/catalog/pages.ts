/**
 * Every page of the site: its name, its address as `web/router.ts` has it, and whether search engines may show it. The
 * worker answers 404 to an address that is not here; `test/web/pages.test.ts` compares the two.
 */

/** Pages for everybody: each has a title, a description and its own words in the document (`worker/documents`). */
export const publicPages = {
  home: '/',
  outlet: '/outlets/:id',
  circles: '/circles',
  circle: '/circles/:code',
  satisfaction: '/satisfaction',
  goals: '/goals',
  complaints: '/complaints',
  'complaint-chain': '/complaints/chain',
  wishes: '/wishes',
  'new-shop': '/new-shop',
  data: '/data',
  method: '/method',
  about: '/about',
  privacy: '/privacy',
  accessibility: '/accessibility',
} as const
export type PublicPage = keyof typeof publicPages

/** Pages that say the same in every city and at any time. */
export const textPages = [
  'satisfaction',
  'goals',
  'complaints',
  'complaint-chain',
  'wishes',
  'new-shop',
  'data',
  'method',
  'about',
  'privacy',
  'accessibility',
] as const satisfies readonly PublicPage[]
export type TextPage = (typeof textPages)[number]

/** Pages of somebody's own, forms, and what is nobody's business who does not come by a link. */
export const ownPages: readonly string[] = [
  '/circles/:code/booklet',
  '/q/:id',
  '/rate/:kind/:id',
  '/complain',
  '/complain/:kind/:id',
  '/complaints/mine',
  '/complaints/case/:id',
  '/report/:id',
  '/wishes/new',
  '/wishes/:id',
  '/outbox',
  '/sign-in',
  '/account',
  '/join',
  '/merchant',
  '/merchant/:id',
  '/merchant/:id/poster',
  '/desk',
  '/desk/complaints',
  '/desk/new-shops',
  '/desk/wishes',
  '/desk/notices',
  '/desk/ledger',
  '/desk/audit',
  '/desk/accounts',
  '/desk/import',
  '/desk/invite',
  '/desk/letter',
  '/desk/paper',
  '/desk/standard',
  '/desk/what-if',
  '/desk/network',
  '/desk/settings',
  '/desk/settings/:part',
]

/** What stands at an address: a page for everybody with its parameter, if it has one, or somebody's own. */
export type PageAt = { name: PublicPage; parameter: string } | { name: 'own' }

const pattern = (path: string) => new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}/?$`)
const forEverybody = (Object.keys(publicPages) as PublicPage[]).map((name) => ({
  name,
  address: pattern(publicPages[name]),
}))
const own = ownPages.map(pattern)

/**
 * The page at an address.
 * @param path without query
 * @returns null where there is none
 */
export function pageAt(path: string): PageAt | null {
  for (const { name, address } of forEverybody) {
    const [found, parameter = ''] = address.exec(path) ?? []
    if (found !== undefined) return { name, parameter }
  }
  return own.some((address) => address.test(path)) ? { name: 'own' } : null
}
