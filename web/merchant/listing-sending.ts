import { type ComputedRef, computed, type ShallowRef, shallowRef, watch } from 'vue'
import type { EditResult, Listing } from '../../schema/contract/listing.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Entry, EntryOf } from '../shell/outbox-entry.ts'
import { type FormField, formFields, formsOf, printOf, readForms, type SomeForms } from './listing-form.ts'
import { changeTopic, confirmationTopic } from './sendable.ts'
import { useKeeperSending } from './senders.ts'

/** What came of sending: of these fields, and all fields that were on their way together with them. */
export interface SendingResult {
  results: EditResult[]
  own: FormField[]
}

export interface ListingSending {
  /** whether what waits outlives the page */
  lasting: ComputedRef<boolean>
  waiting: ComputedRef<readonly EntryOf<'change'>[]>
  refused: ComputedRef<readonly EntryOf<'change'>[]>
  /** that all is right, said and not sent yet */
  confirmation: ComputedRef<Entry | null>
  /** what was typed and waits to be sent */
  forms: ComputedRef<SomeForms>
  /** what has gone out last: fields, none for a confirmation; null while nothing has */
  arrived: ShallowRef<readonly FormField[] | null>
  /** what waits of a field, or was refused */
  entryOn: (field: FormField) => EntryOf<'change'> | undefined
  waitingOn: (field: FormField) => EntryOf<'change'> | undefined
  load: () => Promise<void>
  /** keeps a change, in the place of what waited of its field; what is the same waits on with the key that it has */
  put: (from: Listing, field: FormField, forms: SomeForms, base: string | undefined) => Promise<void>
  send: (fields: readonly FormField[]) => Promise<SendingResult>
  /** says that all is right; gives what is left of that in the outbox */
  confirm: (name: string) => Promise<Entry | null>
  remove: (entry: Entry) => Promise<void>
  forgetRefused: (fields: readonly FormField[]) => Promise<void>
}

/**
 * What somebody does about one listing, on its way through the outbox.
 * @param listing of the outlet
 * @param by handle of whoever does it: what somebody else has left on this device is theirs
 */
export function useListingSending(listing: string, by: string): ListingSending {
  const outbox = useOutbox()
  const { resultOf, resume, sendNow, confirmationOf, confirm } = useKeeperSending()
  const arrived = shallowRef<readonly FormField[] | null>(null)

  const changes = computed(() =>
    outbox.entries.filter(
      (entry): entry is EntryOf<'change'> =>
        entry.kind === 'change' && entry.body.listing === listing && entry.body.by === by,
    ),
  )
  const waiting = computed(() => changes.value.filter(({ state }) => state === 'waiting'))
  const refused = computed(() => changes.value.filter(({ state }) => state === 'refused'))
  const entryOn = (field: FormField) => changes.value.find(({ body }) => body.field === field)
  const waitingOn = (field: FormField) => waiting.value.find(({ body }) => body.field === field)

  watch(
    () => outbox.ended,
    (end) => {
      if (end?.how !== 'acknowledged') return
      if (end.topic === confirmationTopic(listing)) arrived.value = []
      else if (end.kind === 'change') {
        const field = formFields.find((one) => changeTopic(by, listing, one) === end.topic)
        if (field) arrived.value = [field]
      }
    },
    { flush: 'sync' },
  )

  /** A database that cannot be read keeps nobody from changing a listing. */
  async function load(): Promise<void> {
    await outbox.load().catch(() => {})
    void resume(by)
  }

  async function put(
    { version, fields }: Listing,
    field: FormField,
    forms: SomeForms,
    base: string | undefined,
  ): Promise<void> {
    const before = waitingOn(field)
    if (before && printOf(before.body.forms, field) === printOf(forms, field)) return
    const began = base ?? printOf(formsOf(fields), field)
    const { edit } = readForms(forms)
    const body = {
      listing,
      name: fields.name,
      by,
      field,
      edit,
      forms,
      version,
      bases: [began, ...mayBe(before)],
    }
    // What Vue has made reactive cannot be put into a database.
    await outbox.put({ kind: 'change', topic: changeTopic(by, listing, field), body: plain(body) })
  }

  async function send(fields: readonly FormField[]): Promise<SendingResult> {
    const before = waiting.value
    await sendNow()
    const wanted = before.filter(({ body }) => fields.includes(body.field))
    return {
      results: wanted.flatMap(({ id }) => resultOf(id) ?? []),
      own: before.map(({ body }) => body.field),
    }
  }

  async function forgetRefused(fields: readonly FormField[]): Promise<void> {
    const gone = refused.value.filter(({ body }) => fields.includes(body.field))
    for (const { id } of gone) await outbox.remove(id)
  }

  return {
    lasting: computed(() => outbox.lasting),
    waiting,
    refused,
    confirmation: computed(() => confirmationOf(listing, by)),
    forms: computed(() => Object.assign({}, ...waiting.value.map(({ body }) => body.forms))),
    arrived,
    entryOn,
    waitingOn,
    load,
    put,
    send,
    confirm: (name) => confirm({ listing, name, by }),
    remove: ({ id }) => outbox.remove(id),
    forgetRefused,
  }
}

/** Values that a field may have because of what waited of it: it may have arrived without an answer. */
function mayBe(before: EntryOf<'change'> | undefined): readonly string[] {
  if (!before) return []
  const { body, attempts } = before
  return attempts > 0 ? [...body.bases, printOf(body.forms, body.field)] : body.bases
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))
