/**
 * Complaints (product.md, "A complaint's way"): filed without an account, followed with a receipt, handled at the desk,
 * and shown to everybody without a word of what was written. Photos travel beside `complaint` in one multipart request,
 * so that a case is filed whole or not at all.
 */

import * as v from 'valibot'
import {
  complaintActors,
  complaintKindCodes,
  complaintLevels,
  complaintLimitCodes,
  complaintOutcomes,
  complaintRule,
  complaintStageCodes,
  departmentCodes,
  receiptRule,
  type TransferTarget,
  transferTargets,
} from '../catalog/complaints.ts'
import { hotlines } from '../catalog/hotlines.ts'
import { photosOf } from '../catalog/photo-rule.ts'
import { tidyComment } from '../rules/comment.ts'
import { ListingParams } from './listing.ts'
import { GradeShape, SubjectShape } from './rating.ts'
import {
  CommunityCodeShape,
  DateShape,
  InstantShape,
  OutletIdShape,
  PhotoKeyShape,
  ReasonInput,
  SubdistrictCodeShape,
} from './values.ts'

const text = (max: number, missing: string) =>
  v.pipe(
    v.string(missing),
    v.transform(tidyComment),
    v.minLength(2, missing),
    v.maxLength(max, `give at most ${max} characters`),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    v.regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, 'leave out control characters'),
  )

const Words = text(complaintRule.textMax, 'say what happened')

export const KindShape = v.pipe(v.picklist(complaintKindCodes), v.description('what it is about'))
export const StageShape = v.picklist(complaintStageCodes)
const LevelShape = v.picklist(complaintLevels)
export const LimitShape = v.picklist(complaintLimitCodes)

/** Who must see to a case: a division by its code, or a department. */
export const UnitShape = v.pipe(
  v.union([
    CommunityCodeShape,
    SubdistrictCodeShape,
    v.pipe(v.string(), v.regex(/^\d{6}$/)),
    v.picklist(departmentCodes),
  ]),
  v.description('code of a community, a subdistrict or the city, or of a department'),
)

/* ── what a complainant sends ── */

export const ComplaintInput = v.strictObject({
  subject: v.pipe(
    SubjectShape,
    v.description('an outlet, or a circle: also for something that is neither, in that community'),
  ),
  kind: KindShape,
  place: v.pipe(
    v.optional(v.nullable(text(complaintRule.placeMax, 'say where it is')), null),
    v.description('where it is, in words, when it is at no outlet'),
  ),
  text: v.pipe(Words, v.description('what happened')),
  merchantMaySee: v.pipe(v.boolean(), v.description('whether the merchant may read it and answer')),
  mayPublish: v.pipe(
    v.boolean(),
    v.description('whether text and photos may be published, once staff have approved it'),
  ),
})

/**
 * A receipt as it is typed: blanks, hyphens of any kind, small letters, the wide ones of Chinese keyboards and lookalikes
 * are taken for what is meant (Crockford).
 */
export const ReceiptShape = v.pipe(
  v.string('give the receipt code'),
  v.transform((typed) => {
    const plain = typed.normalize('NFKC').toUpperCase()
    return plain
      .replace(/[\s\p{Pd}]/gu, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
  }),
  v.regex(
    new RegExp(`^[${receiptRule.alphabet}]{${receiptRule.length}}$`),
    `a receipt code has ${receiptRule.length} letters and digits`,
  ),
)

/** More words from the complainant, with photos beside them. */
export const ComplaintMessageInput = v.strictObject({ text: Words })
/** How the handling was. */
export const ComplaintConfirmInput = v.strictObject({ grade: GradeShape })
/** What is not solved. */
export const ComplaintReopenInput = v.strictObject({ text: Words })

/* ── a case ── */

export const DeadlinesShape = v.pipe(
  v.strictObject({ accept: InstantShape, answer: InstantShape, resolve: InstantShape }),
  v.description('when each limit of 13710 runs out'),
)

/** A case as everybody may see it: nothing of what was written. */
export const CasePublic = v.strictObject({
  id: OutletIdShape,
  subject: v.strictObject({ ...SubjectShape.entries, name: v.string() }),
  community: v.pipe(
    v.nullable(v.strictObject({ code: CommunityCodeShape, name: v.string() })),
    v.description('null for an outlet outside every circle: its cases are the city office’s'),
  ),
  kind: KindShape,
  stage: StageShape,
  level: v.pipe(LevelShape, v.description('the level that must see to it now')),
  unit: v.pipe(v.nullable(UnitShape), v.description('who is responsible; null until it is accepted')),
  filedOn: v.pipe(DateShape, v.description('the day only')),
  deadlines: DeadlinesShape,
  provisional: v.pipe(
    v.boolean(),
    v.description('the deadlines rest on a year whose holidays are not published yet'),
  ),
  next: v.pipe(
    v.nullable(v.strictObject({ limit: LimitShape, until: InstantShape })),
    v.description('the limit that runs out next; null when nothing is due from staff'),
  ),
  replyUntil: v.pipe(
    v.nullable(InstantShape),
    v.description('until when the complainant may confirm or reopen'),
  ),
  done: v.pipe(
    v.strictObject({
      accept: v.nullable(InstantShape),
      answer: v.nullable(InstantShape),
      resolve: v.nullable(InstantShape),
    }),
    v.description('when each limit was kept, late or not, since filing or the last reopening'),
  ),
  missed: v.pipe(v.array(LimitShape), v.description('limits missed since filing or the last reopening')),
  complexReason: v.pipe(v.nullable(v.string()), v.description('why it is complex and has a month')),
  reopened: v.pipe(v.number(), v.description('how often it has been reopened')),
  late: v.pipe(v.number(), v.description('how many limits have been missed in all')),
  outcome: v.nullable(v.picklist(complaintOutcomes)),
  grade: v.pipe(v.nullable(GradeShape), v.description('how the complainant graded the handling')),
  ended: v.pipe(
    v.nullable(
      v.strictObject({
        reason: v.string(),
        to: v.nullable(v.picklist(transferTargets.map(({ code }) => code))),
      }),
    ),
    v.description('why it was rejected or transferred, and where to'),
  ),
  mergedInto: v.pipe(v.nullable(OutletIdShape), v.description('the case that it is handled with')),
  published: v.pipe(
    v.nullable(
      v.strictObject({
        text: v.nullable(v.string()),
        photos: v.array(PhotoKeyShape),
        summary: v.nullable(v.string()),
      }),
    ),
    v.description(
      'what happened, keys of photos, and what was done, where the complainant allowed it and staff approved it',
    ),
  ),
})

/** What was said on a case, for those who may read it. */
export const CaseMessage = v.strictObject({
  id: OutletIdShape,
  at: InstantShape,
  by: v.picklist(complaintActors),
  act: v.pipe(v.string(), v.description('what was done with these words: file, answer, resolve, add …')),
  level: v.pipe(v.nullable(LevelShape), v.description('of staff, whose level')),
  text: v.nullable(v.string()),
  photos: v.pipe(v.array(v.string()), v.description('identifiers of photos')),
})

/** An event of the chain by its number and hash. */
export const SealShape = v.strictObject({ seq: v.number(), hash: v.string() })

/** A case for whoever holds its receipt. */
export const CaseMine = v.strictObject({
  case: CasePublic,
  merchantMaySee: v.boolean(),
  mayPublish: v.boolean(),
  messages: v.array(CaseMessage),
  seal: v.pipe(
    SealShape,
    v.description('the event of filing in the chain: whoever keeps it can tell that the case is still there'),
  ),
  may: v.pipe(
    v.strictObject({ add: v.boolean(), confirm: v.boolean(), reopen: v.boolean(), reopenings: v.number() }),
    v.description('what can be done now, and how many reopenings are left'),
  ),
})

/** The answer to filing: the only time that the receipt is told. */
export const ComplaintTaken = v.strictObject({
  receipt: v.pipe(v.string(), v.description('to be kept: whoever has it can follow the case, nobody else')),
  case: OutletIdShape,
  deadlines: DeadlinesShape,
  seal: CaseMine.entries.seal,
})

/* ── what staff do ── */

const IdOfCase = v.pipe(OutletIdShape, v.description('public number of the case'))
const IdOfPhoto = v.pipe(OutletIdShape, v.description('identifier of the photo'))

export const CaseParams = v.strictObject({ id: IdOfCase })
export const CasePhotoParams = v.strictObject({ id: IdOfCase, photo: IdOfPhoto })
export const MyPhotoParams = v.strictObject({ photo: IdOfPhoto })
export const CaseOnListingParams = v.strictObject({ ...ListingParams.entries, case: IdOfCase })
export const CasePhotoOnListingParams = v.strictObject({ ...CaseOnListingParams.entries, photo: IdOfPhoto })

const hotlineTargets = [hotlines.city, hotlines.consumer] as const satisfies TransferTarget[]

export const CaseActInput = v.variant('act', [
  v.strictObject({ act: v.literal('accept'), unit: UnitShape }),
  v.strictObject({ act: v.literal('reject'), reason: ReasonInput, abuse: v.boolean() }),
  v.variant('to', [
    v.strictObject({
      act: v.literal('transfer'),
      to: v.picklist(hotlineTargets),
      department: v.optional(v.null(), null),
      reason: ReasonInput,
    }),
    v.strictObject({
      act: v.literal('transfer'),
      to: v.literal('department'),
      department: v.pipe(v.picklist(departmentCodes, 'name the department'), v.description('which one')),
      reason: ReasonInput,
    }),
  ]),
  v.strictObject({ act: v.literal('assign'), unit: UnitShape }),
  v.strictObject({ act: v.literal('answer'), text: Words }),
  v.strictObject({ act: v.literal('extend'), reason: ReasonInput }),
  v.strictObject({ act: v.literal('resolve'), text: Words }),
  v.strictObject({ act: v.literal('merge'), into: OutletIdShape }),
  v.strictObject({ act: v.literal('publish'), text: v.boolean(), photos: v.array(OutletIdShape) }),
])

/** What a merchant says to a case on their outlet, where the complainant lets them read it. */
export const CaseResponseInput = v.strictObject({ text: Words })

/** A case at the desk. */
export const CaseAtDesk = v.strictObject({
  case: CasePublic,
  version: v.pipe(v.number(), v.description('events of this case so far; an act names it as If-Match')),
  place: v.nullable(v.string()),
  merchantMaySee: v.boolean(),
  mayPublish: v.boolean(),
  messages: v.array(CaseMessage),
  photosPublished: v.array(v.string()),
  mayAct: v.pipe(v.boolean(), v.description('whether it is at the reader’s level or below')),
})

/** A line of the desk's list. */
export const CaseLine = v.strictObject({
  ...CasePublic.entries,
  excerpt: v.pipe(v.string(), v.description('the beginning of what happened')),
  version: v.number(),
  mayAct: v.boolean(),
})

/** A case on an outlet for its merchant: what happened and what they said to it themselves, and nothing else. */
export const CaseForMerchant = v.strictObject({
  case: CasePublic,
  messages: v.array(CaseMessage),
  mayRespond: v.boolean(),
})

/** Photos beside the words of one request. */
export const CASE_PHOTOS_MAX = photosOf.complaint

export type ComplaintDraft = v.InferInput<typeof ComplaintInput>
export type ComplaintGiven = v.InferOutput<typeof ComplaintInput>
export type Case = v.InferOutput<typeof CasePublic>
export type CaseOfMine = v.InferOutput<typeof CaseMine>
export type CaseWords = v.InferOutput<typeof CaseMessage>
export type CaseForStaff = v.InferOutput<typeof CaseAtDesk>
export type CaseListed = v.InferOutput<typeof CaseLine>
export type CaseAct = v.InferOutput<typeof CaseActInput>
export type Unit = v.InferOutput<typeof UnitShape>
export type Taken = v.InferOutput<typeof ComplaintTaken>
export type CaseToMerchant = v.InferOutput<typeof CaseForMerchant>
