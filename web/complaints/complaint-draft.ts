import { type ComplaintKind, complaintKinds, complaintRule } from '../../schema/catalog/complaints.ts'
import type { ComplaintDraft } from '../../schema/contract/complaint.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { forget, type KeptPhoto, keep, kept } from './kept-database.ts'

/** What the form of a complaint holds; no kind until the person chooses one, and both permissions are given or not. */
export interface ComplaintFields {
  kind: ComplaintKind | null
  place: string
  text: string
  merchantMaySee: boolean
  mayPublish: boolean
  photos: KeptPhoto[]
}

/** What the form lacks, or has too much of; null when it can be sent. */
export type ComplaintFault = 'kind' | 'place' | 'text' | 'short' | 'long' | null

/** What goes into the outbox: the request's words and photos, and what only this device needs to know. */
export interface ComplaintToSend {
  complaint: ComplaintDraft
  photos: KeptPhoto[]
  /** what the subject is called */
  name: string | null
}

/** Days after which a draft that nobody has looked at is thrown away. */
const DRAFT_DAYS = 30
const DAY = 86_400_000

/** A form that nobody has touched. */
export const untouched = (): ComplaintFields => ({
  kind: null,
  place: '',
  text: '',
  merchantMaySee: false,
  mayPublish: false,
  photos: [],
})

/** The name of a subject's complaint in the outbox and among the drafts. */
export const topicOf = ({ kind, id }: Subject) => `complaint/${kind}/${id}`

/** Whether there is nothing in a form that somebody would miss. */
export const isEmpty = ({ kind, place, text, photos }: ComplaintFields) =>
  kind === null && place.trim() === '' && text.trim() === '' && photos.length === 0

/** The characters of words as the worker counts them. */
export const lengthOf = (words: string) => tidyComment(words).length

/** All that somebody wrote as one text: where it is, in a line of its own, and what happened. */
export const writtenOf = ({ place, text }: Pick<ComplaintFields, 'place' | 'text'>) =>
  place === '' ? text : `${place}\n${text}`

/** A form with what {@link writtenOf} made one text of, changed within its lines. */
export function withWritten(fields: ComplaintFields, written: string): ComplaintFields {
  if (fields.place === '') return { ...fields, text: written }
  const end = written.indexOf('\n')
  return { ...fields, place: written.slice(0, end), text: written.slice(end + 1) }
}

/** The first fault of a form, in the order in which it is filled in. */
export function faultOf({ kind, place, text }: ComplaintFields): ComplaintFault {
  if (kind === null) return 'kind'
  const where = lengthOf(place)
  if (where === 1 || where > complaintRule.placeMax) return 'place'
  const length = lengthOf(text)
  if (length === 0) return 'text'
  if (length < 2) return 'short'
  return length > complaintRule.textMax ? 'long' : null
}

/** A form as it is sent; null while it has a fault. */
export function complaintOf(subject: Subject, fields: ComplaintFields): ComplaintDraft | null {
  const { kind, place, text, merchantMaySee, mayPublish } = fields
  if (kind === null || faultOf(fields) !== null) return null
  return {
    subject: { kind: subject.kind, id: subject.id },
    kind,
    place: tidyComment(place) || null,
    text: tidyComment(text),
    merchantMaySee: merchantMaySee && subject.kind === 'outlet',
    mayPublish,
  }
}

/** The form of what was going to be sent. */
export function fieldsOf({ complaint, photos }: ComplaintToSend): ComplaintFields {
  const { kind, place, text, merchantMaySee, mayPublish } = complaint
  return { kind, place: place ?? '', text, merchantMaySee, mayPublish, photos: [...photos] }
}

/** What was begun on a subject and not sent, also before the page was closed; null when nothing was. */
export async function readDraft(subject: Subject): Promise<ComplaintFields | null> {
  const draft = await kept('drafts', topicOf(subject))
  if (draft === undefined) return null
  if (Date.now() - draft.at > DRAFT_DAYS * DAY) {
    await clearDraft(subject)
    return null
  }
  return { ...wordsOf(draft.fields), photos: [...draft.photos] }
}

/**
 * Keeps what was begun; of an empty form, nothing.
 * @returns whether it outlives the page
 */
export async function writeDraft(subject: Subject, fields: ComplaintFields): Promise<boolean> {
  if (isEmpty(fields)) return clearDraft(subject)
  const { photos, ...words } = fields
  const topic = topicOf(subject)
  return keep('drafts', topic, { topic, fields: words, photos: photos.map(plain), at: Date.now() })
}

/** Forgets what was begun: it has been sent, or is no longer wanted. */
export function clearDraft(subject: Subject): Promise<boolean> {
  return forget('drafts', topicOf(subject))
}

/** What Vue has made reactive cannot be put into a database. */
const plain = ({ bytes, width, height }: KeptPhoto): KeptPhoto => ({ bytes, width, height })

/** Reads what an older version of the site may have written. */
function wordsOf(stored: unknown): Omit<ComplaintFields, 'photos'> {
  const given = new Map(Object.entries(typeof stored === 'object' && stored !== null ? stored : {}))
  const words = (name: string) => {
    const value: unknown = given.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    kind: complaintKinds.find(({ code }) => code === given.get('kind'))?.code ?? null,
    place: words('place'),
    text: words('text'),
    merchantMaySee: given.get('merchantMaySee') === true,
    mayPublish: given.get('mayPublish') === true,
  }
}
