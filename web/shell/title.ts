import { type Ref, watch, watchEffect } from 'vue'
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
 * Brings the focus to a page's heading when one comes to it by a link or goes back to it, as a browser does for a new
 * document. Where the heading has to be waited for, it gets the focus then, unless the keyboard has gone on meanwhile.
 * Not on the first page: there the browser has done it.
 * @param heading focusable by `tabindex="-1"`
 */
export function useArrival(heading: Readonly<Ref<HTMLElement | null>>): void {
  // The router keeps the addresses before and after this one in the history's state; a redirect leaves neither.
  const { back, forward, redirected } = window.history.state ?? {}
  if (!back && !forward && !redirected) return
  const from = document.activeElement
  watch(
    heading,
    (element) => {
      const { activeElement, body } = document
      if (activeElement === body || activeElement === from) element?.focus({ preventScroll: true })
    },
    { flush: 'post', once: true },
  )
}
