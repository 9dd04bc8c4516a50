/**
 * `/api/ratings` and `/api/challenge`: what a resident says of an outlet or a circle, and the proof of work that it
 * costs. Nothing here tells who they are.
 */

import * as v from 'valibot'
import { grades, subjectKinds, voiceTags, voiceWays } from '../catalog/satisfaction.ts'
import { holdReasons } from '../catalog/voice-limits.ts'
import { commentStates, voiceStates } from '../catalog/voice-states.ts'
import { identifierForm } from '../rules/base62.ts'
import { tidyComment } from '../rules/comment.ts'
import { COMMENT_MAX } from './limits.ts'
import { DateShape, InstantShape } from './values.ts'

const gradeValues = grades.map(({ grade }) => grade)
const tagCodes = voiceTags.map(({ code }) => code)

export const GradeShape = v.pipe(
  v.picklist(gradeValues, 'give a whole number from 1 (very dissatisfied) to 5 (very satisfied)'),
  v.description('1 very dissatisfied … 5 very satisfied'),
)

export const VoiceWayShape = v.pipe(
  v.nullable(v.picklist(voiceWays)),
  v.description('`poster`: by the QR code of a poster; null: in any other way'),
)

/** What a voice is on: an outlet by its identifier, or a community's circle by its code. */
export const SubjectShape = v.strictObject({
  kind: v.picklist(subjectKinds),
  id: v.pipe(
    v.string(),
    v.regex(identifierForm, 'give the identifier of an outlet or the code of a community'),
    v.description('identifier of an outlet, or code of a community'),
  ),
})

export const SubjectParams = v.strictObject(SubjectShape.entries)

const TagShape = v.picklist(tagCodes)

export const RatingInput = v.strictObject({
  subject: SubjectShape,
  grade: GradeShape,
  tags: v.optional(
    v.pipe(
      v.array(TagShape),
      v.check((tags) => new Set(tags).size === tags.length, 'name each tag once'),
      v.description('what it is about'),
    ),
    [],
  ),
  comment: v.optional(
    v.pipe(
      v.nullable(
        v.pipe(
          v.string(),
          v.transform(tidyComment),
          v.maxLength(COMMENT_MAX, `give at most ${COMMENT_MAX} characters`),
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
          v.regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, 'leave out control characters'),
        ),
      ),
      v.transform((text) => text || null),
      v.nullable(v.pipe(v.string(), v.maxLength(COMMENT_MAX))),
      v.description('in the resident’s own words; public only once staff have approved it'),
    ),
    null,
  ),
  via: v.optional(VoiceWayShape, null),
})

/** A voice as it is stored, for the resident whose voice it is. */
export const RatingPublic = v.strictObject({
  subject: SubjectShape,
  grade: GradeShape,
  tags: v.array(TagShape),
  comment: v.nullable(v.string()),
  commentState: v.picklist(commentStates),
  state: v.pipe(v.picklist(voiceStates), v.description('whether it is in the measure')),
  holdReason: v.pipe(v.nullable(v.picklist(holdReasons)), v.description('why it is held back')),
  dropReason: v.pipe(v.nullable(v.string()), v.description('why staff have dropped it')),
  at: v.pipe(InstantShape, v.description('when it was last said')),
})

export const RatingsMine = v.strictObject({ ratings: v.array(RatingPublic) })

/** The cursor of a page of comments: the day and the identifier of the last one. */
const CursorShape = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}\.[0-9A-Za-z]{10}$/, 'give the `next` of the page before'),
)

export const VoicesQuery = v.strictObject({
  kind: v.pipe(v.picklist(subjectKinds), v.description('what the voices are on'), v.examples(['outlet'])),
  id: v.pipe(SubjectShape.entries.id, v.examples(['Fr6Y5gFBBx'])),
  before: v.optional(
    v.pipe(CursorShape, v.description('`next` of the page before'), v.examples(['2026-11-12.4fH2mQ9xTz'])),
  ),
})

/** What the merchant replied to a comment. */
export const ReplyPublic = v.strictObject({
  text: v.string(),
  on: v.pipe(DateShape, v.description('the day only')),
})

/** What everyone may read of the voices on a subject. */
export const VoicesPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  tags: v.pipe(
    v.array(
      v.strictObject({
        tag: TagShape,
        satisfied: v.pipe(v.number(), v.description('voices of a satisfied grade that name it')),
        dissatisfied: v.number(),
      }),
    ),
    v.description('tags that recur, the most named first'),
  ),
  comments: v.pipe(
    v.array(
      v.strictObject({
        id: v.string(),
        grade: GradeShape,
        tags: v.array(TagShape),
        comment: v.string(),
        on: v.pipe(DateShape, v.description('the day only')),
        reply: v.nullable(ReplyPublic),
      }),
    ),
    v.description('approved comments, the newest first, with the approved reply of the merchant'),
  ),
  next: v.pipe(v.nullable(v.string()), v.description('for the next page; null on the last one')),
})

/** The task of ALTCHA's proof of work, version 2 (https://altcha.org). */
export const ChallengePublic = v.strictObject({
  parameters: v.strictObject({
    algorithm: v.string(),
    cost: v.number(),
    expiresAt: v.pipe(v.number(), v.description('seconds since 1970')),
    keyLength: v.number(),
    keyPrefix: v.string(),
    keySignature: v.string(),
    nonce: v.string(),
    salt: v.string(),
  }),
  signature: v.string(),
})

/** What the `Altcha` header holds, as JSON in base64: the task and its solution. */
export const SolutionInput = v.object({
  challenge: ChallengePublic,
  solution: v.object({ counter: v.number(), derivedKey: v.string() }),
})

/** `Idempotency-Key`: random, one for each act. */
export const IdempotencyKey = v.pipe(
  v.string(
    'give an Idempotency-Key: 8 to 64 letters, digits, - or _, random, the same when it is sent again',
  ),
  v.regex(/^[\w-]{8,64}$/, 'give 8 to 64 letters, digits, - or _'),
)

export type RatingDraft = v.InferInput<typeof RatingInput>
export type RatingGiven = v.InferOutput<typeof RatingInput>
export type Rating = v.InferOutput<typeof RatingPublic>
export type RatingList = v.InferOutput<typeof RatingsMine>
export type Voices = v.InferOutput<typeof VoicesPublic>
export type Subject = v.InferOutput<typeof SubjectShape>
export type Challenge = v.InferOutput<typeof ChallengePublic>
