/** Whether somebody is offered to install the site, and what becomes of the offer. */

import { computed, ref } from 'vue'
import { installEvent } from './install-event.ts'

const visitsKey = 'yikezhong.visits'
const dismissedKey = 'yikezhong.install-dismissed'

/** Visits after which it is offered: whoever comes back may want to have it at hand. */
const VISITS = 2

/** Storage that may be refused is only a convenience: nobody is offered anything then. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // It is then asked anew another time.
  }
}

/** Counts a visit once a tab. */
function countVisit(): number {
  const before = Number(recall(visitsKey) ?? 0)
  try {
    if (sessionStorage.getItem(visitsKey)) return before
    sessionStorage.setItem(visitsKey, '1')
  } catch {
    return 0
  }
  remember(visitsKey, String(before + 1))
  return before + 1
}

const visits = countVisit()
const dismissed = ref(recall(dismissedKey) === '1')

/** Whether the line above a page offers it. */
export const isInstallWanted = computed(
  () => installEvent.value !== null && !dismissed.value && visits >= VISITS,
)

/** Whether the browser can install it now. */
export const isInstallable = computed(() => installEvent.value !== null)

/** Whether this is the installed site already. */
export const isInstalled = () => window.matchMedia('(display-mode: standalone)').matches

/** Never offers it in the line again; the page about the site still does. */
export function dismissInstall(): void {
  dismissed.value = true
  remember(dismissedKey, '1')
}

/** Lets the browser ask. Its offer is good once. */
export async function offerInstall(): Promise<void> {
  const event = installEvent.value
  installEvent.value = null
  await event?.prompt()
}
