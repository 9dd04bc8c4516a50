import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { backTo } from './back.ts'

/** Dialogs of the home page; `walk-…` carries the key of the place to walk to. */
export type Panel = 'types' | 'from' | 'time' | 'filters' | `walk-${string}`

function isPanel(text: unknown): text is Panel {
  return (
    text === 'types' ||
    text === 'from' ||
    text === 'time' ||
    text === 'filters' ||
    (typeof text === 'string' && text.startsWith('walk-'))
  )
}

/**
 * Which dialog is open. It stands in the address (`?panel=types`), so that the back button closes it as people
 * expect; what is chosen in a dialog takes its place in the history.
 */
export function usePanel(): WritableComputedRef<Panel | null> {
  const route = useRoute()
  const router = useRouter()

  function open(panel: Panel): void {
    const to = { ...here(), query: { ...route.query, panel } }
    // from one dialog to another is no step of its own
    void (route.query['panel'] ? router.replace(to) : router.push(to))
  }

  function close(): void {
    const { panel: _, ...query } = route.query
    backTo(router, { ...here(), query })
  }

  const here = () => ({ path: route.path, hash: route.hash })

  return computed({
    get: () => (isPanel(route.query['panel']) ? route.query['panel'] : null),
    set: (panel) => (panel === null ? close() : open(panel)),
  })
}
