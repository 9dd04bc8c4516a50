import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { ApiFailure } from '../shell/api.ts'
import { type MessageKey, useWords } from '../shell/words.ts'
import { deskFailureKey, deskFailureOf } from './desk-failure.ts'
import { reasonIn } from './reader-reason.ts'

const refusals: Readonly<Record<string, MessageKey>> = {
  foreign: 'streetNetwork.refused.foreign',
  version: 'streetNetwork.refused.version',
  broken: 'streetNetwork.refused.broken',
  source: 'streetNetwork.refused.source',
  large: 'streetNetwork.refused.large',
  elsewhere: 'streetNetwork.refused.elsewhere',
}

const refusalOf = (problem: ProblemDetails | null): MessageKey | undefined =>
  problem?.code === 'network_wrong' ? refusals[problem.fields?.[0]?.reason ?? ''] : undefined

/** Words for street networks: lengths, sizes, and what went wrong. */
export function useNetworkWords() {
  const words = useWords()
  const { language } = words
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(value)
  return {
    ...words,
    number,
    /** metres as kilometres */
    kilometres: (metres: number) => words.t('streetNetwork.km', { km: number(metres / 1_000, 1) }),
    /** bytes as kilobytes, or megabytes where they are many */
    size: (bytes: number) =>
      bytes < 1_000_000
        ? words.t('streetNetwork.kb', { kb: number(bytes / 1_000) })
        : words.t('streetNetwork.mb', { mb: number(bytes / 1_000_000, 1) }),
    /** why a file cannot be read, as its reader says it */
    reasonText: (reason: string) => reasonIn(reason, words.pick),
    /** why the worker did not take a network, and what to do next */
    failureText: (failure: ApiFailure): string =>
      words.t(
        refusalOf(failure.problem) ??
          (failure.problem?.code === 'too_large'
            ? 'streetNetwork.refused.large'
            : deskFailureKey(deskFailureOf(failure))),
      ),
  }
}
