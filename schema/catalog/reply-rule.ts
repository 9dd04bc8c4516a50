/** What merchants reply to comments. It is checked by staff, as comments are, and goes when its comment goes. */

/** How far a reply is; `replaced` showed until another version took its place. */
export const replyStates = ['waiting', 'approved', 'refused', 'replaced'] as const
export type ReplyState = (typeof replyStates)[number]

/** Seconds for which a replaced version is kept, so that approving the other can be undone. */
export const replyKeptFor = 7 * 24 * 3_600
