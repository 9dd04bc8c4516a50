import { shallowReactive } from 'vue'
import { addressOf, FETCHED_AT, KEPT_AT } from './messages.ts'

/**
 * What this page shows that was kept on the device, because the network did not give it: by path and query, the epoch
 * milliseconds at which it came from the network.
 */
export const keptAnswers: Map<string, number> = shallowReactive(new Map())

/**
 * Notes whether an answer came from the network, or from what is kept. Without network the browser itself may have
 * answered, with what it had fetched; the answer's own date tells when.
 */
export function noteAnswer(answer: {
  url?: string
  headers: { get: (name: string) => string | null }
}): void {
  const address = addressOf(answer.url ?? '')
  const { headers } = answer
  const kept = headers.get(KEPT_AT) ?? (navigator.onLine ? null : headers.get(FETCHED_AT))
  const at = Number(kept) || (navigator.onLine ? 0 : Date.parse(headers.get('Date') ?? ''))
  if (at) keptAnswers.set(address, at)
  else keptAnswers.delete(address)
}
