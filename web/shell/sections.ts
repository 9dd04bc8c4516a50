import type { RouteRecordName } from 'vue-router'
import type { MessageKey } from './words.ts'

/** A part of the site in the navigation: where its link goes, and the pages that belong to it. */
export interface Section {
  to: { name: string }
  text: MessageKey
  pages: readonly RouteRecordName[]
  /** in the header only where there is room for all of them */
  wide?: true
}

/** What people came for; in sight on a wide screen. */
export const mainSections: readonly Section[] = [
  { to: { name: 'home' }, text: 'shell.nav.find', pages: ['home', 'outlet'] },
  { to: { name: 'circles' }, text: 'shell.nav.circles', pages: ['circles', 'circle'] },
  { to: { name: 'satisfaction' }, text: 'shell.nav.satisfaction', pages: ['satisfaction', 'rate', 'method'] },
  {
    to: { name: 'complaints' },
    text: 'shell.nav.complaints',
    pages: ['complaints', 'complaint', 'complaint-chain'],
    wide: true,
  },
  { to: { name: 'wishes' }, text: 'shell.nav.wishes', pages: ['wishes', 'wish-new', 'wish'], wide: true },
  { to: { name: 'about' }, text: 'shell.nav.about', pages: ['about'] },
]

/** What a phone's menu and the footer have besides. */
export const furtherSections: readonly Section[] = [
  { to: { name: 'goals' }, text: 'shell.nav.goals', pages: ['goals'] },
  { to: { name: 'outbox' }, text: 'shell.footer.outbox', pages: ['outbox'] },
  { to: { name: 'new-shop' }, text: 'shell.nav.newShop', pages: ['new-shop'] },
  { to: { name: 'privacy' }, text: 'shell.nav.privacy', pages: ['privacy'] },
  { to: { name: 'accessibility' }, text: 'shell.nav.accessibility', pages: ['accessibility'] },
  { to: { name: 'sign-in' }, text: 'shell.nav.accounts', pages: ['sign-in', 'account', 'join'] },
]

/** The value of `aria-current` for a section's link on a page. */
export function currentIn(
  section: Section,
  page: RouteRecordName | null | undefined,
): 'page' | 'true' | undefined {
  if (page === null || page === undefined || !section.pages.includes(page)) return undefined
  return section.to.name === page ? 'page' : 'true'
}
