import { type NoticeKind, noticeKindCodes, noticeRule } from '../../schema/catalog/notices.ts'
import type { NoticeDraft, NoticeListed } from '../../schema/contract/notice.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { isForward, noticeDays, noticeEnds } from '../../schema/rules/notices.ts'
import type { MessageKey } from '../shell/words.ts'

/** What the form of a notice holds, as it is typed; empty where nothing has been chosen. */
export interface NoticeFields {
  area: string
  kind: NoticeKind
  title: string
  text: string
  place: string
  from: string
  fromTime: string
  to: string
  toTime: string
}
export type NoticeField = keyof NoticeFields

export const emptyNotice = (): NoticeFields => ({
  area: '',
  kind: 'service_day',
  title: '',
  text: '',
  place: '',
  from: '',
  fromTime: '',
  to: '',
  toTime: '',
})

/** A sentence about a field. */
export interface NoticeFault {
  field: NoticeField
  key: MessageKey
  n?: number
}

/** The form of a notice that there is. */
export function fieldsOf({ area, kind, title, text, place, ...span }: NoticeListed): NoticeFields {
  const { from, to } = span
  return {
    area: area.code,
    kind,
    title,
    text,
    place: place ?? '',
    from,
    fromTime: span.fromTime ?? '',
    to,
    toTime: span.toTime ?? '',
  }
}

/** What is sent. A notice of one day needs no second date. */
export function draftOf({
  area,
  kind,
  title,
  text,
  place,
  from,
  fromTime,
  to,
  toTime,
}: NoticeFields): NoticeDraft {
  return {
    area,
    kind,
    title: title.trim(),
    text: tidyComment(text),
    place: place.trim() || null,
    from,
    fromTime: fromTime || null,
    to: to || from,
    toTime: toTime || null,
  }
}

/** What keeps the form from being sent, in the order of the page. */
export function faultsOf(fields: NoticeFields, now: number): NoticeFault[] {
  const draft = draftOf(fields)
  const faults: NoticeFault[] = []
  if (draft.area === '') faults.push({ field: 'area', key: 'deskNotices.form.noArea' })
  if (draft.title === '') faults.push({ field: 'title', key: 'deskNotices.form.noHeadline' })
  else if (draft.title.length > noticeRule.title) {
    faults.push({ field: 'title', key: 'deskNotices.form.textLong', n: noticeRule.title })
  }
  if (draft.from === '') faults.push({ field: 'from', key: 'deskNotices.form.noDay' })
  else if (!isForward(draft)) faults.push({ field: 'to', key: 'deskNotices.form.backward' })
  else if (noticeDays(draft) > noticeRule.days) {
    faults.push({ field: 'to', key: 'deskNotices.form.tooManyDays', n: noticeRule.days })
  } else if (noticeEnds(draft) <= now) faults.push({ field: 'to', key: 'deskNotices.form.over' })
  if ((draft.place?.length ?? 0) > noticeRule.place) {
    faults.push({ field: 'place', key: 'deskNotices.form.textLong', n: noticeRule.place })
  }
  if (draft.text.length > noticeRule.text) {
    faults.push({ field: 'text', key: 'deskNotices.form.textLong', n: noticeRule.text })
  }
  return faults
}

/* ── what was begun ── */

/** What was begun and not stored by the worker: which notice it changes, if any, from which state, and how it was sent. */
export interface Begun {
  /** null for a new one */
  id: string | null
  version: string | null
  fields: NoticeFields
  /** the last attempt to send a new one: the same words carry the same key again */
  attempt: { key: string; print: string } | null
}

const key = 'yikezhong.notice'

const isText = (value: unknown): value is string => typeof value === 'string'
const textOrNull = (value: unknown) => (isText(value) ? value : null)
const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null

/** The form as it was kept; null where storage holds something else. */
function readFields(kept: Readonly<Record<string, unknown>> | null): NoticeFields | null {
  if (!kept) return null
  const kind = noticeKindCodes.find((code) => code === kept['kind'])
  const text = (field: NoticeField) => textOrNull(kept[field]) ?? ''
  if (!kind) return null
  return {
    kind,
    area: text('area'),
    title: text('title'),
    text: text('text'),
    place: text('place'),
    from: text('from'),
    fromTime: text('fromTime'),
    to: text('to'),
    toTime: text('toTime'),
  }
}

/** What was begun on this computer, also before the page was closed; null when there is nothing. */
export function readBegun(): Begun | null {
  try {
    const kept = record(JSON.parse(localStorage.getItem(key) ?? 'null'))
    const fields = readFields(record(kept?.['fields']))
    if (!kept || !fields) return null
    const attempt = record(kept['attempt'])
    const [sentKey, print] = [attempt?.['key'], attempt?.['print']]
    return {
      id: textOrNull(kept['id']),
      version: textOrNull(kept['version']),
      fields,
      attempt: isText(sentKey) && isText(print) ? { key: sentKey, print } : null,
    }
  } catch {
    return null
  }
}

/** Keeps what was begun; null forgets it. Where storage is refused, it lasts as long as the page. */
export function keepBegun(begun: Begun | null): void {
  try {
    if (begun) localStorage.setItem(key, JSON.stringify(begun))
    else localStorage.removeItem(key)
  } catch {
    // The form holds it as long as it is open.
  }
}
