import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { expect, it, vi } from 'vitest'
import { takeOnce } from '../../worker/guard/once.ts'
import { onError } from '../../worker/guard/problem.ts'

it('what comes without a solved task costs nothing: nothing is decided or stored for it', async () => {
  const decide = vi.fn()
  const site = new Hono<{ Bindings: Env }>().onError(onError).post('/', async (c) => {
    const sending = { resident: 'somebody', key: 'a-key-of-its-own', given: {}, now: Date.now() }
    return c.text(await takeOnce(c, sending, [], decide))
  })
  const refused = await site.request('/', { method: 'POST', headers: { Altcha: 'nothing' } }, env)
  expect(await refused.json()).toMatchObject({ code: 'work_wrong' })
  expect(decide).not.toHaveBeenCalled()
})
