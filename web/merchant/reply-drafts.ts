/**
 * Words to residents that were begun and not handed in, by their topic (`sendable.ts`), which tells whose they are: they
 * survive signing in again and going back and forth.
 */

/** Where storage is refused, drafts last as long as the page. */
const drafts = new Map<string, string>()
const keyOf = (topic: string) => `yikezhong.reply.${topic}`

/** What was begun on a topic in this tab; empty when nothing was. */
export function readReplyDraft(topic: string): string {
  try {
    return drafts.get(topic) ?? sessionStorage.getItem(keyOf(topic)) ?? ''
  } catch {
    return ''
  }
}

/** Keeps what was begun; nothing is kept of an empty one. */
export function writeReplyDraft(topic: string, text: string): void {
  drafts.delete(topic)
  try {
    if (text === '') sessionStorage.removeItem(keyOf(topic))
    else sessionStorage.setItem(keyOf(topic), text)
  } catch {
    if (text !== '') drafts.set(topic, text)
  }
}
