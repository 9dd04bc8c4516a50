/** What waits at the desk besides what merchants want: comments, voices that are held back, listings nobody has looked at. */

import * as v from 'valibot'
import { CONFIRM_AFTER_DAYS } from '../catalog/listing-fields.ts'
import { voiceTags } from '../catalog/satisfaction.ts'
import { holdReasons } from '../catalog/voice-limits.ts'
import { OutletPublic } from './outlet.ts'
import { GradeShape, SubjectShape, VoiceWayShape } from './rating.ts'
import { InstantShape, OutletIdShape, ReasonInput } from './values.ts'

const about = {
  id: OutletIdShape,
  subject: v.strictObject({ ...SubjectShape.entries, name: v.string() }),
  grade: GradeShape,
  tags: v.array(v.picklist(voiceTags.map(({ code }) => code))),
  via: VoiceWayShape,
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
  photos: v.number(),
  replies: v.number(),
  stale: v.pipe(
    v.number(),
    v.description(
      `outlets that are open and that nobody has said to be right for ${CONFIRM_AFTER_DAYS} days`,
    ),
  ),
})

/** A comment is judged as it was read; taking a verdict back lets it wait again. */
export const CommentJudgement = v.variant('verdict', [
  v.strictObject({ at: InstantShape, verdict: v.literal('approve') }),
  v.strictObject({ at: InstantShape, verdict: v.literal('refuse'), reason: ReasonInput }),
  v.strictObject({ at: InstantShape, verdict: v.literal('undo') }),
])

/** Letting a voice into the measure, taking it out, or holding it back again after either. */
export const HeldJudgement = v.variant('verdict', [
  v.strictObject({ verdict: v.picklist(['clear', 'drop']), reason: ReasonInput }),
  v.strictObject({ verdict: v.literal('undo') }),
])

export const VoiceParams = v.strictObject({ id: OutletIdShape })

/* ── listings that nobody has looked at for long ── */

const { type, address, phone, hours, hoursText, stops, confirmedAt, confirmedBy } = OutletPublic.entries

/** A listing with what has to be looked at to say that it is right. */
export const StaleEntry = v.strictObject({
  id: OutletIdShape,
  version: v.pipe(
    InstantShape,
    v.description('of the listing; an act names it, so that it is on what was read'),
  ),
  name: v.string(),
  type,
  community: v.nullable(v.string()),
  address,
  phone,
  hours,
  hoursText,
  stops,
  confirmedAt,
  confirmedBy,
  holder: v.pipe(v.nullable(v.string()), v.description('handle of the merchant; null where nobody holds it')),
})
export const StaleList = v.strictObject({ stale: v.array(StaleEntry) })

/** The listing is right, it is not as listed, or neither after all. */
export const StaleJudgement = v.variant('verdict', [
  v.strictObject({ verdict: v.literal('right'), version: InstantShape }),
  v.strictObject({ verdict: v.literal('wrong'), version: InstantShape, reason: ReasonInput }),
  v.strictObject({ verdict: v.literal('undo') }),
])
export const StaleJudged = v.strictObject({
  version: v.pipe(InstantShape, v.description('of the listing from then on')),
})

export type CommentWaiting = v.InferOutput<typeof CommentEntry>
export type HeldVoice = v.InferOutput<typeof HeldEntry>
export type CommentVerdict = v.InferOutput<typeof CommentJudgement>
export type HeldVerdict = v.InferOutput<typeof HeldJudgement>
export type StaleAnswer = v.InferOutput<typeof StaleJudged>
export type Inbox = v.InferOutput<typeof InboxPublic>
export type Stale = v.InferOutput<typeof StaleEntry>
export type StaleVerdict = v.InferOutput<typeof StaleJudgement>
