import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { EditResult, Listing } from '../../schema/contract/listing.ts'
import { useSession } from '../accounts/session.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Entry, EntryOf } from '../shell/outbox-entry.ts'
import type { Trace } from '../shell/outbox-sent.ts'
import { patiently } from '../shell/patience.ts'
import { SENDING_PATIENCE } from '../shell/with-proof.ts'
import { formsOf, printOf } from './listing-form.ts'
import { type ByKeeper, type Confirmed, confirmationTopic, type FieldChange } from './sendable.ts'

/** How often a change that touches nothing of what others changed is sent again by itself. */
const REBASES = 3

/** Milliseconds that a page waits: whose account it is is asked before anything is sent. */
const PATIENCE = 8_000

/** Sending what keepers of listings do, and what the worker made of it while this page is open. */
export const useKeeperSending = defineStore('keeper-sending', () => {
  const outbox = useOutbox()
  const session = useSession()
  /** by the entry that it was */
  const results = new Map<string, EditResult>()

  async function sendChange({ id, body }: EntryOf<'change'>): Promise<Trace> {
    await requireAccount(body)
    let change = body
    for (let turn = 1; ; turn += 1) {
      try {
        const result = await patch(id, change)
        results.set(id, result)
        await leadOn(change, result.version)
        return traceOf(body)
      } catch (error) {
        if (codeOf(error) !== 'changed_meanwhile') throw error
        const now = await readListing(change.listing)
        const print = printOf(formsOf(now.fields), change.field)
        if (print === printOf(change.forms, change.field)) {
          // Somebody has stored the very same, and be it oneself.
          results.set(id, { version: now.version, shown: [change.field], waiting: [] })
          return traceOf(body)
        }
        if (!change.bases.includes(print) || turn >= REBASES) throw error
        change = { ...change, version: now.version }
        await keep(id, change)
      }
    }
  }

  /** What the next try starts from is on the disk before it: the same key must never carry two versions. */
  const keep = (id: string, body: FieldChange) =>
    outbox.amend((entry) => (entry.id === id && entry.kind === 'change' ? { ...entry, body } : entry))

  /** What waits behind a change and was typed over the same state starts from what the change has left. */
  const leadOn = ({ listing, version: before }: FieldChange, version: string) =>
    outbox.amend((entry) =>
      entry.kind === 'change' &&
      entry.body.listing === listing &&
      entry.body.version === before &&
      entry.attempts === 0
        ? { ...entry, body: { ...entry.body, version } }
        : entry,
    )

  outbox.register({
    change: sendChange,
    confirmation: async ({ body }) => {
      await requireAccount(body)
      await within((signal) =>
        done(api.listings[':id'].confirmation.$post({ param: { id: body.listing } }, { init: { signal } })),
      )
      return traceOf(body)
    },
    reply: async ({ body }) => {
      await requireAccount(body)
      const { listing: id, voice, to, text } = body
      await within((signal) =>
        answer(
          api.listings[':id'].comments[':voice'].reply.$put(
            { param: { id, voice }, json: { to, text } },
            { init: { signal } },
          ),
        ),
      )
      return traceOf(body)
    },
    response: async ({ id: key, body }) => {
      await requireAccount(body)
      const { listing: id, case: of, text } = body
      const headers = { 'Idempotency-Key': key }
      await within((signal) =>
        answer(
          api.listings[':id'].complaints[':case'].$post(
            { param: { id, case: of }, json: { text } },
            { headers, init: { signal } },
          ),
        ),
      )
      return traceOf(body)
    },
  })

  /** Sends what waits, also what waited for somebody to sign in, who now has. */
  async function resume(handle: string): Promise<void> {
    const isTheirs = ({ body, problem }: Entry) =>
      'by' in body && body.by === handle && problem?.code === 'not_signed_in'
    if (outbox.entries.some(isTheirs)) await outbox.wake(isTheirs)
    await outbox.flush()
  }
  watch(
    () => session.account?.handle,
    (handle) => {
      if (handle !== undefined) void resume(handle)
    },
  )

  const sendNow = () => outbox.sendNow(PATIENCE)

  /** That all is right with a listing, as far as it has been said by somebody and not sent. */
  function confirmationOf(listing: string, by: string): EntryOf<'confirmation'> | null {
    const entry = outbox.on(confirmationTopic(listing))
    return entry?.kind === 'confirmation' && entry.body.by === by ? entry : null
  }

  /** Says that all is right with a listing. Gives what is left of that in the outbox: nothing once it has arrived. */
  async function confirm(body: Confirmed): Promise<EntryOf<'confirmation'> | null> {
    const { listing, by } = body
    if (confirmationOf(listing, by)?.state !== 'waiting') {
      await outbox.put({ kind: 'confirmation', topic: confirmationTopic(listing), body })
    }
    await sendNow()
    return confirmationOf(listing, by)
  }

  return {
    resume,
    sendNow,
    confirmationOf,
    confirm,
    resultOf: (entry: string) => results.get(entry) ?? null,
  }
})

/** Teaches the outbox to send what keepers of listings do. */
export function registerSenders(): void {
  useKeeperSending()
}

const within = <T>(call: (signal: AbortSignal) => Promise<T>) => patiently(SENDING_PATIENCE, call)

/**
 * Makes sure that it goes out as the act of whoever did it: somebody else may have signed in on this device.
 * @throws ApiFailure `not_signed_in` otherwise, as the worker would say; it then waits for that account
 */
async function requireAccount({ by }: ByKeeper): Promise<void> {
  const { stage, account } = await within((signal) =>
    answer(api.session.$get({}, { init: { cache: 'no-store', signal } })),
  )
  if (stage === 'full' && account?.handle === by) return
  throw new ApiFailure('problem', {
    type: 'about:blank',
    code: 'not_signed_in',
    title: 'another account is signed in, or none',
    status: 401,
  })
}

function patch(key: string, { listing: id, edit, version }: FieldChange): Promise<EditResult> {
  const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': key }
  return within((signal) =>
    answer(api.listings[':id'].$patch({ param: { id }, json: edit }, { headers, init: { signal } })),
  )
}

function readListing(id: string): Promise<Listing> {
  return within((signal) =>
    answer(api.listings[':id'].$get({ param: { id } }, { init: { cache: 'no-store', signal } })),
  )
}

const codeOf = (error: unknown) => (error instanceof ApiFailure ? error.problem?.code : undefined)
const traceOf = ({ listing }: ByKeeper): Trace => ({ kind: 'outlet', id: listing })
