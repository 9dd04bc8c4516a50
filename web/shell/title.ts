import { nextTick, onMounted, type Ref, watchEffect } from 'vue'
import { useCity } from './city.ts'
import { useWords } from './words.ts'

/**
 * Names the page in the browser's tab and history: "康宁大药房 · 一刻钟义马".
 * @param title of the page itself; null while it is not known
 */
export function usePageTitle(title: () => string | null): void {
  const { t, pick } = useWords()
  const city = useCity()
  watchEffect(() => {
    const own = title()
    const place = city.city ? pick(city.city.name, ` ${city.city.nameEn}`) : ''
    document.title = [own ?? '', t('shell.name') + place].filter(Boolean).join(' · ')
  })
}

/**
 * Brings the focus to a page's heading when one comes to it by a link, as a browser does for a new document.
 * Not on the first page: there the browser has done it.
 * @param heading focusable by `tabindex="-1"`
 */
export function useArrival(heading: Readonly<Ref<HTMLElement | null>>): void {
  onMounted(async () => {
    // the router keeps the address one came from in the history's state
    if (!window.history.state?.back) return
    await nextTick()
    heading.value?.focus({ preventScroll: true })
  })
}
