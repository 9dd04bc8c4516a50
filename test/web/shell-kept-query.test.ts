import { describe, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { keepQuery, type Shown, trueQuery } from '../../web/shell/kept-query.ts'

const elderEnglish: Shown = { elder: true, language: 'en' }
const usual: Shown = { elder: false, language: 'zh-CN' }

test.each([
  [{}, elderEnglish, {}],
  [{ q: '药店' }, elderEnglish, { q: '药店' }],
  [{ elder: '1' }, usual, { elder: '0' }],
  [{ elder: '0', q: 'x' }, elderEnglish, { elder: '1', q: 'x' }],
  [{ lang: 'zh-CN' }, elderEnglish, { lang: 'en' }],
])('the address %o shown as %o becomes %o', (query, shown, expected) => {
  expect(trueQuery(query, shown)).toEqual(expected)
})

describe('from page to page', () => {
  const render = () => null
  async function walk(shown: Shown, ...addresses: string[]) {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:rest(.*)*', component: { render } }],
    })
    keepQuery(router, shown)
    for (const address of addresses) await router.push(address)
    return router
  }

  test.each([
    [elderEnglish, ['/?elder=1&lang=en', '/about'], '/about?elder=1&lang=en'],
    [elderEnglish, ['/?elder=1', '/circles?q=x#map'], '/circles?q=x&elder=1#map'],
    [elderEnglish, ['/', '/about'], '/about'],
    [usual, ['/', '/about?elder=1'], '/about?elder=0'],
    [usual, ['/?elder=1'], '/?elder=1'],
  ])('%o: %o ends at %s', async (shown, addresses, expected) => {
    const router = await walk(shown, ...addresses)
    await expect.poll(() => router.currentRoute.value.fullPath).toBe(expected)
  })

  test('going back leads to the page before, and corrects its address', async () => {
    const shown = { ...usual, elder: true }
    const router = await walk(shown, '/?elder=1', '/circles', '/about')
    const address = () => router.currentRoute.value.fullPath
    shown.elder = false
    router.back()
    await expect.poll(address).toBe('/circles?elder=0')
    router.back()
    await expect.poll(address).toBe('/?elder=0')
  })
})
