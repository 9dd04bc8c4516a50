import { type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { Grade } from '../../schema/catalog/satisfaction.ts'
import type { CaseOfMine } from '../../schema/contract/complaint.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { patiently } from '../shell/patience.ts'
import type { KeptPhoto } from './kept-database.ts'
import { partsOf, patienceFor } from './photo-parts.ts'

/** How asking for the case went; `slow` is that too many receipts from this network were wrong. */
export type MyCaseState = 'loading' | 'ready' | 'wrong' | 'slow' | 'offline' | 'failed'

const READING_PATIENCE = 20_000

/** The case of a receipt, and what whoever holds it may do. The receipt goes in a header, never in an address. */
export function useMyCase(receipt: string): {
  mine: ShallowRef<CaseOfMine | null>
  state: Ref<MyCaseState>
  /** seconds until a receipt may be tried again; null where nobody said */
  wait: Ref<number | null>
  /** Asks for it anew; what was known stays until the answer is there. */
  load: () => Promise<void>
  /** @throws ApiFailure, as the other acts do; the key makes it harmless to try again */
  add: (key: string, text: string, photos: readonly KeptPhoto[]) => Promise<void>
  confirm: (key: string, grade: Grade) => Promise<void>
  reopen: (key: string, text: string) => Promise<void>
  photo: (id: string) => Promise<Blob>
} {
  const mine = shallowRef<CaseOfMine | null>(null)
  const state = ref<MyCaseState>('loading')
  const wait = ref<number | null>(null)
  const headers = { Receipt: receipt }

  async function load(): Promise<void> {
    if (mine.value === null) state.value = 'loading'
    try {
      mine.value = await patiently(READING_PATIENCE, (signal) =>
        answer(api.complaints.mine.$get({}, { headers, init: { cache: 'no-store', signal } })),
      )
      state.value = 'ready'
    } catch (error) {
      state.value = outcomeOf(error)
      wait.value = error instanceof ApiFailure ? error.retryAfter : null
      if (state.value === 'wrong') mine.value = null
    }
  }

  async function take(given: Promise<CaseOfMine>): Promise<void> {
    mine.value = await given
    state.value = 'ready'
  }

  const keyed = (key: string) => ({ ...headers, 'Idempotency-Key': key })
  const { mine: routes } = api.complaints

  return {
    mine,
    state,
    wait,
    load,
    add: (key, text, photos) =>
      take(
        patiently(patienceFor(photos), (signal) => {
          const init = { body: partsOf('message', { text }, photos), signal }
          return answer(routes.messages.$post({}, { headers: keyed(key), init }))
        }),
      ),
    confirm: (key, grade) =>
      take(
        patiently(READING_PATIENCE, (signal) =>
          answer(routes.confirm.$post({ json: { grade } }, { headers: keyed(key), init: { signal } })),
        ),
      ),
    reopen: (key, text) =>
      take(
        patiently(READING_PATIENCE, (signal) =>
          answer(routes.reopen.$post({ json: { text } }, { headers: keyed(key), init: { signal } })),
        ),
      ),
    photo: async (id) => {
      const response = await routes.photos[':photo'].$get({ param: { photo: id } }, { headers })
      if (!response.ok) throw new ApiFailure('problem', null)
      return response.blob()
    },
  }
}

function outcomeOf(error: unknown): MyCaseState {
  if (!(error instanceof ApiFailure)) return 'failed'
  if (error.kind === 'offline') return 'offline'
  switch (error.problem?.code) {
    case 'not_found':
    case 'invalid_request':
      return 'wrong'
    case 'too_many':
      return 'slow'
    default:
      return 'failed'
  }
}
