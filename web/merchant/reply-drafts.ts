/** Replies that were begun and not handed in, by comment: they survive signing in again and going back and forth. */

/** Where storage is refused, drafts last as long as the page. */
const drafts = new Map<string, string>()
const keyOf = (voice: string) => `yikezhong.reply.${voice}`

/** What was begun on a comment in this tab; empty when nothing was. */
export function readReplyDraft(voice: string): string {
  try {
    return drafts.get(voice) ?? sessionStorage.getItem(keyOf(voice)) ?? ''
  } catch {
    return ''
  }
}

/** Keeps what was begun; nothing is kept of an empty one. */
export function writeReplyDraft(voice: string, text: string): void {
  drafts.delete(voice)
  try {
    if (text === '') sessionStorage.removeItem(keyOf(voice))
    else sessionStorage.setItem(keyOf(voice), text)
  } catch {
    if (text !== '') drafts.set(voice, text)
  }
}
