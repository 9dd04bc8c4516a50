import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref, useTemplateRef } from 'vue'
import { useArrival } from '../../web/shell/title.ts'

/** A page that shows its heading at once, or when `ready` is set; beside it something else that can have the focus. */
function openPage(ready: boolean) {
  const isReady = ref(ready)
  const Page = defineComponent({
    setup() {
      useArrival(useTemplateRef<HTMLElement>('heading'))
      return () => [
        h('button', '等一等'),
        isReady.value ? h('h1', { ref: 'heading', tabindex: -1 }, '到了') : h('p', '正在读取…'),
      ]
    },
  })
  const view = mount(Page, { attachTo: document.body })
  return {
    button: view.get('button').element,
    async load() {
      isReady.value = true
      await nextTick()
    },
  }
}

const focused = () => document.activeElement?.textContent
/** What the router keeps of where one came from. */
const come = (state: { back: string | null; forward: string | null; redirected?: boolean }) =>
  window.history.replaceState(state, '')

afterEach(() => window.history.replaceState(null, ''))

describe('the heading of a page', () => {
  test.each([
    ['by a link', { back: '/circles', forward: null }],
    ['by the back button', { back: null, forward: '/circles/411281001005' }],
    ['by signing in, which leads on', { back: null, forward: null, redirected: true }],
  ])('has the focus when one comes to it %s', async (_how, state) => {
    come(state)
    openPage(true)
    await nextTick()
    expect(focused()).toBe('到了')
  })

  test('has it when it comes late, from a link that has gone or is still there', async () => {
    come({ back: '/circles', forward: null })
    const link = document.createElement('button')
    document.body.append(link)
    link.focus()
    await openPage(false).load()
    expect(focused()).toBe('到了')
  })

  test('does not take it from where the keyboard has gone on meanwhile', async () => {
    come({ back: '/circles', forward: null })
    const { button, load } = openPage(false)
    button.focus()
    await load()
    expect(focused()).toBe('等一等')
  })

  test('does not take it on the first page, whose focus is the browser’s', async () => {
    openPage(true)
    await nextTick()
    expect(document.activeElement).toBe(document.body)
  })
})
