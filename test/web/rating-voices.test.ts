import { createPinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useMyVoices } from '../../web/satisfaction/my-voices.ts'
import { shop, voice } from './rating-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('my voices', () => {
  test('a list asked for before something was sent does not undo it', async () => {
    let answerFirst = (_response: Response) => {}
    const fetching = vi
      .fn()
      .mockReturnValueOnce(
        new Promise<Response>((resolve) => {
          answerFirst = resolve
        }),
      )
      .mockImplementation(async () => Response.json({ ratings: [voice({ grade: 5 })] }))
    vi.stubGlobal('fetch', fetching)
    const mine = useMyVoices(createPinia())
    const loading = mine.load()
    mine.keep(voice({ grade: 5 }))
    answerFirst(Response.json({ ratings: [] }))
    await loading
    expect(fetching).toHaveBeenCalledTimes(2)
    expect(mine.of(shop)?.grade).toBe(5)
  })

  test('that cannot be fetched are not taken for none', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const mine = useMyVoices(createPinia())
    mine.keep(voice())
    await mine.load()
    expect(mine.state).toBe('offline')
    expect(mine.of(shop)?.grade).toBe(4)
  })
})
