import * as v from 'valibot'
import { type Ref, ref, shallowReactive, watch } from 'vue'
import type { ReadyPhoto } from '../ui/photo.ts'
import { type DeskAct, deskActs } from './complaint-acts.ts'
import { type ActFields, emptyFields, fieldsAfter } from './complaint-form.ts'

/** Of what was begun about cases in this tab: it survives signing in again, and going back and forth. */
const DraftShape = v.object({
  act: v.nullable(v.picklist(deskActs)),
  fields: v.object({
    unit: v.string(),
    reason: v.string(),
    abuse: v.boolean(),
    to: v.string(),
    department: v.string(),
    text: v.string(),
    into: v.string(),
    publishText: v.boolean(),
    publishPhotos: v.array(v.string()),
  }),
})

interface Draft {
  /** the form that was open */
  act: DeskAct | null
  fields: ActFields
}

const keyOf = (id: string) => `yikezhong.complaint.${id}`
/** Where storage is refused, drafts last as long as the page. */
const unstored = new Map<string, Draft>()
/** Photos are too large for the storage of a tab; they last as long as the page. */
const photosOf = shallowReactive(new Map<string, readonly ReadyPhoto[]>())

function read(id: string): Draft {
  const empty: Draft = { act: null, fields: emptyFields }
  try {
    const text = sessionStorage.getItem(keyOf(id))
    const known = v.safeParse(DraftShape, JSON.parse(text ?? 'null'))
    return known.success ? known.output : (unstored.get(id) ?? empty)
  } catch {
    return unstored.get(id) ?? empty
  }
}

function write(id: string, draft: Draft): void {
  unstored.delete(id)
  const isEmpty = draft.act === null && JSON.stringify(draft.fields) === JSON.stringify(emptyFields)
  try {
    if (isEmpty) sessionStorage.removeItem(keyOf(id))
    else sessionStorage.setItem(keyOf(id), JSON.stringify(draft))
  } catch {
    if (!isEmpty) unstored.set(id, draft)
  }
}

/**
 * What is being filled in about a case.
 * @param id its public number
 */
export function useCaseDraft(id: string): {
  /** the form that is open */
  act: Ref<DeskAct | null>
  fields: Ref<ActFields>
  photos: Ref<readonly ReadyPhoto[]>
  /** forgets what was filled in for an act, once it is done */
  clear: (done: DeskAct) => void
} {
  const kept = read(id)
  const act = ref(kept.act)
  const fields = ref(kept.fields)
  const photos = ref<readonly ReadyPhoto[]>(photosOf.get(id) ?? [])
  watch([act, fields], () => write(id, { act: act.value, fields: fields.value }), { flush: 'sync' })
  watch(photos, (now) => photosOf.set(id, now), { flush: 'sync' })
  return {
    act,
    fields,
    photos,
    clear: (done) => {
      act.value = null
      fields.value = fieldsAfter(done, fields.value)
      if (done === 'answer' || done === 'resolve') photos.value = []
    },
  }
}
