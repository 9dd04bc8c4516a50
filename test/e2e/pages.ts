/** Every page of the site, by the name that the router gives it, and who may see it. */

/** What the addresses of pages need: things that the sample city has. */
export interface Things {
  outlet: string
  /** an outlet that comes by at stops */
  van: string
  circle: string
  /** a circle of which there is little to tell */
  village: string
  complaint: string
  wish: string
  /** an outlet of the sample's merchant */
  holding: string
}

export type Address = (things: Things) => string

/** Pages for everybody. */
export const publicPages = {
  home: () => '/',
  outlet: ({ outlet }) => `/outlets/${outlet}`,
  circles: () => '/circles',
  circle: ({ circle }) => `/circles/${circle}`,
  booklet: ({ village }) => `/circles/${village}/booklet`,
  goals: () => '/goals',
  satisfaction: () => '/satisfaction',
  method: () => '/method',
  data: () => '/data',
  rate: ({ outlet }) => `/rate/outlet/${outlet}`,
  'complain-about': () => '/complain',
  complain: ({ outlet }) => `/complain/outlet/${outlet}`,
  'my-complaints': () => '/complaints/mine',
  complaints: () => '/complaints',
  complaint: ({ complaint }) => `/complaints/case/${complaint}`,
  'complaint-chain': () => '/complaints/chain',
  report: ({ outlet }) => `/report/${outlet}`,
  'new-shop': () => '/new-shop',
  wishes: () => '/wishes',
  'wish-new': () => '/wishes/new',
  wish: ({ wish }) => `/wishes/${wish}`,
  outbox: () => '/outbox',
  about: () => '/about',
  privacy: () => '/privacy',
  accessibility: () => '/accessibility',
  'sign-in': () => '/sign-in',
  join: () => '/join',
  missing: () => '/no/such/page',
} satisfies Record<string, Address>

/** Pages of a merchant. */
export const merchantPages = {
  account: () => '/account',
  merchant: () => '/merchant',
  listing: ({ holding }) => `/merchant/${holding}`,
  'merchant-poster': ({ holding }) => `/merchant/${holding}/poster`,
} satisfies Record<string, Address>

/** Pages of the city office. */
export const deskPages = {
  desk: () => '/desk',
  'desk-complaints': () => '/desk/complaints',
  'desk-new-shops': () => '/desk/new-shops',
  'desk-wishes': () => '/desk/wishes',
  'desk-notices': () => '/desk/notices',
  'desk-ledger': () => '/desk/ledger',
  'desk-audit': () => '/desk/audit',
  'desk-accounts': () => '/desk/accounts',
  'desk-import': () => '/desk/import',
  'desk-invite': () => '/desk/invite',
  'desk-letter': () => '/desk/letter',
  'desk-paper': () => '/desk/paper',
  'desk-standard': () => '/desk/standard',
  'desk-what-if': () => '/desk/what-if',
  'desk-network': () => '/desk/network',
  'desk-settings': () => '/desk/settings',
} satisfies Record<string, Address>
