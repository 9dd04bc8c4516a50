import { type Grade, grades, type VoiceTag, voiceTags } from '../../schema/catalog/satisfaction.ts'
import type { Subject } from '../../schema/contract/rating.ts'
import { topicOf } from './my-voices.ts'

/** What the form of a rating holds; no grade until the person chooses one. */
export interface RatingFields {
  grade: Grade | null
  tags: VoiceTag[]
  comment: string
}

/** A form that nobody has touched. */
export const untouched = (): RatingFields => ({ grade: null, tags: [], comment: '' })

/** Where storage is refused, drafts last as long as the page. */
const drafts = new Map<string, string>()

const keyOf = (subject: Subject) => `yikezhong.draft.${topicOf(subject)}`

/** What was begun on a subject and not sent; null when nothing was. */
export function readDraft(subject: Subject): RatingFields | null {
  const key = keyOf(subject)
  try {
    return fieldsOf(JSON.parse(drafts.get(key) ?? localStorage.getItem(key) ?? 'null'))
  } catch {
    return null
  }
}

/** Keeps what was begun, until {@link clearDraft}. */
export function writeDraft(subject: Subject, fields: RatingFields): void {
  const key = keyOf(subject)
  const text = JSON.stringify(fields)
  drafts.set(key, text)
  try {
    localStorage.setItem(key, text)
  } catch {
    // It then lasts as long as the page.
  }
}

/** Forgets what was begun: it has been sent, or is no longer wanted. */
export function clearDraft(subject: Subject): void {
  const key = keyOf(subject)
  drafts.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept there either.
  }
}

/** Reads what an older version of the site may have written. */
function fieldsOf(stored: unknown): RatingFields | null {
  if (typeof stored !== 'object' || stored === null) return null
  const given = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const [grade, tags, comment] = [given('grade'), given('tags'), given('comment')]
  return {
    grade: grades.find((known) => known.grade === grade)?.grade ?? null,
    tags: voiceTags.flatMap(({ code }) => (Array.isArray(tags) && tags.includes(code) ? [code] : [])),
    comment: typeof comment === 'string' ? comment : '',
  }
}
