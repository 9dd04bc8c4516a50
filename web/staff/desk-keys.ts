import { onMounted, onUnmounted, type Ref, ref } from 'vue'
import type { MessageKey } from '../shell/words.ts'

/** What single keys do at the inbox. */
export type InboxKey = 'next' | 'previous' | 'approve' | 'refuse' | 'undo' | 'help'

export const inboxKeys: Readonly<Record<string, InboxKey>> = {
  j: 'next',
  k: 'previous',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  a: 'approve',
  r: 'refuse',
  u: 'undo',
  '?': 'help',
}

/** A key and what it does, as it is told. */
export interface KeyHint {
  key: string
  text: MessageKey
}
export const inboxHints: readonly KeyHint[] = [
  { key: 'A', text: 'desk.keys.approve' },
  { key: 'R', text: 'desk.keys.refuse' },
  { key: 'U', text: 'desk.keys.undo' },
]

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
 * @param keys what each key does, by its name in small letters; `next` and `previous` may be held down
 */
export function deskKeyOf<Key extends string>(
  event: KeyboardEvent,
  keys: Readonly<Record<string, Key>>,
): Key | null {
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
export function useDeskKeys<Key extends string>(
  keys: Readonly<Record<string, Key>>,
  act: (key: Key) => void,
): void {
  function press(event: KeyboardEvent): void {
    const key = deskKeyOf(event, keys)
    if (!key || !on.value) return
    event.preventDefault()
    act(key)
  }
  onMounted(() => window.addEventListener('keydown', press))
  onUnmounted(() => window.removeEventListener('keydown', press))
}
