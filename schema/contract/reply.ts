/** What merchants reply to comments: public under the comment, once staff have approved it. */

import * as v from 'valibot'
import { replyStates } from '../catalog/reply-rule.ts'
import { CommentEntry } from './desk.ts'
import { COMMENT_MAX } from './limits.ts'
import { ListingParams } from './listing.ts'
import { ReplyPublic } from './rating.ts'
import { paragraphs } from './text.ts'
import { InstantShape, OutletIdShape } from './values.ts'

export const ReplyVoiceParams = v.strictObject({
  ...ListingParams.entries,
  voice: v.pipe(OutletIdShape, v.description('`id` of the comment in `GET /api/ratings`')),
})
export const ReplyParams = v.strictObject({
  ...ListingParams.entries,
  reply: v.pipe(OutletIdShape, v.description('identifier of the reply')),
})

export const ReplyInput = v.strictObject({
  to: v.pipe(
    v.string(),
    v.maxLength(COMMENT_MAX),
    v.description('the comment as it was read: nobody answers words that are not there any more'),
  ),
  text: v.pipe(
    paragraphs(COMMENT_MAX),
    v.nonEmpty('is missing'),
    v.description('public once staff have approved it'),
  ),
})

/** A reply as those who keep the listing see it. */
export const ReplyEntry = v.strictObject({
  id: OutletIdShape,
  voice: v.pipe(OutletIdShape, v.description('the comment')),
  text: v.string(),
  at: v.pipe(InstantShape, v.description('when it was written')),
  state: v.picklist(replyStates),
  reason: v.pipe(v.nullable(v.string()), v.description('why staff refused it')),
})
export const ReplyList = v.strictObject({
  replies: v.pipe(
    v.array(ReplyEntry),
    v.description(
      'of each comment: the one that shows, the one that waits, and the last while it is refused',
    ),
  ),
})

/** A reply that waits for staff, with the comment and the reply that shows meanwhile. */
export const ReplyWaiting = v.strictObject({
  id: OutletIdShape,
  outlet: OutletIdShape,
  name: v.string(),
  community: v.nullable(v.string()),
  by: v.pipe(v.nullable(v.string()), v.description('handle of the merchant')),
  at: InstantShape,
  text: v.string(),
  current: v.nullable(ReplyPublic.entries.text),
  grade: CommentEntry.entries.grade,
  tags: CommentEntry.entries.tags,
  comment: CommentEntry.entries.comment,
})
export const RepliesWaiting = v.strictObject({ replies: v.array(ReplyWaiting) })

export type ReplyGiven = v.InferOutput<typeof ReplyInput>
export type KeptReply = v.InferOutput<typeof ReplyEntry>
export type WaitingReply = v.InferOutput<typeof ReplyWaiting>
