/** How a voice and its comment stand. */

/** How far a comment is on its way to the public. */
export const commentStates = ['none', 'waiting', 'approved', 'refused'] as const
export type CommentState = (typeof commentStates)[number]

/** How a voice stands, as its resident sees it: in the measure, held back until staff have looked, or dropped. */
export const voiceStates = ['counted', 'held', 'dropped'] as const
export type VoiceState = (typeof voiceStates)[number]

/**
 * What staff have to do with a voice, as it is stored. A voice that was held or dropped stays under review when its
 * resident changes it, so that nobody gets out of it by rating again.
 */
export const reviews = ['none', 'held', 'cleared', 'dropped'] as const
export type Review = (typeof reviews)[number]
