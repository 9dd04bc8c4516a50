import { onMounted, onUnmounted, type Ref, ref } from 'vue'

/** What single keys do at the desk. */
export type DeskKey = 'next' | 'previous' | 'approve' | 'refuse' | 'undo' | 'help'

const keys: Readonly<Record<string, DeskKey>> = {
  j: 'next',
  k: 'previous',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  a: 'approve',
  r: 'refuse',
  u: 'undo',
  '?': 'help',
}

const storageKey = 'yikezhong-desk-keys'

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

const on = ref(remembered())

/**
 * Whether single keys act. They can be switched off, because a voice or a shaky hand types letters that were not meant
 * (WCAG 2.1.4).
 */
export function useKeysSwitch(): { on: Ref<boolean>; set: (wanted: boolean) => void } {
  return {
    on,
    set: (wanted) => {
      on.value = wanted
      try {
        localStorage.setItem(storageKey, wanted ? 'on' : 'off')
      } catch {
        // a browser that keeps nothing has the switch until the page is left
      }
    },
  }
}

const typed = 'input, textarea, select, [contenteditable]'

/**
 * Which act a key stands for; null for every key that is somebody's typing, the browser's, or held down.
 * @param event as the window gets it
 */
export function deskKeyOf(event: KeyboardEvent): DeskKey | null {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return null
  if (target instanceof Element && target.closest(`${typed}, [role="dialog"]`)) return null
  if (document.querySelector('[role="dialog"]')) return null
  const key = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!key || (event.repeat && key !== 'next' && key !== 'previous')) return null
  // Arrows scroll what is being read; they are ours in the list, and where nothing has the focus.
  const arrows = event.key.startsWith('Arrow')
  const ours = target === document.body || (target instanceof Element && target.closest('[data-desk-list]'))
  return arrows && !ours ? null : key
}

/** Calls what a single key stands for, as long as the page is open. */
export function useDeskKeys(act: (key: DeskKey) => void): void {
  function press(event: KeyboardEvent): void {
    const key = deskKeyOf(event)
    if (!key || !on.value) return
    event.preventDefault()
    act(key)
  }
  onMounted(() => window.addEventListener('keydown', press))
  onUnmounted(() => window.removeEventListener('keydown', press))
}
