import * as v from 'valibot'
import { passwordRule } from '../../schema/catalog/account-limits.ts'
import {
  HandleShape,
  InvitationCodeShape,
  invitationAlphabet,
  OneTimeCodeShape,
} from '../../schema/contract/account.ts'
import type { MessageKey } from '../shell/words.ts'
import { inFours } from './account-words.ts'

/** What is wrong with a handle that somebody wants; null when it will do. */
export function handleFault(handle: string): MessageKey | null {
  if (handle.trim() === '') return 'accounts.handle.none'
  const { issues } = v.safeParse(HandleShape, handle)
  if (!issues) return null
  return issues.some(({ type }) => type === 'check') ? 'accounts.handle.number' : 'accounts.handle.form'
}

/** What is wrong with a new password; null when it will do. */
export function passwordFault(password: string): MessageKey | null {
  if (password === '') return 'accounts.password.none'
  if (password.length < passwordRule.least) return 'accounts.password.short'
  return password.length > passwordRule.most ? 'accounts.password.long' : null
}

/** The six digits that somebody typed, blanks aside; null when they are not six digits. */
export function oneTimeCodeOf(text: string): string | null {
  const { success, output } = v.safeParse(OneTimeCodeShape, text)
  return success ? output : null
}

/** The code of a letter, with lookalikes put right; null when it is not one. */
export function invitationCodeOf(text: string): string | null {
  const { success, output } = v.safeParse(InvitationCodeShape, text)
  return success ? output : null
}

/** A code as it is being typed: capitals in groups of four, lookalikes put right, everything else left out. */
export function tidyCode(text: string): string {
  const capitals = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return inFours([...capitals].filter((character) => invitationAlphabet.includes(character)).join(''))
}
