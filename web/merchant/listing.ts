import { type ComputedRef, computed, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { type CheckedField, checkedFields } from '../../schema/catalog/listing-fields.ts'
import type { Session } from '../../schema/contract/account.ts'
import type { EditResult, Listing } from '../../schema/contract/listing.ts'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import type { Entry, EntryOf } from '../shell/outbox-entry.ts'
import { differing, isFormField, merged } from './listing-compare.ts'
import { type Draft, readDraft, writeDraft } from './listing-draft.ts'
import { failureOf, faultsIn, type ListingState, stateOf } from './listing-failure.ts'
import {
  type Fault,
  type FormField,
  type Forms,
  formsOf,
  only,
  printOf,
  readForms,
  type SomeForms,
  touchedIn,
  without,
} from './listing-form.ts'
import { type ListingPast, useListingPast } from './listing-history.ts'
import { useListingSending } from './listing-sending.ts'

/** What somebody did on the page: saved these fields, or something that is no edit. */
export type Act = 'save' | 'confirm' | 'withdraw' | 'restore'

/** What became of it. */
export type Outcome = { act: Act; fields: readonly FormField[] } & (
  | {
      went: 'well'
      shown: readonly FormField[]
      waiting: readonly CheckedField[]
      besides: readonly FormField[]
    }
  | { went: 'offline' | 'overtaken' }
  /** it waits in the outbox; whether it outlives the page */
  | { went: 'kept'; lasting: boolean }
  | { went: 'refused'; code: ProblemCode | null }
)

/** A field that somebody else has changed while one was changing it. */
export interface Conflict {
  field: FormField
  theirs: unknown
  mine: unknown
}

export interface ListingDesk extends ListingPast {
  state: Ref<ListingState>
  listing: ShallowRef<Listing | null>
  /** the forms as they show: what is stored, with what was typed over it */
  forms: ComputedRef<Forms | null>
  /** what was typed and is not stored */
  touched: ComputedRef<readonly FormField[]>
  faults: ShallowRef<readonly Fault[]>
  conflicts: ComputedRef<readonly Conflict[]>
  /** what was saved and waits to be sent */
  kept: ComputedRef<readonly EntryOf<'change'>[]>
  /** that all is right, said and not sent yet */
  keptConfirmation: ComputedRef<Entry | null>
  busy: Ref<boolean>
  outcome: ShallowRef<Outcome | null>
  load: () => Promise<void>
  /** reads anew what is stored; and has the browser forget what everybody saw before */
  refresh: (publicToo: boolean) => Promise<void>
  fill: (part: SomeForms) => void
  drop: (fields: readonly FormField[]) => void
  /** what waits is not to be sent after all */
  takeBack: (entry: Entry) => Promise<void>
  save: (fields: readonly FormField[]) => Promise<void>
  resolve: (field: FormField, keep: 'mine' | 'theirs') => Promise<void>
  confirm: () => Promise<void>
  withdraw: (field: CheckedField) => Promise<void>
  restore: (change: number) => Promise<void>
}

/**
 * A listing that somebody keeps: what is stored, what was typed, and sending it.
 * @param id of the outlet
 * @param keeper whose acts it sends
 * @param signInAgain leads to signing in when the session is over; what was typed is kept
 */
export function useListing(
  id: string,
  keeper: NonNullable<Session['account']>,
  signInAgain: () => Promise<void>,
): ListingDesk {
  const state = ref<ListingState>('loading')
  const listing = shallowRef<Listing | null>(null)
  const draft = shallowRef<Draft>(readDraft(id, keeper.handle))
  const faults = shallowRef<readonly Fault[]>([])
  const busy = ref(false)
  const outcome = shallowRef<Outcome | null>(null)
  const past = useListingPast(id, signInAgain)
  /** what is to be sent as soon as every conflict in it is resolved */
  let unresolved: readonly FormField[] = []

  const sending = useListingSending(id, keeper.handle)
  const stored = computed(() => (listing.value ? formsOf(listing.value.fields) : null))
  const forms = computed(() =>
    stored.value ? merged(stored.value, { ...sending.forms.value, ...draft.value.forms }) : null,
  )
  const touched = computed(() => touchedIn(draft.value.forms))

  const conflicts = computed((): Conflict[] => {
    const now = stored.value
    if (!now || !listing.value) return []
    const { edit } = readForms(draft.value.forms)
    const { fields } = listing.value
    return touched.value
      .filter((field) => draft.value.base[field] !== printOf(now, field))
      .map((field) => ({
        field,
        theirs: fields[field],
        mine: edit[field] ?? draft.value.forms[field] ?? null,
      }))
  })

  function keep(next: Draft): void {
    draft.value = next
    writeDraft(id, keeper.handle, next)
  }

  /** What was typed and is stored meanwhile, by whomever, or waits to be sent, need not be saved. */
  function dropStored(): void {
    const now = stored.value
    if (!now) return
    const same = touched.value.filter((field) => {
      const waiting = sending.waitingOn(field)
      if (waiting) return sending.lasting.value && isTyped(waiting.body.forms, field)
      return isTyped(now, field)
    })
    if (same.length > 0) drop(same)
  }

  const isTyped = (as: SomeForms, field: FormField) =>
    printOf(as, field) === printOf(draft.value.forms, field)

  /** What the worker refused is taken up again, so that it can be mended and saved once more. */
  function adopt(): void {
    const now = stored.value
    if (!now) return
    for (const { body, problem } of sending.refused.value) {
      const { field, forms: typed, bases } = body
      if (touched.value.includes(field)) continue
      const print = printOf(now, field)
      const began = bases.includes(print) ? print : (bases[0] ?? print)
      keep({ forms: { ...draft.value.forms, ...typed }, base: { ...draft.value.base, [field]: began } })
      const failure = new ApiFailure('problem', problem)
      if (problem?.code !== 'changed_meanwhile') tell('save', [field], failure)
    }
    dropStored()
  }

  async function read(): Promise<Listing> {
    const call = api.listings[':id'].$get({ param: { id } }, { init: { cache: 'no-store' } })
    const read: Listing = await answer(call)
    listing.value = read
    dropStored()
    adopt()
    return read
  }

  async function load(): Promise<void> {
    if (!listing.value) state.value = 'loading'
    try {
      if (!listing.value) await sending.load()
      await read()
      state.value = 'ready'
    } catch (error) {
      const failure = failureOf(error)
      if (failure.problem?.code === 'not_signed_in') return signInAgain()
      if (listing.value) return
      state.value = stateOf(failure)
    }
  }

  function fill(part: SomeForms): void {
    const now = stored.value
    if (!now) return
    const { forms: before, base } = draft.value
    const fresh = touchedIn(part).filter((field) => base[field] === undefined)
    const begun = Object.fromEntries(fresh.map((field) => [field, printOf(now, field)]))
    keep({ forms: { ...before, ...part }, base: { ...base, ...begun } })
    faults.value = faults.value.filter(({ field }) => part[field] === undefined)
    outcome.value = null
    dropStored()
  }

  /** Forgets what was typed. */
  function letGo(fields: readonly FormField[]): void {
    const base = { ...draft.value.base }
    for (const field of fields) delete base[field]
    keep({ forms: without(draft.value.forms, fields), base })
    faults.value = faults.value.filter(({ field }) => !fields.includes(field))
  }

  function drop(fields: readonly FormField[]): void {
    letGo(fields)
    void sending.forgetRefused(fields)
  }

  async function save(fields: readonly FormField[]): Promise<void> {
    const typed = touched.value.filter((field) => fields.includes(field))
    const wanted = fields.filter((field) => typed.includes(field) || sending.waitingOn(field))
    const from = listing.value
    if (busy.value || wanted.length === 0 || !from) return
    outcome.value = null
    const found = readForms(only(draft.value.forms, typed)).faults
    faults.value = found
    if (found.length > 0) return
    busy.value = true
    try {
      for (const field of typed) {
        await sending.put(from, field, only(draft.value.forms, [field]), draft.value.base[field])
      }
      await send(wanted, from)
    } finally {
      busy.value = false
    }
  }

  /** Sends what was put into the outbox, and tells what became of it. */
  async function send(fields: readonly FormField[], from: Listing): Promise<void> {
    const sent = draft.value.forms
    const { results, own } = await sending.send(fields)
    const refusal = sending.refused.value.find(({ body }) => fields.includes(body.field))
    const waiting = fields.flatMap((field) => sending.waitingOn(field) ?? [])
    const gone = fields.filter((field) => !sending.entryOn(field))
    letGo(gone.filter((field) => printOf(sent, field) === printOf(draft.value.forms, field)))
    if (refusal) return await refused(fields, refusal)
    if (waiting.length > 0) return await wait(fields, waiting)
    await settle(fields, from, results, own)
  }

  /** The worker has refused: another version is shown beside one's own, other reasons are told. */
  async function refused(fields: readonly FormField[], { problem }: EntryOf<'change'>): Promise<void> {
    if (problem?.code !== 'changed_meanwhile') {
      return await fail('save', fields, new ApiFailure('problem', problem))
    }
    await load()
    if (conflicts.value.some(({ field }) => fields.includes(field))) unresolved = fields
    else outcome.value = { act: 'save', fields, went: 'overtaken' }
  }

  /** What is kept in the outbox need not be kept as a draft, too. */
  async function wait(fields: readonly FormField[], waiting: readonly EntryOf<'change'>[]): Promise<void> {
    const same = waiting.flatMap(({ body }) => (isTyped(body.forms, body.field) ? [body.field] : []))
    if (sending.lasting.value) letGo(same)
    if (waiting.some(({ problem }) => problem?.code === 'not_signed_in')) return signInAgain()
    outcome.value = { act: 'save', fields, went: 'kept', lasting: sending.lasting.value }
  }

  /** It is stored; what was typed on meanwhile goes on from what is stored now. */
  async function settle(
    fields: readonly FormField[],
    from: Listing,
    results: readonly EditResult[],
    own: readonly FormField[],
  ): Promise<void> {
    const shown = results.flatMap((result) => result.shown.filter(isFormField))
    const waiting = results.flatMap((result) => result.waiting)
    outcome.value = { act: 'save', fields, went: 'well', shown, waiting, besides: [] }
    await refresh(shown.length > 0)
    const now = listing.value
    if (!now) return
    const besides = differing(from, now).filter((field) => !own.includes(field))
    if (besides.length > 0) outcome.value = { ...outcome.value, besides }
    const going = fields.filter((field) => touched.value.includes(field))
    const begun = Object.fromEntries(going.map((field) => [field, printOf(formsOf(now.fields), field)]))
    keep({ ...draft.value, base: { ...draft.value.base, ...begun } })
  }

  async function refresh(publicToo: boolean): Promise<void> {
    if (publicToo) {
      const call = api.outlets[':id'].$get({ param: { id } }, { init: { cache: 'no-cache' } })
      void call.catch(() => {})
    }
    await load()
    if (past.historyState.value !== 'unasked') await past.loadHistory()
  }

  function tell(act: Act, fields: readonly FormField[], failure: ApiFailure): void {
    outcome.value =
      failure.kind === 'offline'
        ? { act, fields, went: 'offline' }
        : { act, fields, went: 'refused', code: failure.problem?.code ?? null }
    if (act === 'save') faults.value = faultsIn(failure)
  }

  async function fail(act: Act, fields: readonly FormField[], failure: ApiFailure): Promise<void> {
    if (failure.problem?.code === 'not_signed_in') return signInAgain()
    tell(act, fields, failure)
    if (failure.problem?.code === 'frozen') await load()
  }

  async function resolve(field: FormField, choice: 'mine' | 'theirs'): Promise<void> {
    const now = stored.value
    if (!now) return
    if (choice === 'theirs') drop([field])
    else keep({ ...draft.value, base: { ...draft.value.base, [field]: printOf(now, field) } })
    if (conflicts.value.length > 0) return
    const fields = [...new Set([...unresolved, field])].filter((one) => touched.value.includes(one))
    unresolved = []
    outcome.value = null
    await save(fields)
  }

  /** Does something that is no edit, one thing at a time. */
  async function act(
    name: Exclude<Act, 'save'>,
    fields: readonly FormField[],
    call: () => Promise<EditResult | null>,
  ): Promise<void> {
    if (busy.value) return
    busy.value = true
    outcome.value = null
    try {
      const result = await call()
      const shown = (result?.shown ?? []).filter(isFormField)
      const waiting = result?.waiting ?? []
      outcome.value = { act: name, fields, went: 'well', shown, waiting, besides: [] }
      await refresh(true)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.problem?.code === 'changed_meanwhile') {
        outcome.value = { act: name, fields, went: 'overtaken' }
        await refresh(false)
      } else await fail(name, fields, failure)
    } finally {
      busy.value = false
    }
  }

  async function confirm(): Promise<void> {
    const name = listing.value?.fields.name
    if (busy.value || name === undefined) return
    busy.value = true
    outcome.value = null
    try {
      const left = await sending.confirm(name)
      if (left === null) {
        outcome.value = { act: 'confirm', fields: [], went: 'well', shown: [], waiting: [], besides: [] }
        await refresh(true)
      } else if (left.state === 'refused') {
        // One tap says it again: there is nothing to mend.
        await sending.remove(left)
        await fail('confirm', [], new ApiFailure('problem', left.problem))
      } else if (left.problem?.code === 'not_signed_in') await signInAgain()
      else outcome.value = { act: 'confirm', fields: [], went: 'kept', lasting: sending.lasting.value }
    } finally {
      busy.value = false
    }
  }

  const withdraw = (field: CheckedField) =>
    act('withdraw', [field], async () => {
      await done(api.listings[':id'].proposals[':field'].$delete({ param: { id, field } }))
      return null
    })

  const restore = (change: number) =>
    act('restore', [], () => {
      const headers = {
        'If-Match': `"${listing.value?.version ?? ''}"`,
        'Idempotency-Key': crypto.randomUUID(),
      }
      return answer(api.listings[':id'].restoration.$post({ param: { id }, json: { change } }, { headers }))
    })

  // What waited has gone out while the page was open, or was refused then.
  watch(sending.arrived, async (fields) => {
    if (busy.value || !fields) return
    const checked = (field: FormField) =>
      keeper.role === 'merchant' && checkedFields.some((one) => one === field)
    outcome.value = {
      act: fields.length > 0 ? 'save' : 'confirm',
      fields,
      went: 'well',
      shown: fields.filter((field) => !checked(field)),
      waiting: fields.filter((field): field is CheckedField => checked(field)),
      besides: [],
    }
    await refresh(true)
  })
  watch(sending.refused, async (refusals, before) => {
    if (busy.value || refusals.length <= before.length) return
    await load()
  })

  return {
    state,
    listing,
    forms,
    touched,
    faults,
    conflicts,
    busy,
    outcome,
    kept: sending.waiting,
    keptConfirmation: sending.confirmation,
    load,
    refresh,
    fill,
    drop,
    takeBack: sending.remove,
    save,
    resolve,
    confirm,
    withdraw,
    restore,
    ...past,
  }
}
