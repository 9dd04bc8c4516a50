import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure } from '../shell/api.ts'
import type { MessageKey } from '../shell/words.ts'

/** Why something at the desk was not done. */
export type DeskFailure = ProblemCode | 'offline' | 'unknown'

/** What an error means to the person at the desk. */
export function deskFailureOf(error: unknown): DeskFailure {
  if (!(error instanceof ApiFailure)) return 'unknown'
  return error.kind === 'offline' ? 'offline' : (error.problem?.code ?? 'unknown')
}

const sentences: Partial<Record<DeskFailure, MessageKey>> = {
  offline: 'desk.failure.offline',
  changed_meanwhile: 'desk.failure.changed',
  forbidden: 'desk.failure.forbidden',
  frozen: 'desk.failure.frozen',
  not_found: 'desk.failure.notFound',
  invalid_request: 'desk.failure.invalid',
  invitation_over: 'desk.failure.invitationOver',
  not_signed_in: 'desk.failure.notSignedIn',
  sign_in_again: 'desk.failure.signInAgain',
  second_factor_needed: 'desk.failure.secondFactor',
  cross_site: 'desk.failure.crossSite',
}

/** The sentence for a failure: what happened, and what to do next. */
export function deskFailureKey(failure: DeskFailure): MessageKey {
  return sentences[failure] ?? 'desk.failure.server'
}
