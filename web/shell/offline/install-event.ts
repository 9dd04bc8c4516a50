import { shallowRef } from 'vue'

/** What some browsers give before they would offer to install a site; no standard has it, so no type does. */
export interface InstallEvent extends Event {
  prompt: () => Promise<unknown>
}

/** The offer, kept until somebody takes it up; null where the browser makes none. */
export const installEvent = shallowRef<InstallEvent | null>(null)

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event && typeof event.prompt === 'function'
}

/** Keeps the browser's offer, which may come before anything of ours that shows it. */
export function keepInstallEvent(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    if (isInstallEvent(event)) installEvent.value = event
  })
  window.addEventListener('appinstalled', () => {
    installEvent.value = null
  })
}
