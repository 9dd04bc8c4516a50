import type { ProblemCode } from '../../schema/contract/problem.ts'
import { sentences } from '../satisfaction/rating-words.ts'
import { type MessageKey, useWords } from '../shell/words.ts'
import type { Outcome } from './listing.ts'
import { useListingWords } from './listing-words.ts'

const refusals: Partial<Record<ProblemCode, MessageKey>> = {
  frozen: 'merchant.outcome.frozen',
  forbidden: 'merchant.outcome.forbidden',
  not_found: 'merchant.outcome.notFound',
  invalid_request: 'merchant.outcome.invalid',
  cross_site: 'merchant.outcome.crossSite',
}

/** Says what became of what somebody did. */
export function useOutcomeWords(): { outcomeWords: (outcome: Outcome) => string } {
  const { t, language } = useWords()
  const { fieldNames } = useListingWords()

  function well(outcome: Outcome & { went: 'well' }): string[] {
    const { act, fields, shown, waiting, besides } = outcome
    if (act === 'confirm') return [t('merchant.outcome.confirmed')]
    if (act === 'withdraw') return [t('merchant.outcome.withdrawn', { fields: fieldNames(fields) })]
    const told = [
      ...(act === 'restore' ? [t('merchant.outcome.restored')] : []),
      ...(shown.length > 0 ? [t('merchant.outcome.shown', { fields: fieldNames(shown) })] : []),
      ...(waiting.length > 0 ? [t('merchant.outcome.waiting', { fields: fieldNames(waiting) })] : []),
    ]
    const nothing = act === 'save' && told.length === 0 ? [t('merchant.outcome.nothing')] : []
    const others = besides.length > 0 ? [t('merchant.outcome.besides', { fields: fieldNames(besides) })] : []
    return [...told, ...nothing, ...others]
  }

  function parts(outcome: Outcome): string[] {
    const saves = outcome.act === 'save'
    switch (outcome.went) {
      case 'well':
        return well(outcome)
      case 'offline':
        return [t('merchant.outcome.offlineAct')]
      case 'kept':
        return [t(outcome.lasting ? 'outbox.listing.outcome' : 'outbox.listing.outcomeUnlasting')]
      case 'overtaken':
        return [t('merchant.outcome.overtaken')]
      case 'refused':
        return [
          t((outcome.code && refusals[outcome.code]) ?? 'merchant.outcome.server'),
          ...(saves ? [t('merchant.outcome.refusedText')] : []),
        ]
    }
  }

  return { outcomeWords: (outcome) => sentences(language.value, parts(outcome)) }
}
