/** What waits at the desk besides listings: comments to approve, and voices that are held back. */

import * as v from 'valibot'
import { voiceTags } from '../catalog/satisfaction.ts'
import { holdReasons } from '../catalog/voice-limits.ts'
import { GradeShape, SubjectShape } from './rating.ts'
import { InstantShape, OutletIdShape, ReasonInput } from './values.ts'

const about = {
  id: OutletIdShape,
  subject: v.strictObject({ ...SubjectShape.entries, name: v.string() }),
  grade: GradeShape,
  tags: v.array(v.picklist(voiceTags.map(({ code }) => code))),
  at: v.pipe(
    InstantShape,
    v.description('when it was said; an act names it, so that it is on what was read'),
  ),
}

export const CommentEntry = v.strictObject({ ...about, comment: v.string() })
export const CommentList = v.strictObject({ comments: v.array(CommentEntry) })

export const HeldEntry = v.strictObject({ ...about, reason: v.picklist(holdReasons) })
export const HeldList = v.strictObject({ held: v.array(HeldEntry) })

/** How many of each kind wait in the reader's area. */
export const InboxPublic = v.strictObject({
  proposals: v.number(),
  comments: v.number(),
  held: v.number(),
  reports: v.number(),
  stale: v.pipe(v.number(), v.description('outlets that nobody has said to be right for 90 days')),
})

export const CommentJudgement = v.strictObject({
  at: InstantShape,
  verdict: v.picklist(['approve', 'refuse']),
})

/** Letting a voice into the measure, or taking it out; either can be done after the other. */
export const HeldJudgement = v.strictObject({ verdict: v.picklist(['clear', 'drop']), reason: ReasonInput })

export const VoiceParams = v.strictObject({ id: OutletIdShape })

export type CommentWaiting = v.InferOutput<typeof CommentEntry>
export type HeldVoice = v.InferOutput<typeof HeldEntry>
export type Inbox = v.InferOutput<typeof InboxPublic>
