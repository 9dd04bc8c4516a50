import { nextTick, onBeforeUnmount, onMounted, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { usePreferences } from '../shell/preferences.ts'

/** Pixels of a rem: larger in elder mode, and where somebody has set larger text. */
export function useRem(): Readonly<Ref<number>> {
  const preferences = usePreferences()
  const rem = ref(16)
  const measure = () => {
    rem.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  }
  onMounted(measure)
  watch(
    () => preferences.elder,
    () => void nextTick(measure),
  )
  return rem
}

/**
 * Whether an element is narrower than so many rem.
 * @returns null until it has been measured
 */
export function useNarrow(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  rems: number,
  rem: Readonly<Ref<number>>,
): Readonly<Ref<boolean | null>> {
  const width = shallowRef<number | null>(null)
  const narrow = ref<boolean | null>(null)
  const decide = () => {
    narrow.value = width.value === null ? null : width.value < rems * rem.value
  }
  let observer: ResizeObserver | null = null
  onMounted(() => {
    if (!element.value) return
    width.value = element.value.clientWidth
    observer = new ResizeObserver(([entry]) => {
      width.value = entry?.contentRect.width ?? width.value
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  watch([width, rem], decide)
  return narrow
}
