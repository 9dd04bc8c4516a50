/**
 * What has taken the place of a control that the page has made anew: of the same kind, with the same words. Who had the
 * keyboard on it goes on there.
 * @returns null when there is none
 */
export function twinOf(gone: Element): HTMLElement | null {
  const words = gone.textContent
  const alike = [...document.querySelectorAll<HTMLElement>(gone.localName)]
  return alike.find(({ textContent }) => textContent === words) ?? null
}
