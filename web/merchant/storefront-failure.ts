import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure } from '../shell/api.ts'
import type { MessageKey } from '../shell/words.ts'

/** Why something about a photo or a reply was not done; `stopped` was the person's own wish. */
export type StorefrontFailure = ProblemCode | 'offline' | 'stopped' | 'unknown'

/** What an error means to the person. */
export function storefrontFailureOf(error: unknown): StorefrontFailure {
  if (!(error instanceof ApiFailure)) return 'unknown'
  return error.kind === 'offline' ? 'offline' : (error.problem?.code ?? 'unknown')
}

const sentences: Partial<Record<StorefrontFailure, MessageKey>> = {
  offline: 'storefront.failure.offline',
  stopped: 'storefront.failure.stopped',
  not_signed_in: 'storefront.failure.notSignedIn',
  changed_meanwhile: 'storefront.failure.changed',
  not_now: 'storefront.failure.changed',
  frozen: 'storefront.failure.frozen',
  not_found: 'storefront.failure.notFound',
  forbidden: 'storefront.failure.forbidden',
  too_many: 'storefront.failure.tooMany',
  photo_wrong: 'storefront.failure.photo',
  photo_metadata: 'storefront.failure.photo',
  too_large: 'storefront.failure.photo',
  invalid_request: 'storefront.failure.invalid',
  cross_site: 'storefront.failure.crossSite',
}

/** The sentence for a failure: what happened, what was kept, what to do next. */
export function storefrontFailureKey(failure: StorefrontFailure): MessageKey {
  return sentences[failure] ?? 'storefront.failure.server'
}
