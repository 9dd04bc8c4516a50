import * as v from 'valibot'
import { type FormField, formFields, SomeForms } from './listing-form.ts'

/** What was begun on a listing and not saved, with the values it began from. What was saved and not sent is in the outbox. */
export interface Draft {
  forms: SomeForms
  /** each field's value when somebody began to change it ({@link printOf}) */
  base: { [Field in FormField]?: string | undefined }
}

const Stored = v.object({
  forms: SomeForms,
  base: v.partial(v.object(v.entriesFromList(formFields, v.string()))),
})

export const nothingBegun = (): Draft => ({ forms: {}, base: {} })

/** Where storage is refused, drafts last as long as the page. */
const drafts = new Map<string, string>()
const keyOf = (outlet: string, by: string) => `yikezhong.listing.${by}.${outlet}`

/**
 * What was begun on a listing in this tab, also before signing in again.
 * @param by handle of the account: what another one has begun here is theirs
 */
export function readDraft(outlet: string, by: string): Draft {
  const key = keyOf(outlet, by)
  try {
    const read = v.safeParse(Stored, JSON.parse(drafts.get(key) ?? sessionStorage.getItem(key) ?? 'null'))
    return read.success ? read.output : nothingBegun()
  } catch {
    return nothingBegun()
  }
}

/** Keeps what an account has begun, until there is nothing left to keep. */
export function writeDraft(outlet: string, by: string, draft: Draft): void {
  const key = keyOf(outlet, by)
  const empty = Object.keys(draft.forms).length === 0
  const text = JSON.stringify(draft)
  drafts.delete(key)
  try {
    if (empty) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    if (!empty) drafts.set(key, text)
  }
}
