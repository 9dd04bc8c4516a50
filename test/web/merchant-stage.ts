/** Mounts a merchant's editor so that what it gives comes back to it, as a page does. */

import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { type Component, defineComponent, h, nextTick, ref } from 'vue'
import { holidayDays, holidayYears } from '../../schema/catalog/holidays.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { type Language, usePreferences } from '../../web/shell/preferences.ts'
import { createWords } from '../../web/shell/words.ts'

export const calendar = holidayCalendar(holidayYears, holidayDays)

/** A Tuesday evening some weeks before Spring Festival 2026. */
export const tuesday = Date.parse('2026-01-27T20:36:00+08:00')

export interface Shown {
  view: VueWrapper
}

export interface Kept<T> extends Shown {
  /** what the page would save */
  value: () => T
  /** what the page sets, as after an undo */
  set: (value: T) => Promise<void>
  /** all events of the editor, by name */
  heard: (event: string) => unknown[]
}

/**
 * @param model the property that goes in and comes back with `update:<model>`
 * @param isValue tells what comes back
 */
export async function keep<T>(
  editor: Component,
  model: string,
  initial: T,
  isValue: (value: unknown) => value is T,
  props: Record<string, unknown> = {},
  language: Language = 'zh-CN',
): Promise<Kept<T>> {
  const value = ref<{ now: T }>({ now: initial })
  const page = defineComponent({
    render: () =>
      h(editor, {
        now: tuesday,
        calendar,
        ...props,
        [model]: value.value.now,
        [`onUpdate:${model}`]: (next: unknown) => {
          if (!isValue(next)) throw new Error(`${JSON.stringify(next)} came back`)
          Object.assign(value.value, { now: next })
        },
      }),
  })
  const pinia = createPinia()
  usePreferences(pinia).setLanguage(language)
  const view = mount(page, {
    attachTo: document.body,
    global: { plugins: [pinia, await createWords(language)] },
  })
  const part = view.getComponent(editor)
  return {
    view,
    value: () => JSON.parse(JSON.stringify(value.value.now)),
    set: async (next) => {
      Object.assign(value.value, { now: next })
      await nextTick()
    },
    heard: (event) => (part.emitted(event) ?? []).flat(),
  }
}

/** The button with this accessible name. */
export function button(view: VueWrapper, name: string): ReturnType<VueWrapper['get']> {
  const found = view
    .findAll('button')
    .find((one) => (one.attributes('aria-label') ?? one.text()).trim() === name)
  if (!found) throw new Error(`no button ${name}`)
  return found
}

/** The name of what has the focus. */
export function focused(): string {
  const element = document.activeElement
  return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
}
