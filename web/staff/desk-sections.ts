import type { RouteRecordName } from 'vue-router'
import type { Role } from '../../schema/catalog/roles.ts'
import type { MessageKey } from '../shell/words.ts'
import type { IconName } from '../ui/icons.ts'

/** A part of the desk in its navigation, and the pages that belong to it. */
export interface DeskSection {
  to: { name: string }
  /** of `desk.nav`: the navigation is there before the words of the page are */
  text: MessageKey
  icon: IconName
  pages: readonly RouteRecordName[]
  /** who sees it; everybody at the desk where it is not said */
  roles?: readonly Role[]
}

/** In the order of the navigation: what comes in, what there is, who may, how it is set, what was done. */
export const deskSections: readonly DeskSection[] = [
  { to: { name: 'desk' }, text: 'desk.nav.inbox', icon: 'list', pages: ['desk'] },
  {
    to: { name: 'desk-complaints' },
    text: 'desk.nav.complaints',
    icon: 'flag',
    pages: ['desk-complaints'],
  },
  {
    to: { name: 'desk-ledger' },
    text: 'desk.nav.ledger',
    icon: 'book',
    pages: ['desk-ledger', 'desk-import'],
  },
  { to: { name: 'desk-new-shops' }, text: 'desk.nav.newShops', icon: 'store', pages: ['desk-new-shops'] },
  { to: { name: 'desk-wishes' }, text: 'desk.nav.wishes', icon: 'heart', pages: ['desk-wishes'] },
  { to: { name: 'desk-notices' }, text: 'desk.nav.notices', icon: 'speak', pages: ['desk-notices'] },
  { to: { name: 'desk-paper' }, text: 'desk.nav.paper', icon: 'print', pages: ['desk-paper'] },
  {
    to: { name: 'desk-accounts' },
    text: 'desk.nav.accounts',
    icon: 'person',
    pages: ['desk-accounts', 'desk-invite', 'desk-letter'],
  },
  { to: { name: 'desk-what-if' }, text: 'desk.nav.whatIf', icon: 'locate', pages: ['desk-what-if'] },
  { to: { name: 'desk-standard' }, text: 'desk.nav.standard', icon: 'check', pages: ['desk-standard'] },
  { to: { name: 'desk-network' }, text: 'desk.nav.network', icon: 'walk', pages: ['desk-network'] },
  { to: { name: 'desk-settings' }, text: 'desk.nav.settings', icon: 'sliders', pages: ['desk-settings'] },
  {
    to: { name: 'desk-audit' },
    text: 'desk.nav.audit',
    icon: 'clock',
    pages: ['desk-audit'],
    roles: ['city', 'auditor'],
  },
]

/** The sections that somebody sees. */
export function sectionsFor(role: Role): readonly DeskSection[] {
  return deskSections.filter(({ roles }) => roles?.includes(role) ?? true)
}
