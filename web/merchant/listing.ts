import { type ComputedRef, computed, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { CheckedField } from '../../schema/catalog/listing-fields.ts'
import type { EditResult, History, Listing } from '../../schema/contract/listing.ts'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { type Attempt, type Draft, readDraft, writeDraft } from './listing-draft.ts'
import {
  type Fault,
  type FormField,
  type Forms,
  formFields,
  formsOf,
  only,
  type PricePart,
  printOf,
  readForms,
  type SomeForms,
  touchedIn,
  without,
} from './listing-form.ts'

/** Whose listing it is not, and what there is not, cannot be kept. */
export type ListingState = 'loading' | 'ready' | 'missing' | 'forbidden' | 'offline' | 'failed'

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
  | { went: 'refused'; code: ProblemCode | null }
)

/** A field that somebody else has changed while one was changing it. */
export interface Conflict {
  field: FormField
  theirs: unknown
  mine: unknown
}

/** How often an edit that touches nothing of what others changed is sent again by itself. */
const REBASES = 3

export interface ListingDesk {
  state: Ref<ListingState>
  listing: ShallowRef<Listing | null>
  /** the forms as they show: what is stored, with what was typed over it */
  forms: ComputedRef<Forms | null>
  /** what was typed and is not stored */
  touched: ComputedRef<readonly FormField[]>
  faults: ShallowRef<readonly Fault[]>
  conflicts: ComputedRef<readonly Conflict[]>
  busy: Ref<boolean>
  outcome: ShallowRef<Outcome | null>
  history: ShallowRef<readonly History[] | null>
  historyState: Ref<'unasked' | 'loading' | 'ready' | 'offline' | 'failed'>
  load: () => Promise<void>
  /** reads anew what is stored; and has the browser forget what everybody saw before */
  refresh: (publicToo: boolean) => Promise<void>
  fill: (part: SomeForms) => void
  drop: (fields: readonly FormField[]) => void
  save: (fields: readonly FormField[]) => Promise<void>
  resolve: (field: FormField, keep: 'mine' | 'theirs') => Promise<void>
  confirm: () => Promise<void>
  withdraw: (field: CheckedField) => Promise<void>
  loadHistory: () => Promise<void>
  restore: (change: number) => Promise<void>
}

/**
 * A listing that somebody keeps: what is stored, what was typed, and sending it.
 * @param id of the outlet
 * @param signInAgain leads to signing in when the session is over; what was typed is kept
 */
export function useListing(id: string, signInAgain: () => Promise<void>): ListingDesk {
  const state = ref<ListingState>('loading')
  const listing = shallowRef<Listing | null>(null)
  const draft = shallowRef<Draft>(readDraft(id))
  const faults = shallowRef<readonly Fault[]>([])
  const busy = ref(false)
  const outcome = shallowRef<Outcome | null>(null)
  const history = shallowRef<readonly History[] | null>(null)
  const historyState = ref<'unasked' | 'loading' | 'ready' | 'offline' | 'failed'>('unasked')
  /** what is to be sent as soon as every conflict in it is resolved */
  let unresolved: readonly FormField[] = []

  const stored = computed(() => (listing.value ? formsOf(listing.value.fields) : null))
  const forms = computed(() => (stored.value ? merged(stored.value, draft.value.forms) : null))
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
    writeDraft(id, next)
  }

  /** What was typed and is stored meanwhile, by whomever, need not be sent. */
  function dropStored(): void {
    const now = stored.value
    if (!now) return
    const same = touched.value.filter((field) => printOf(now, field) === printOf(draft.value.forms, field))
    if (same.length > 0) drop(same)
  }

  async function read(): Promise<Listing> {
    const call = api.listings[':id'].$get({ param: { id } }, { init: { cache: 'no-store' } })
    const read: Listing = await answer(call)
    listing.value = read
    dropStored()
    return read
  }

  async function load(): Promise<void> {
    if (!listing.value) state.value = 'loading'
    try {
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
    keep({ forms: { ...before, ...part }, base: { ...base, ...begun }, attempt: draft.value.attempt })
    faults.value = faults.value.filter(({ field }) => part[field] === undefined)
    if (outcome.value && outcome.value.went !== 'offline') outcome.value = null
    dropStored()
  }

  function drop(fields: readonly FormField[]): void {
    const base = { ...draft.value.base }
    for (const field of fields) delete base[field]
    keep({ forms: without(draft.value.forms, fields), base, attempt: draft.value.attempt })
    faults.value = faults.value.filter(({ field }) => !fields.includes(field))
  }

  /** The attempt that is still the same, so that it carries the same key; else a new one. */
  function attemptOf(version: string, print: string): Attempt {
    const before = draft.value.attempt
    const again = before?.version === version && before.print === print
    return again ? before : { key: crypto.randomUUID(), version, print }
  }

  async function save(fields: readonly FormField[]): Promise<void> {
    const wanted = touched.value.filter((field) => fields.includes(field))
    if (busy.value || wanted.length === 0) return
    outcome.value = null
    const found = readForms(only(draft.value.forms, wanted)).faults
    faults.value = found
    if (found.length > 0) return
    busy.value = true
    try {
      await send(wanted)
    } finally {
      busy.value = false
    }
  }

  async function send(fields: readonly FormField[]): Promise<void> {
    let besides: readonly FormField[] = []
    for (let turn = 0; turn < REBASES; turn += 1) {
      const before = listing.value
      if (!before) return
      const sent = draft.value.forms
      try {
        const result = await patch(before.version, fields)
        return await settle(fields, sent, result, besides)
      } catch (error) {
        const failure = failureOf(error)
        if (failure.problem?.code !== 'changed_meanwhile') return await fail('save', fields, failure)
        const now = await read().catch(() => null)
        if (!now) return await fail('save', fields, new ApiFailure('offline', null))
        besides = differing(before, now).filter((field) => !fields.includes(field))
        if (conflicts.value.some(({ field }) => fields.includes(field))) {
          unresolved = fields
          return
        }
        // it may be that somebody else has stored the very same
        if (!touched.value.some((field) => fields.includes(field))) {
          outcome.value = { act: 'save', fields, went: 'well', shown: fields, waiting: [], besides }
          return
        }
      }
    }
    outcome.value = { act: 'save', fields, went: 'overtaken' }
  }

  async function patch(version: string, fields: readonly FormField[]): Promise<EditResult> {
    const { edit } = readForms(only(draft.value.forms, fields))
    const attempt = attemptOf(version, JSON.stringify(edit))
    keep({ ...draft.value, attempt })
    const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': attempt.key }
    return answer(api.listings[':id'].$patch({ param: { id }, json: edit }, { headers }))
  }

  /** It is stored: what was typed is let go, unless it was typed on meanwhile. */
  async function settle(
    fields: readonly FormField[],
    sent: SomeForms,
    result: EditResult,
    besides: readonly FormField[],
  ): Promise<void> {
    keep({ ...draft.value, attempt: null })
    const isSame = (field: FormField) => printOf(sent, field) === printOf(draft.value.forms, field)
    drop(fields.filter(isSame))
    const shown = result.shown.filter(isFormField)
    outcome.value = { act: 'save', fields, went: 'well', shown, waiting: result.waiting, besides }
    await refresh(shown.length > 0)
    const now = stored.value
    if (!now) return
    // what was typed on meanwhile goes on from what is stored now
    const going = fields.filter((field) => touched.value.includes(field))
    const begun = Object.fromEntries(going.map((field) => [field, printOf(now, field)]))
    keep({ ...draft.value, base: { ...draft.value.base, ...begun } })
  }

  async function refresh(publicToo: boolean): Promise<void> {
    if (publicToo) {
      const call = api.outlets[':id'].$get({ param: { id } }, { init: { cache: 'no-cache' } })
      void call.catch(() => {})
    }
    await load()
    if (historyState.value !== 'unasked') await loadHistory()
  }

  async function fail(act: Act, fields: readonly FormField[], failure: ApiFailure): Promise<void> {
    if (failure.problem?.code === 'not_signed_in') return signInAgain()
    outcome.value =
      failure.kind === 'offline'
        ? { act, fields, went: 'offline' }
        : { act, fields, went: 'refused', code: failure.problem?.code ?? null }
    if (act === 'save') faults.value = faultsIn(failure)
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

  const confirm = () =>
    act('confirm', [], async () => {
      await done(api.listings[':id'].confirmation.$post({ param: { id } }))
      return null
    })

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

  async function loadHistory(): Promise<void> {
    if (!history.value) historyState.value = 'loading'
    try {
      const call = api.listings[':id'].history.$get({ param: { id } }, { init: { cache: 'no-store' } })
      history.value = (await answer(call)).history
      historyState.value = 'ready'
    } catch (error) {
      const failure = failureOf(error)
      if (failure.problem?.code === 'not_signed_in') return signInAgain()
      if (!history.value) historyState.value = failure.kind === 'offline' ? 'offline' : 'failed'
    }
  }

  return {
    state,
    listing,
    forms,
    touched,
    faults,
    conflicts,
    busy,
    outcome,
    history,
    historyState,
    load,
    refresh,
    fill,
    drop,
    save,
    resolve,
    confirm,
    withdraw,
    loadHistory,
    restore,
  }
}

const priceParts = { item: 'item', fen: 'from', fenTo: 'to', unit: 'unit' } as const satisfies Record<
  string,
  PricePart
>

/** What the worker found fault with, where the form shows it. */
function faultsIn({ problem }: ApiFailure): Fault[] {
  return (problem?.fields ?? []).flatMap(({ field: path }): Fault[] => {
    const [field = '', row, part] = path.split('.')
    if (!isFormField(field)) return []
    const key = 'merchant.faults.refused'
    if (field !== 'prices' || row === undefined) return [{ field, key }]
    const found = Object.entries(priceParts).find(([name]) => name === part)?.[1] ?? 'item'
    return [{ field, row: Number(row), part: found, key }]
  })
}

function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('problem', null)
}

function stateOf({ kind, problem }: ApiFailure): ListingState {
  if (kind === 'offline') return 'offline'
  if (problem?.code === 'forbidden') return 'forbidden'
  return [400, 404, 422].includes(problem?.status ?? 0) ? 'missing' : 'failed'
}

/** What shows: what is stored, with what was typed over it. */
function merged(stored: Forms, typed: SomeForms): Forms {
  return {
    hours: typed.hours === undefined ? stored.hours : typed.hours,
    closures: typed.closures ?? stored.closures,
    phone: typed.phone ?? stored.phone,
    services: typed.services ?? stored.services,
    prices: typed.prices ?? stored.prices,
    payment: typed.payment ?? stored.payment,
    accessibility: typed.accessibility ?? stored.accessibility,
    delivery: typed.delivery ?? stored.delivery,
    photoText: typed.photoText ?? stored.photoText,
    name: typed.name ?? stored.name,
    type: typed.type ?? stored.type,
    address: typed.address ?? stored.address,
    chain: typed.chain === undefined ? stored.chain : typed.chain,
  }
}

/** Which of the fields that a merchant may set differ between two states of a listing. */
function differing(one: Listing, other: Listing): FormField[] {
  const [before, after] = [formsOf(one.fields), formsOf(other.fields)]
  return formFields.filter((field) => printOf(before, field) !== printOf(after, field))
}

/** Whether a field of a listing is one that a merchant may set. */
export function isFormField(field: string): field is FormField {
  return formFields.some((one) => one === field)
}
