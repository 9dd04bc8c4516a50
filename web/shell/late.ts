import { type Component, defineAsyncComponent } from 'vue'

/**
 * A part of a page that comes after the rest, and that may be missing: where its file cannot be fetched, nothing stands
 * in its place, and the page says nothing of it.
 */
export function latePart(load: () => Promise<{ default: Component }>): Component {
  return defineAsyncComponent(() => load().catch(() => ({ default: () => null })))
}
