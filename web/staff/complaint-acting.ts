import { computed, type Ref, ref, shallowRef } from 'vue'
import type { Role } from '../../schema/catalog/roles.ts'
import type { CaseAct, CaseForStaff } from '../../schema/contract/complaint.ts'
import { useNow } from '../places/now.ts'
import { usePlaces } from '../places/store.ts'
import { useCity } from '../shell/city.ts'
import { actsFor, bystanderOf, type DeskAct, divisionsUpTo, gravest } from './complaint-acts.ts'
import { type CaseChanges, changesOf } from './complaint-changes.ts'
import { useCaseDraft } from './complaint-drafts.ts'
import { type ActFields, readAct, type Wrong } from './complaint-form.ts'
import { useComplaintWords } from './complaint-words.ts'
import { useComplaints } from './complaints.ts'
import { useSignInAgain } from './desk-account.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'

export type CaseActing = ReturnType<typeof useCaseActing>

/** Failures that mean: the case is not as it was looked at. */
const outdated: readonly DeskFailure[] = ['changed_meanwhile', 'not_now']

/**
 * Acting on a case: which acts are offered, what is filled in, asking once more, storing, and what became of it.
 * @param whole the case as it is now
 * @param done told what was done, in words
 */
export function useCaseActing(
  whole: Readonly<Ref<CaseForStaff>>,
  role: Readonly<Ref<Role>>,
  done: (words: string) => void,
) {
  const { t, unitName } = useComplaintWords()
  const store = useComplaints()
  const places = usePlaces()
  const city = useCity()
  const now = useNow()
  const { led } = useSignInAgain()
  const draft = useCaseDraft(whole.value.case.id)
  /** what is wrong with the form, once it has been handed in */
  const wrong = shallowRef<Wrong | null>(null)
  /** what is about to be done, while it is asked about once more */
  const asked = shallowRef<CaseAct | null>(null)
  const failure = ref<DeskFailure | 'stopped' | null>(null)
  /** what somebody else has done to it meanwhile */
  const changes = shallowRef<CaseChanges | null>(null)
  let stopped = false

  const offered = computed(() => actsFor(whole.value, role.value, now.value, places.calendar))
  const bystander = computed(() => bystanderOf(whole.value, role.value))
  /** Whether the form that is open is for something that can be done now. */
  const possible = computed(() => draft.act.value !== null && offered.value.includes(draft.act.value))

  function forget(): void {
    wrong.value = null
    asked.value = null
    failure.value = null
    changes.value = null
  }

  /** Opens the form of an act; says whether it is offered. */
  function begin(act: DeskAct): boolean {
    if (store.busy || !offered.value.includes(act)) return false
    forget()
    draft.act.value = act
    prefill(act)
    return true
  }

  /** Fills in what is mostly meant, or what is so already. */
  function prefill(act: DeskAct): void {
    const { case: one, photosPublished } = whole.value
    const { unit } = draft.fields.value
    if (act === 'assign' && one.unit !== null) fill({ unit: one.unit })
    if (act === 'accept' && unit === '') fill({ unit: ownDivision() })
    if (act === 'publish') {
      fill({ publishText: (one.published?.text ?? null) !== null, publishPhotos: photosPublished })
    }
  }

  /** The division that has the case at its level; empty while the city is not known. */
  function ownDivision(): string {
    const { level } = whole.value.case
    return divisionsUpTo(level, whole.value.case, city.city?.code ?? '').at(-1) ?? ''
  }

  function fill(part: Partial<ActFields>): void {
    draft.fields.value = { ...draft.fields.value, ...part }
    wrong.value = null
    asked.value = null
  }

  /** Closes the form; what was written in it stays for the next time. */
  function leave(): void {
    forget()
    draft.act.value = null
  }

  /** Hands the form in; what cannot be taken back is asked about first. */
  async function submit(): Promise<void> {
    const act = draft.act.value
    if (act === null || store.busy || !possible.value) return
    const { given, wrong: found } = readAct(act, draft.fields.value)
    wrong.value = found
    if (given === null) return
    if (gravest.includes(act)) asked.value = given
    else await keep(given)
  }

  /** Goes back from what was asked about to the form. */
  function lookAgain(): void {
    asked.value = null
  }

  /** Does what was asked about. */
  async function confirm(): Promise<void> {
    if (asked.value !== null && !store.busy) await keep(asked.value)
  }

  const photosFor = (act: DeskAct) => (act === 'answer' || act === 'resolve' ? draft.photos.value : [])

  async function keep(given: CaseAct): Promise<void> {
    const before = whole.value
    failure.value = null
    stopped = false
    try {
      await store.act(before, given, photosFor(given.act))
      forget()
      draft.clear(given.act)
      done('unit' in given ? doneWords(given.act, given.unit) : doneWords(given.act, ''))
    } catch (error) {
      asked.value = null
      const why = deskFailureOf(error)
      if (stopped) failure.value = 'stopped'
      else if (outdated.includes(why)) await see(before)
      else if (!led(why)) failure.value = why
    }
  }

  const doneWords = (act: DeskAct, unit: string) => t(`deskComplaints.done.${act}`, { unit: unitName(unit) })

  /** Fetches the case as it is now, to tell what has become of it. */
  async function see(before: CaseForStaff): Promise<void> {
    await store.open(before.case.id)
    const now = store.whole
    if (store.wholeFailure || now === null) failure.value = 'changed_meanwhile'
    else changes.value = changesOf(before, now)
  }

  function stop(): void {
    stopped = true
    store.stop()
  }

  return {
    draft,
    wrong,
    asked,
    failure,
    changes,
    offered,
    bystander,
    possible,
    begin,
    fill,
    leave,
    submit,
    lookAgain,
    confirm,
    stop,
  }
}
