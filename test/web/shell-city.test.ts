import { createPinia } from 'pinia'
import { afterEach, expect, test, vi } from 'vitest'
import { useCity } from '../../web/shell/city.ts'

afterEach(() => vi.unstubAllGlobals())

test('a city that was changed and could not be fetched anew is asked for by the next page, past what is kept', async () => {
  const caches: (RequestCache | undefined)[] = []
  const answers = ['old', null, 'new']
  vi.stubGlobal('fetch', async (_address: string, { cache }: RequestInit) => {
    caches.push(cache)
    const name = answers.shift()
    if (!name) throw new TypeError('Failed to fetch')
    return Response.json({ name })
  })
  const city = useCity(createPinia())
  await city.load()
  await city.renew()
  expect(city.city?.name).toBe('old')
  await city.load()
  expect(city.city?.name).toBe('new')
  await city.load()
  expect(caches).toEqual(['default', 'no-cache', 'no-cache'])
})
