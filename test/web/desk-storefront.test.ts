import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WaitingPhoto } from '../../schema/contract/photo.ts'
import type { WaitingReply } from '../../schema/contract/reply.ts'
import { atDesk, press, problem } from './desk-stage.ts'

const photo: WaitingPhoto = {
  id: 'Photo00001',
  outlet: 'laojie0001',
  name: '老街修鞋配钥匙',
  community: '银杏社区',
  by: 'laojie',
  text: '门口的招牌',
  width: 1_200,
  height: 900,
  at: '2026-11-24T08:05:00.000Z',
  current: null,
}
const reply: WaitingReply = {
  id: 'Reply00001',
  outlet: 'laojie0001',
  name: '老街修鞋配钥匙',
  community: '银杏社区',
  by: 'laojie',
  at: '2026-11-24T08:05:00.000Z',
  text: '谢谢，下次给您打个折。',
  current: null,
  grade: 4,
  tags: ['attitude'],
  comment: '修得结实。',
}
const counts = { proposals: 0, comments: 0, held: 0, reports: 0, photos: 0, replies: 0, stale: 0 }

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:36:00+08:00'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

type Desk = Awaited<ReturnType<typeof atDesk>>
const rows = ({ view }: Desk) => view.findAll('[data-desk-list] button').map((row) => row.text())
const told = ({ view }: Desk) => view.get('.foot .told').text()

describe('photos', () => {
  const path = '/api/desk/photos/Photo00001'
  const at = (part: Partial<WaitingPhoto> = {}, more: object = {}) =>
    atDesk('/desk?list=photos', {
      given: {
        'GET /api/desk/inbox': { ...counts, photos: 1 },
        'GET /api/desk/photos': { photos: [{ ...photo, ...part }] },
        ...more,
      },
    })

  test('show beside the one that is public, with what they show', async () => {
    const current = { id: 'Photo00000', text: '旧招牌', width: 800, height: 600 }
    const desk = await at({ current })
    expect(rows(desk)).toEqual(['老街修鞋配钥匙换照片今天 16:05'])
    expect(desk.view.get('.meta').text()).toContain('“laojie”提交')
    const images = desk.view.findAll('article img').map((image) => image.attributes())
    expect(images).toMatchObject([
      { src: '/api/listings/laojie0001/photos/Photo00001', alt: '门口的招牌', width: '1200' },
      { src: '/api/listings/laojie0001/photos/Photo00000', alt: '旧招牌', width: '800' },
    ])
  })

  test('that are the first say so', async () => {
    const desk = await at({ text: null })
    expect(rows(desk)).toEqual(['老街修鞋配钥匙第一张照片今天 16:05'])
    expect(desk.view.get('article').text()).toContain('没有写照片上是什么。')
    expect(desk.view.get('article').text()).toContain('现在没有照片。')
  })

  test('are approved by one key, and wait again by another', async () => {
    const desk = await at()
    await press('a')
    expect(desk.told).toEqual([{ method: 'POST', path, body: { verdict: 'approve' } }])
    expect(told(desk)).toBe('已换上：老街修鞋配钥匙')
    expect(rows(desk)[0]).toContain('已换上')
    await press('u')
    expect(desk.told.at(-1)).toEqual({ method: 'POST', path, body: { verdict: 'undo' } })
    expect(rows(desk)).toEqual(['老街修鞋配钥匙第一张照片今天 16:05'])
  })

  test('are refused with a reason that the merchant reads', async () => {
    const desk = await at()
    await press('r')
    expect(desk.view.get('legend').text()).toBe('为什么不换上？商户会看到。')
    await desk.view.findAll('input[type=radio]')[1]?.setValue()
    await desk.view.get('article form').trigger('submit')
    await vi.waitFor(() => expect(desk.told).toHaveLength(1))
    expect(desk.told[0]?.body).toEqual({ verdict: 'refuse', reason: '看得清人的脸，请换一张' })
  })

  test('that were taken back meanwhile say so', async () => {
    const desk = await at({}, { [`POST ${path}`]: problem(404, 'not_found') })
    await press('a')
    expect(desk.view.get('article [role=alert]').text()).toContain('可能撤回了')
  })
})

describe('replies', () => {
  const path = '/api/desk/replies/Reply00001'
  const at = (part: Partial<WaitingReply> = {}) =>
    atDesk('/desk?list=replies', {
      given: {
        'GET /api/desk/inbox': { ...counts, replies: 1 },
        'GET /api/desk/replies': { replies: [{ ...reply, ...part }] },
      },
    })

  test('show under the comment that they answer', async () => {
    const desk = await at()
    expect(rows(desk)).toEqual(['老街修鞋配钥匙回复留言今天 16:05'])
    expect(desk.view.get('blockquote').text()).toBe('修得结实。')
    expect(desk.view.get('.answer').text()).toContain('谢谢，下次给您打个折。')
    expect(desk.view.find('.before').exists()).toBe(false)
  })

  test('that are changed show with what is public now', async () => {
    const desk = await at({ current: '谢谢。' })
    expect(rows(desk)[0]).toContain('改回复')
    expect(desk.view.get('.before').text()).toContain('谢谢。')
  })

  test('are approved by one key, wait again by another, and are refused with a reason', async () => {
    const desk = await at()
    await press('a')
    await press('u')
    await press('r')
    await desk.view.findAll('input[type=radio]')[2]?.setValue()
    await desk.view.get('article form').trigger('submit')
    await vi.waitFor(() => expect(desk.told).toHaveLength(3))
    expect(desk.told.map(({ body }) => body)).toEqual([
      { verdict: 'approve' },
      { verdict: 'undo' },
      { verdict: 'refuse', reason: '是广告' },
    ])
    expect(new Set(desk.told.map((one) => `${one.method} ${one.path}`))).toEqual(new Set([`POST ${path}`]))
  })
})
