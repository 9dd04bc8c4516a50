import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import App from '../../web/App.vue'
import { ApiFailure, answer, done } from '../../web/shell/api.ts'
import ErrorNotice from '../../web/shell/ErrorNotice.vue'
import MissingPage from '../../web/shell/MissingPage.vue'
import { catchTrouble } from '../../web/shell/trouble.ts'
import { createWords } from '../../web/shell/words.ts'
import { emptyPages, onStage } from './shell-stage.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a page that cannot be fetched', () => {
  async function site(
    first: string,
  ): Promise<{ text: () => string; find: (selector: string) => Element | null; router: Router }> {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const router = emptyPages()
    router.addRoute({ path: '/gone', component: () => Promise.reject(new TypeError('Failed to fetch')) })
    const app = createApp(App)
    catchTrouble(app, router)
    app
      .use(createPinia())
      .use(router)
      .use(await createWords('zh-CN'))
    await router.push(first).catch(() => {})
    const root = document.body.appendChild(document.createElement('div'))
    app.mount(root)
    await flushPromises()
    return { text: () => root.textContent ?? '', find: (selector) => root.querySelector(selector), router }
  }

  test('as the first page, gives a notice with a way to try again', async () => {
    const { find, text } = await site('/gone')
    expect(find('main [role=alert] h1')?.textContent?.trim()).toBe('没有打开')
    expect(text()).toContain('再试一次')
    expect(find('.trouble')).toBeNull()
  })

  test('later, leaves the page that was open, and says so above it until the next one opens', async () => {
    const { find, text, router } = await site('/about')
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await router.push('/gone').catch(() => {})
    await flushPromises()
    expect(text()).toContain('没有网络')
    expect(find('main')).not.toBeNull()
    expect(router.currentRoute.value.fullPath).toBe('/about')
    await router.push('/circles')
    await flushPromises()
    expect(find('.trouble')).toBeNull()
  })
})

describe('ErrorNotice', () => {
  test.each(['offline', 'failed'] as const)('%s can be tried again', async (kind) => {
    const router = createRouter({ history: createMemoryHistory(), routes: [] })
    const view = mount(ErrorNotice, {
      props: { kind },
      global: { plugins: [router, await createWords('zh-CN')] },
    })
    expect(view.get('h2').text()).toBe('没有打开')
    expect(view.attributes('role')).toBe('alert')
    await view.get('button').trigger('click')
    expect(view.emitted('retry')).toHaveLength(1)
  })

  test('an address that does not exist leads to the first page', async () => {
    const { view } = await onStage(defineComponent({ render: () => h(MissingPage) }), { at: '/about' })
    expect(view.get('h1').text()).toBe('没有这一页')
    expect(view.get('.notice a').attributes('href')).toBe('/')
    expect(document.title).toBe('没有这一页 · 一刻钟义马')
  })
})

describe('answer', () => {
  const problem = { type: 'about:blank', code: 'not_found', title: 'No such outlet', status: 404 }
  const given = (ok: boolean, json: () => Promise<unknown>, headers = new Headers()) =>
    Promise.resolve({ ok, headers, json })

  test('gives the body', async () => {
    expect(await answer(given(true, async () => ({ n: 1 })))).toEqual({ n: 1 })
  })

  test.each([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 'offline', null],
    ['a body cut off', () => given(true, () => Promise.reject(new SyntaxError())), 'offline', null],
    ['a problem', () => given(false, async () => problem), 'problem', problem],
    [
      'a gateway that is not ours',
      () => given(false, () => Promise.reject(new SyntaxError())),
      'problem',
      null,
    ],
    ['an answer of another shape', () => given(false, async () => 'no'), 'problem', null],
  ])('%s is told as such', async (_name, call, kind, told) => {
    const failure = await answer(call()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ApiFailure)
    expect(failure).toMatchObject({ kind, problem: told })
  })

  test.each([
    ['120', 120],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    [undefined, null],
  ])('Retry-After: %s', async (header, seconds) => {
    const headers = new Headers(header === undefined ? {} : { 'Retry-After': header })
    const failure = await answer(given(false, async () => problem, headers)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ retryAfter: seconds })
  })

  test('of a call without a body is waited for all the same', async () => {
    await expect(done(given(true, () => Promise.reject(new SyntaxError())))).resolves.toBeUndefined()
    await expect(done(given(false, async () => problem))).rejects.toMatchObject({ problem })
  })
})
