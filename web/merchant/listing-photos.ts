import { computed, ref, shallowRef } from 'vue'
import type { KeptPhoto, PhotoSent } from '../../schema/contract/photo.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api, done } from '../shell/api.ts'
import { upload } from '../shell/upload.ts'
import type { ReadyPhoto } from '../ui/photo.ts'
import { type StorefrontFailure, storefrontFailureOf } from './storefront-failure.ts'

/** What was done last. */
export type PhotoDone = PhotoSent['state'] | 'takenBack' | 'removed' | 'restored'

/** Where a photo is that only those who keep the listing may see. */
export const privatePhoto = (outlet: string, photo: string) => `/api/listings/${outlet}/photos/${photo}`

/**
 * The photos of an outlet, for those who keep it, and what is chosen to be sent.
 * @param id of the outlet
 * @param changed is called when everybody may see something else now
 */
export function useListingPhotos(id: string, changed: () => void) {
  const photos = shallowRef<readonly KeptPhoto[] | null>(null)
  const state = ref<Asking>('loading')
  const chosen = shallowRef<ReadyPhoto | null>(null)
  const text = ref('')
  /** share that has been sent; null while nothing is */
  const sent = ref<number | null>(null)
  const busy = ref(false)
  const failure = ref<StorefrontFailure | null>(null)
  const last = ref<PhotoDone | null>(null)
  /** The same photo with the same text carries the same key: an answer that got lost makes no second one. */
  let attempt: { photo: ReadyPhoto; text: string; key: string } | null = null
  let stop = new AbortController()

  const inState = (wanted: KeptPhoto['state']) =>
    computed(() => photos.value?.find((photo) => photo.state === wanted) ?? null)
  const former = computed(() => (photos.value ?? []).filter(({ until }) => until !== null))

  /** Asks anew; what had come before stays when it fails. */
  async function load(): Promise<void> {
    if (photos.value === null) state.value = 'loading'
    try {
      const call = api.listings[':id'].photos.$get({ param: { id } }, { init: { cache: 'no-store' } })
      photos.value = (await answer(call)).photos
      state.value = 'ready'
    } catch (error) {
      if (photos.value === null) state.value = outcomeOf(error)
    }
  }

  /** Does one thing at a time; tells what became of it, and shows the newest state. */
  async function act(request: () => Promise<PhotoDone>): Promise<void> {
    if (busy.value) return
    busy.value = true
    failure.value = null
    last.value = null
    try {
      last.value = await request()
      changed()
      await load()
    } catch (error) {
      failure.value = stop.signal.aborted ? 'stopped' : storefrontFailureOf(error)
      if (failure.value === 'changed_meanwhile' || failure.value === 'not_found') await load()
    } finally {
      busy.value = false
    }
  }

  /** Sends what is chosen. It stays chosen until the worker has said that it is stored. */
  function send(): Promise<void> {
    const photo = chosen.value
    if (!photo) return Promise.resolve()
    const words = text.value.trim()
    if (attempt?.photo !== photo || attempt.text !== words) {
      attempt = { photo, text: words, key: crypto.randomUUID() }
    }
    const { key } = attempt
    stop = new AbortController()
    return act(async () => {
      try {
        const stored: PhotoSent = await answer(
          upload({
            address: `/api/listings/${id}/photos${words ? `?text=${encodeURIComponent(words)}` : ''}`,
            file: photo.blob,
            headers: { 'Idempotency-Key': key },
            signal: stop.signal,
            onSent: (share) => {
              sent.value = share
            },
          }),
        )
        chosen.value = null
        text.value = ''
        return stored.state
      } finally {
        sent.value = null
      }
    })
  }

  const remove = (photo: KeptPhoto) =>
    act(async () => {
      const param = { id, photo: photo.id }
      await done(api.listings[':id'].photos[':photo'].$delete({ param }))
      return photo.state === 'waiting' ? 'takenBack' : 'removed'
    })

  const restore = (photo: KeptPhoto) =>
    act(async () => {
      const param = { id, photo: photo.id }
      await done(api.listings[':id'].photos[':photo'].restoration.$post({ param }))
      return 'restored'
    })

  return {
    state,
    shown: inState('approved'),
    waiting: inState('waiting'),
    refused: inState('refused'),
    former,
    chosen,
    text,
    sent,
    busy,
    failure,
    last,
    load,
    send,
    stop: () => stop.abort(),
    remove,
    restore,
  }
}
