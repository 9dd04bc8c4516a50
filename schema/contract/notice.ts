/** `/api/notices`: what the residents of a circle are told for a while, and how staff write it. */

import * as v from 'valibot'
import { noticeKindCodes, noticeRule } from '../catalog/notices.ts'
import { isForward, noticeDays } from '../rules/notices.ts'
import { AreaShape } from './account.ts'
import { line, once, paragraphs } from './text.ts'
import { CommunityCodeShape, DayInput, InstantShape, OutletIdShape } from './values.ts'

/** Code of a community, of a subdistrict, or of the city. */
const AreaCode = v.pipe(
  v.string(),
  v.regex(/^\d{6}(\d{3}(\d{3})?)?$/, 'give the code of a community, of a subdistrict, or of the city'),
  v.description('code of a community, of a subdistrict, or of the city'),
)

const Time = v.pipe(
  v.nullable(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'give HH:MM'))),
  v.description('HH:MM, Asia/Shanghai; null where it is the whole day'),
)

const said = {
  kind: v.picklist(noticeKindCodes),
  title: line(noticeRule.title),
  text: v.pipe(paragraphs(noticeRule.text), v.description('may be empty where the title says it all')),
  place: v.pipe(v.nullable(line(noticeRule.place)), v.description('where, in words')),
  from: v.pipe(DayInput, v.description('first day; it shows from that morning on')),
  fromTime: Time,
  to: v.pipe(DayInput, v.description('last day')),
  toTime: Time,
}

const Written = v.pipe(
  v.strictObject({ area: AreaCode, ...said }),
  v.forward(
    v.check((given) => isForward(given), 'it ends before it begins'),
    ['to'],
  ),
  v.forward(
    v.check((given) => noticeDays(given) <= noticeRule.days, `give at most ${noticeRule.days} days`),
    ['to'],
  ),
)

/** A notice as staff write it. */
export const NoticeInput = once(Written)

const shown = {
  id: OutletIdShape,
  area: v.pipe(AreaShape, v.description('for whom it is: a community, a subdistrict, or the city')),
  ...said,
}

export const NoticePublic = v.strictObject({
  ...shown,
  version: v.pipe(InstantShape, v.description('changes when its words do')),
})

/** What is current and what is coming. */
export const NoticeCollection = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  notices: v.array(NoticePublic),
})

export const NoticesQuery = v.strictObject({
  circle: v.optional(
    v.pipe(
      CommunityCodeShape,
      v.description('only what is for this community: its own, its subdistrict’s and the city’s'),
      v.examples(['411281001005']),
    ),
  ),
})

/* ── the desk ── */

export const NoticeEntry = v.strictObject({
  ...NoticePublic.entries,
  withdrawn: v.boolean(),
  by: v.pipe(v.nullable(v.string()), v.description('handle of whoever wrote it last')),
})
export const NoticeList = v.strictObject({ notices: v.array(NoticeEntry) })
export const NoticeMade = v.strictObject({ id: OutletIdShape, version: InstantShape })
export const NoticeParams = v.strictObject({ id: OutletIdShape })
export const NoticeWithdrawal = v.strictObject({ withdrawn: v.boolean() })

export type NoticeDraft = v.InferInput<typeof NoticeInput>
export type NoticeGiven = v.InferOutput<typeof NoticeInput>
export type Notice = v.InferOutput<typeof NoticePublic>
export type Notices = v.InferOutput<typeof NoticeCollection>
export type NoticeListed = v.InferOutput<typeof NoticeEntry>
export type MadeNotice = v.InferOutput<typeof NoticeMade>
