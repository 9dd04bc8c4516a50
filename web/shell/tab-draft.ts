import { type Ref, watch } from 'vue'

/**
 * Reads a form of texts out of what was kept, which an older version of the site may have written.
 * @param empty the form that nobody has touched; fields that are not texts in what was kept stay as they are in it
 */
export function textsLike<Fields extends { [Name in keyof Fields]: string }>(
  empty: Fields,
  kept: unknown,
): Fields {
  const texts =
    typeof kept === 'object' && kept !== null
      ? Object.entries(kept).filter(([name, value]) => name in empty && typeof value === 'string')
      : []
  return { ...empty, ...Object.fromEntries(texts) }
}

/**
 * Keeps what is being filled in for as long as the tab lives: opening the page anew, for a new version or by accident,
 * loses nothing. What was kept is put into the form at once.
 * @param key of the form
 * @param fields the form; watched deeply
 * @param read makes a form of what was kept
 * @returns forgets what was kept: it has been handed on, or is no longer wanted
 */
export function keepInTab<Fields>(
  key: string,
  fields: Ref<Fields>,
  read: (kept: unknown) => Fields,
): { forget: () => void } {
  const name = `yikezhong.form.${key}`
  // Where storage is refused, the form lasts as long as the page.
  const orNothing = (act: () => void) => {
    try {
      act()
    } catch {}
  }
  orNothing(() => {
    const kept = sessionStorage.getItem(name)
    if (kept !== null) fields.value = read(JSON.parse(kept))
  })
  watch(fields, (now) => orNothing(() => sessionStorage.setItem(name, JSON.stringify(now))), { deep: true })
  return { forget: () => orNothing(() => sessionStorage.removeItem(name)) }
}
