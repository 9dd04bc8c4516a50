import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ChainEvent, eventHash } from '../../schema/rules/complaints/chain.ts'
import ChainPage from '../../web/complaints/ChainPage.vue'
import { recallHead, rememberHead } from '../../web/complaints/chain-head.ts'
import { chainOf, inPieces, publicPage } from './cases-stage.ts'
import { tell } from './satisfaction-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const PIECE = 60
const whole = await chainOf(150)
const head = whole.at(-1) ?? { seq: 0, hash: '' }
const at = '2026-11-20T03:00:00.000Z'

const given = (body: unknown) => ({ '/api/complaints/chain': body })
const open = (body: unknown, options = {}) =>
  publicPage(ChainPage, 'complaint-chain', '/complaints/chain', given(body), options)
const button = (view: VueWrapper) => view.get('.walk button')
async function verify(view: VueWrapper): Promise<void> {
  await button(view).trigger('click')
  await vi.waitFor(() => expect(button(view).text()).not.toBe('停下'))
  await flushPromises()
}
/** The chain with one event otherwise. */
const altered = (at: number, part: Partial<ChainEvent>) =>
  whole.map((event) => (event.seq === at ? { ...event, ...part } : event))
/** The same, with the hash that it must have then. */
const hashedAnew = (at: number) =>
  Promise.all(
    altered(at, { facts: '{}' }).map(async (event) =>
      event.seq === at ? { ...event, hash: await eventHash(event) } : event,
    ),
  )

const rehashed = await hashedAnew(90)

describe('the chain', () => {
  test('its head is told before anything is verified', async () => {
    const { view, asked } = await open(inPieces(whole, PIECE))
    expect(view.get('.card').text()).toContain('第 150 个事件')
    expect(view.get('.card code').text()).toBe(head.hash)
    expect(asked).toEqual(['/api/complaints/chain?after=0'])
    expect(view.text()).toContain('npm run chain')
  })

  test('is followed in pieces to its end, and its head is remembered', async () => {
    const { view, asked } = await open(inPieces(whole, PIECE))
    asked.length = 0
    await verify(view)
    expect(asked.map((one) => one.split('=')[1])).toEqual(['0', '60', '120'])
    expect(view.get('.verdict').text()).toContain('全部对得上')
    expect(view.get('.verdict').text()).toContain('从第 1 个到第 150 个')
    expect(document.activeElement?.textContent).toContain('全部对得上')
    expect(recallHead()).toMatchObject({ seq: 150, hash: head.hash })
    expect(view.text()).toContain('11月24日看到第 150 个')
  })

  test('an event that was altered is named, and so is its case', async () => {
    const { view } = await open(inPieces(altered(75, { facts: '{"kind":"quality"}' }), PIECE))
    await verify(view)
    expect(view.get('.verdict').text()).toContain('第 75 个事件对不上')
    expect(view.get('.verdict').text()).toContain('有人改过')
    expect(view.get('.verdict a').attributes('href')).toBe('/complaints/case/case000075')
    expect(recallHead()).toBeNull()
  })

  test.each<[string, readonly ChainEvent[], string]>([
    ['taken out', whole.filter(({ seq }) => seq !== 61), '第 61 个事件对不上'],
    ['taken out at the beginning', whole.filter(({ seq }) => seq !== 1), '第 1 个事件对不上'],
    ['altered, and hashed anew', rehashed, '第 91 个事件对不上'],
  ])('one that was %s is found', async (_name, events, words) => {
    const { view } = await open(inPieces(events, PIECE))
    await verify(view)
    expect(view.get('.verdict').text()).toContain(words)
  })

  test('the last ones cannot be left out', async () => {
    const short = inPieces(whole.slice(0, 140), PIECE)
    const { view } = await open((address: URL) => ({
      ...short(address),
      head: { seq: head.seq, hash: head.hash },
    }))
    await verify(view)
    expect(view.get('.verdict').text()).toContain('第 141 个事件对不上')
  })

  test('empty, there is nothing to verify', async () => {
    const { view } = await open(inPieces([], PIECE))
    expect(view.text()).toContain('链还是空的')
    expect(view.find('.walk').exists()).toBe(false)
  })
})

describe('on the way', () => {
  test('it is stopped, says how far it came, and goes on from there', async () => {
    const { view } = await open(inPieces(whole, PIECE))
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const inner = globalThis.fetch
    const asked: string[] = []
    vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
      asked.push(String(input))
      if (String(input).endsWith('after=60')) await gate
      return inner(input, init)
    })
    await button(view).trigger('click')
    await vi.waitFor(() => expect(view.get('.far').text()).toBe('核了 60 个，共 150 个'))
    expect(view.get<HTMLProgressElement>('progress').attributes()).toMatchObject({ value: '60', max: '150' })
    await button(view).trigger('click')
    release()
    await flushPromises()
    expect(view.get('.walk').text()).toContain('停下了，核到第 60 个')
    expect(button(view).text()).toBe('接着核')
    asked.length = 0
    await verify(view)
    expect(asked[0]).toContain('after=60')
    expect(view.get('.verdict').text()).toContain('从第 1 个到第 150 个')
  })

  test('the network goes, and it goes on when that is back', async () => {
    const pieces = inPieces(whole, PIECE)
    const { view } = await open((address: URL) =>
      address.searchParams.get('after') === '120' ? 'offline' : pieces(address),
    )
    await verify(view)
    expect(view.get('.walk').text()).toContain('网络断了，核到第 120 个')
    const asked = tell(given(pieces))
    await verify(view)
    expect(asked).toEqual(['/api/complaints/chain?after=120'])
    expect(view.get('.verdict').text()).toContain('全部对得上')
  })

  test('the head does not come: it says so, and tries again', async () => {
    const { view } = await open('offline')
    expect(view.get('[role="alert"]').text()).toContain('没有网络')
    tell(given(inPieces(whole, PIECE)))
    await view.get('[role="alert"] button').trigger('click')
    await flushPromises()
    expect(view.get('.card').text()).toContain('第 150 个事件')
  })
})

describe('the head that this device saw last', () => {
  test('is still there', async () => {
    rememberHead({ seq: 100, hash: whole[99]?.hash ?? '', at })
    const { view } = await open(inPieces(whole, PIECE))
    expect(view.text()).toContain('11月20日看到第 100 个')
    await verify(view)
    expect(view.get('.kept').text()).toBe('上次看到的链头还在链里。')
  })

  test.each([
    ['was replaced', 100, 'b'.repeat(64)],
    ['lies beyond the end', 400, 'b'.repeat(64)],
  ])(
    '%s, while the chain fits: that is told, and the old head stays remembered',
    async (_name, seq, hash) => {
      rememberHead({ seq, hash, at })
      const { view } = await open(inPieces(whole, PIECE))
      await verify(view)
      expect(view.get('.verdict').text()).toContain('全部对得上')
      expect(view.get('.kept.bad').text()).toContain('不在链里了')
      expect(recallHead()).toEqual({ seq, hash, at })
    },
  )

  test('can be forgotten', async () => {
    rememberHead({ seq: 100, hash: whole[99]?.hash ?? '', at })
    const { view } = await open(inPieces(whole, PIECE))
    await view
      .findAll('button')
      .find((one) => one.text() === '忘掉')
      ?.trigger('click')
    expect(recallHead()).toBeNull()
    expect(view.text()).toContain('这台设备还没有核验过')
  })

  test.each(['nonsense', '{"seq":"1"}', '{"seq":1,"hash":"short","at":"2026-11-20"}'])(
    'is nothing when what is kept is %s',
    (kept) => {
      localStorage.setItem('yikezhong.chain-head', kept)
      expect(recallHead()).toBeNull()
    },
  )
})

test('in English', async () => {
  const { view } = await open(inPieces(whole, PIECE), { language: 'en' })
  expect(view.get('h1').text()).toBe('Verify the chain')
  expect(view.text()).not.toMatch(/cases\.\w|\{\w+\}/)
})
