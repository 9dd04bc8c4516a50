/** What a screen reader gets of a page: what has the focus, and what live regions say. */

import type { CDPSession, Page } from 'playwright'

/** Chromium's own names of roles that have another for everybody else. */
const roles: Readonly<Record<string, string>> = {
  DisclosureTriangle: 'disclosure',
  InputTime: 'time',
  Legend: 'legend',
  RootWebArea: 'page',
}

type Facts = Readonly<Record<string, unknown>>

/** States that are told, in the order in which they are. */
const states: readonly ((facts: Facts) => string | null)[] = [
  ({ level }) => (level === undefined ? null : `level ${level}`),
  ({ pressed }) => (pressed === undefined ? null : pressed === 'true' ? 'pressed' : 'not pressed'),
  ({ checked }) => (checked === undefined ? null : checked === 'true' ? 'checked' : 'not checked'),
  ({ expanded, role }) =>
    expanded === undefined || role === 'combobox' ? null : expanded ? 'expanded' : 'collapsed',
  ({ hasPopup }) => (hasPopup === 'dialog' ? 'opens a dialog' : null),
  ({ invalid }) => (invalid === 'true' ? 'invalid' : null),
  ({ value, role }) => (value && role !== 'button' ? `value “${value}”` : null),
  ({ description }) => (description ? `described as “${description}”` : null),
  ({ dialog }) => (dialog ? `in the dialog “${dialog}”` : null),
]

/** Runs in the page from its beginning: keeps whatever a live region comes to say. */
function listen(): void {
  const said: string[] = []
  Reflect.set(window, 'said', said)
  const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]'
  function hear(region: Element | null | undefined): void {
    const text = region?.textContent?.replace(/\s+/g, ' ').trim()
    if (text && said.at(-1) !== text) said.push(text)
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      hear((target instanceof Element ? target : target.parentElement)?.closest(regions))
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        // an alert is told when it appears; a status only when it changes
        const alerts = [node, ...node.querySelectorAll('*')].filter((one) => one.matches('[role=alert]'))
        for (const alert of alerts) hear(alert)
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

export interface Ears {
  /** What has the focus, as it is told: role, “name”, states. */
  focus: () => Promise<string>
  /** What live regions have said since {@link forget}. */
  told: () => Promise<readonly string[]>
  forget: () => Promise<void>
}

/** @param page before it opens anything */
export async function earsOf(page: Page): Promise<Ears> {
  await page.addInitScript(listen)
  const devtools: CDPSession = await page.context().newCDPSession(page)
  await devtools.send('Accessibility.enable')

  async function focus(): Promise<string> {
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'document.activeElement' })
    if (!result.objectId) return 'nothing'
    const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    })
    const [node] = nodes
    if (!node || node.ignored) return 'nothing'
    const role: string = node.role?.value ?? ''
    const dialog = await page.evaluate(() => {
      const around = document.activeElement?.closest('[role=dialog]')
      return document.getElementById(around?.getAttribute('aria-labelledby') ?? '')?.textContent ?? null
    })
    const properties = Object.fromEntries(
      (node.properties ?? []).map(({ name, value }) => [name, value.value]),
    )
    const facts = {
      ...properties,
      role,
      value: node.value?.value,
      description: node.description?.value,
      dialog,
    }
    const told = states.flatMap((state) => state(facts) ?? [])
    const name = `${node.name?.value ?? ''}`.replace(/\s+/g, ' ').trim()
    return [`${roles[role] ?? role}${name ? ` “${name}”` : ''}`, ...told].join(', ')
  }

  return {
    focus,
    told: () => page.evaluate(() => Reflect.get(window, 'said')),
    forget: () => page.evaluate(() => void Reflect.get(window, 'said').splice(0)),
  }
}
