import { type Ref, ref, watch } from 'vue'

/**
 * Whether a menu is open that lies over the page. It does not stay there once the finger or the focus has moved on, or
 * another page has come; Escape closes it and gives the focus back to its button.
 * @param menu the menu with its button
 * @param address of the page
 */
export function useLiesOver(
  menu: Readonly<Ref<HTMLElement | null>>,
  button: Readonly<Ref<HTMLElement | null>>,
  address: () => string,
): Ref<boolean> {
  const opened = ref(false)

  function closeFromOutside({ target }: Event): void {
    if (target instanceof Node && !menu.value?.contains(target)) opened.value = false
  }

  function closeWithKey({ key }: KeyboardEvent): void {
    if (key !== 'Escape') return
    opened.value = false
    button.value?.focus()
  }

  watch(address, () => {
    opened.value = false
  })
  watch(opened, (isOpen, _was, onCleanup) => {
    if (!isOpen) return
    const listening = new AbortController()
    onCleanup(() => listening.abort())
    const { signal } = listening
    document.addEventListener('pointerdown', closeFromOutside, { signal })
    document.addEventListener('focusin', closeFromOutside, { signal })
    document.addEventListener('keydown', closeWithKey, { signal })
  })
  return opened
}
