import type { RouteRecordName } from 'vue-router'
import type { MessageKey } from '../shell/words.ts'
import type { IconName } from '../ui/icons.ts'

/** A part of the desk in its navigation, and the pages that belong to it. */
export interface DeskSection {
  to: { name: string }
  text: MessageKey
  icon: IconName
  pages: readonly RouteRecordName[]
}

export const deskSections: readonly DeskSection[] = [
  { to: { name: 'desk' }, text: 'desk.nav.inbox', icon: 'list', pages: ['desk'] },
  {
    to: { name: 'desk-accounts' },
    text: 'desk.nav.accounts',
    icon: 'person',
    pages: ['desk-accounts', 'desk-invite', 'desk-letter'],
  },
]
