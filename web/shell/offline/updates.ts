import { type Ref, ref } from 'vue'
import type { ToWorker } from './messages.ts'

/** A new version of the site, which is offered and not forced. */
export interface Updates {
  /** whether there is one that this page is not made of */
  offered: Ref<boolean>
  /** opens this page anew with it; other pages go on with theirs until somebody asks there, too */
  accept: () => void
  later: () => void
}

/** Milliseconds after which somebody who comes back to an open page has the site looked at for a new version. */
const LOOK_AFTER = 3_600_000

/** What is needed of a `ServiceWorkerContainer`. */
interface Container extends EventTarget {
  readonly controller: object | null
}

/** What is needed of a `ServiceWorkerRegistration`. */
interface Registration extends EventTarget {
  readonly waiting: { postMessage: (message: ToWorker) => void } | null
  readonly installing: EventTarget | null
  update: () => Promise<unknown>
}

/**
 * Watches for new versions.
 * @param container `navigator.serviceWorker`
 * @param registration of the service worker
 * @param reload opens the page anew
 */
export function watchUpdates(container: Container, registration: Registration, reload: () => void): Updates {
  const offered = ref(false)
  /** the one that was in charge when the page began; without one, the first to come is no new version */
  let inCharge = container.controller
  let accepted = false

  /** Whether a version is complete and waits for the pages of this one to be closed. */
  const offerWaiting = () => {
    if (registration.waiting && inCharge) offered.value = true
  }
  const watch = (coming: EventTarget | null) => coming?.addEventListener('statechange', offerWaiting)

  offerWaiting()
  watch(registration.installing)
  registration.addEventListener('updatefound', () => watch(registration.installing))
  container.addEventListener('controllerchange', () => {
    if (accepted) reload()
    // Another page has asked for it. This one stays as it is: somebody may be writing.
    else if (inCharge) offered.value = true
    inCharge = container.controller
  })

  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_AFTER) return
    looked = Date.now()
    // Without network there is none to be found.
    registration.update().catch(() => {})
  })

  return {
    offered,
    accept: () => {
      offered.value = false
      if (!registration.waiting) return reload()
      accepted = true
      registration.waiting.postMessage({ kind: 'take-over' })
    },
    later: () => {
      offered.value = false
    },
  }
}
