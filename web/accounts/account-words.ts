import type { Role } from '../../schema/catalog/roles.ts'
import { roles } from '../../schema/catalog/roles.ts'
import { clockTime, dateAt, dayName } from '../places/dates.ts'
import { type MessageKey, useWords } from '../shell/words.ts'
import type { FailureCode } from './attempt.ts'

/** The words of a failure that differ from form to form. */
export type OwnWords = Partial<Record<FailureCode, MessageKey>>

const sentences: OwnWords = {
  offline: 'accounts.failure.offline',
  cross_site: 'accounts.failure.crossSite',
  not_signed_in: 'accounts.failure.notSignedIn',
  second_factor_needed: 'accounts.failure.secondFactorNeeded',
  forbidden: 'accounts.failure.forbidden',
  not_found: 'accounts.failure.notFound',
  invalid_request: 'accounts.failure.invalid',
  invitation_wrong: 'accounts.failure.invitationWrong',
  invitation_over: 'accounts.failure.invitationOver',
  handle_taken: 'accounts.failure.handleTaken',
  wrong_login: 'accounts.failure.wrongLogin',
  unavailable: 'accounts.failure.server',
  internal: 'accounts.failure.server',
  passkey_left: 'accounts.failure.passkeyLeft',
  passkey_known: 'accounts.failure.passkeyKnown',
  passkey_failed: 'accounts.failure.passkeyFailed',
}

/**
 * The sentence for a failure.
 * @param own what a form says about some of them in its own words
 */
export function failureKey(code: FailureCode, own: OwnWords = {}): MessageKey {
  return own[code] ?? sentences[code] ?? 'accounts.failure.server'
}

/** The name of a role, in the language of the reader. */
export function roleName(role: Role, pick: (zh: string, en: string) => string): string {
  return pick(roles[role].name, roles[role].nameEn)
}

/** Characters in groups of four, as they are printed and read out. */
export function inFours(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? ''
}

/** Day and time of an instant; of today the time only, of another year the year, too. */
export function useWhen(): (instant: string) => string {
  const { t, language } = useWords()
  return (instant) => {
    const [at, now] = [Date.parse(instant), Date.now()]
    const time = clockTime(at)
    const [date, today] = [dateAt(at), dateAt(now)]
    if (date === today) return t('accounts.when.today', { time })
    const day = dayName(at, language.value)
    const [year, thisYear] = [date.slice(0, 4), today.slice(0, 4)]
    if (year !== thisYear) return t('accounts.when.year', { year, day })
    return t('accounts.when.day', { day, time })
  }
}
