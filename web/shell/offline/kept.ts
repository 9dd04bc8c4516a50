import { shallowReactive } from 'vue'
import { addressOf, KEPT_AT } from './messages.ts'

/**
 * What this page shows that was kept on the device, because the network did not give it: by path and query, the epoch
 * milliseconds at which it came from the network.
 */
export const keptAnswers: Map<string, number> = shallowReactive(new Map())

/** Notes whether an answer came from the network, or from what is kept. */
export function noteAnswer(answer: {
  url?: string
  headers: { get: (name: string) => string | null }
}): void {
  const address = addressOf(answer.url ?? '')
  const at = answer.headers.get(KEPT_AT)
  if (at) keptAnswers.set(address, Number(at))
  else keptAnswers.delete(address)
}
