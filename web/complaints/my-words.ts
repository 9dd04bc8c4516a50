import { type ComputedRef, computed, onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import { complaintRule } from '../../schema/catalog/complaints.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { blankPersonal, type PersonalFinding } from '../../schema/rules/personal.ts'
import { ApiFailure } from '../shell/api.ts'
import { lengthOf } from './complaint-draft.ts'
import { forget, type KeptPhoto, keep, kept } from './kept-database.ts'
import { usePersonalCheck } from './personal-check.ts'

/** Milliseconds after the last change at which the draft is kept. */
const DRAFT_PAUSE = 400

/** Words that can be sent: neither missing nor too long. */
export function wordsFault(text: string): 'text' | 'long' | null {
  const length = lengthOf(text)
  if (length < 2) return 'text'
  return length > complaintRule.textMax ? 'long' : null
}

/**
 * More words on one's own case, with photos: kept as a draft until they are sent, checked for what is personal, and sent
 * with the same key when sent again, so that an answer that got lost doubles nothing.
 * @param topic of the draft; it names the case and not its receipt
 * @param deliver sends it; throws ApiFailure
 */
export function useMyWords(
  topic: string,
  deliver: (key: string, text: string, photos: readonly KeptPhoto[]) => Promise<void>,
): {
  text: Ref<string>
  photos: Ref<KeptPhoto[]>
  busy: Ref<boolean>
  failure: Ref<ApiFailure | null>
  /** whether something was begun before */
  begun: Ref<boolean>
  checking: ComputedRef<boolean>
  personal: ReturnType<typeof usePersonalCheck>
  fill: (text: string, photos: KeptPhoto[]) => void
  blank: (findings: readonly PersonalFinding[]) => void
  back: () => void
  /** @returns whether it was taken */
  send: () => Promise<boolean>
} {
  const text = ref('')
  const photos = shallowRef<KeptPhoto[]>([])
  const busy = ref(false)
  const failure = shallowRef<ApiFailure | null>(null)
  const begun = ref(false)
  const isChecking = ref(false)
  const personal = usePersonalCheck(() => text.value)
  /** the key of what may have arrived, as long as it stays the same */
  let attempt: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  void kept('drafts', topic).then((draft) => {
    if (draft === undefined || text.value !== '') return
    const given = new Map(
      Object.entries(typeof draft.fields === 'object' && draft.fields ? draft.fields : {}),
    )
    const [words, key]: unknown[] = [given.get('text'), given.get('attempt')]
    if (typeof words !== 'string') return
    text.value = words
    photos.value = [...draft.photos]
    attempt = typeof key === 'string' ? key : null
    begun.value = true
  })

  async function keepDraft(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (text.value.trim() === '' && photos.value.length === 0) await forget('drafts', topic)
    else {
      const fields = { text: text.value, attempt }
      await keep('drafts', topic, { topic, fields, photos: [...photos.value], at: Date.now() })
    }
  }
  const whenHidden = () => {
    if (timer !== undefined) void keepDraft()
  }
  document.addEventListener('visibilitychange', whenHidden)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', whenHidden)
    whenHidden()
  })

  function fill(words: string, pictures: KeptPhoto[]): void {
    text.value = words
    photos.value = pictures
    attempt = null
    failure.value = null
    clearTimeout(timer)
    timer = setTimeout(keepDraft, DRAFT_PAUSE)
  }

  async function send(): Promise<boolean> {
    if (busy.value || wordsFault(text.value) !== null) return false
    isChecking.value = personal.findings.value.length > 0
    if (isChecking.value) return false
    busy.value = true
    failure.value = null
    attempt ??= crypto.randomUUID()
    try {
      await keepDraft()
      await deliver(attempt, tidyComment(text.value), photos.value)
      text.value = ''
      photos.value = []
      attempt = null
      begun.value = false
      personal.reset()
      await forget('drafts', topic)
      return true
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
      return false
    } finally {
      busy.value = false
    }
  }

  return {
    text,
    photos,
    busy,
    failure,
    begun,
    checking: computed(() => isChecking.value),
    personal,
    fill,
    blank: (findings) => fill(blankPersonal(text.value, findings), photos.value),
    back: () => {
      isChecking.value = false
    },
    send,
  }
}
