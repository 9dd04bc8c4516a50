import { type App, type ShallowRef, shallowRef } from 'vue'
import type { Router } from 'vue-router'

/** Something that no page has dealt with: a page that could not be fetched, or a fault of our own. */
export interface Trouble {
  kind: 'offline' | 'failed'
  /** the address to open when the person tries again */
  address: string
}

const trouble = shallowRef<Trouble | null>(null)

/** What no page has dealt with; null when all is well, and again after the next page has opened. */
export function useTrouble(): ShallowRef<Trouble | null> {
  return trouble
}

/**
 * Catches what would otherwise leave a page that looks alive and is not. The files of a page are fetched when it is
 * first opened: without network, or after a new version was published, they cannot be had.
 */
export function catchTrouble(app: App, router: Router): void {
  function tell(error: unknown, address: string): void {
    console.error(error)
    trouble.value = { kind: navigator.onLine ? 'failed' : 'offline', address }
  }
  router.onError((error, to) => tell(error, router.resolve(to.fullPath).href))
  router.afterEach(() => {
    trouble.value = null
  })
  app.config.errorHandler = (error) => tell(error, router.currentRoute.value.fullPath)
}

/**
 * Opens an address with the newest files of the site; a browser may remember that a file could not be fetched, so
 * asking for it again would not be enough.
 */
export function openAnew(address: string): void {
  const here = window.location.pathname + window.location.search + window.location.hash
  if (address === here) window.location.reload()
  else window.location.assign(address)
}
