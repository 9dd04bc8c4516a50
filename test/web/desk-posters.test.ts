import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { POSTERS_MOST } from '../../schema/contract/limits.ts'
import PaperPosters from '../../web/staff/PaperPosters.vue'
import { atDesk, signedIn } from './desk-stage.ts'
import { collection, feature } from './places-stage.ts'

const pages = [{ path: 'paper', name: 'desk-paper', component: PaperPosters }]
const print = vi.fn()

const open = async (given: Record<string, unknown> = {}, session = signedIn()) =>
  (await atDesk('/desk/paper', { pages, session, given })).view

const named = (view: VueWrapper, name: string) => {
  const found = view
    .findAll('button')
    .find((one) => one.text() === name || one.attributes('aria-label') === name)
  if (!found) throw new Error(`no button ${name}`)
  return found
}
const offered = (view: VueWrapper) =>
  view.findAll('button[aria-label^="选上"]').map((one) => one.attributes('aria-label')?.slice(2))
const chosen = (view: VueWrapper) => view.findAll('.chosen li b').map((one) => one.text())

async function press(view: VueWrapper, name: string): Promise<void> {
  await named(view, name).trigger('click')
  await flushPromises()
}

/** Long enough for what is laid out in slices. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

const many = (count: number) => ({
  'GET /api/outlets': collection(
    Array.from({ length: count }, (_, at) =>
      feature(`shop${String(at).padStart(6, '0')}`, { name: `便民店${at}` }),
    ),
  ),
})

beforeEach(() => {
  print.mockReset()
  vi.stubGlobal('print', print)
  // nothing is drawn here
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockResolvedValue()
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('posters at the desk', () => {
  test('are of outlets of one’s area, found by name and type', async () => {
    const view = await open()
    expect(offered(view)).toEqual(['康宁大药房', '老街修鞋配钥匙'])
    await view.get('input[type=search]').setValue('修鞋')
    expect(offered(view)).toEqual(['老街修鞋配钥匙'])
    await view.get('input[type=search]').setValue('远处')
    expect(offered(view)).toEqual([])
    expect(view.get('h3 [role=status]').text()).toBe('没有找到')
  })

  test('are of circles, too', async () => {
    const view = await open()
    await view.get('input[value=circle]').setValue()
    expect(offered(view)).toEqual(['银杏社区', '花园社区'])
    await press(view, '选上银杏社区')
    expect(chosen(view)).toEqual(['银杏社区'])
    expect(offered(view)).toEqual(['花园社区'])
  })

  test('are printed together, and the file says what and how many', async () => {
    const view = await open()
    await press(view, '这 2 个全选上')
    await press(view, '打印，或存成 PDF：2 张海报，1 张纸')
    await settle()
    expect(print).toHaveBeenCalledOnce()
    expect(document.title).toBe('海报-2张-A6-2026-11-24')
    expect(view.findAll('.a4')).toHaveLength(1)
    expect(view.findAll('.a4 img').map((one) => one.attributes('alt'))).toEqual([
      expect.stringMatching(/^康宁大药房的海报.*\/q\/kangning01$/),
      expect.stringMatching(/^老街修鞋配钥匙的海报.*\/q\/laojie0001$/),
    ])
    // whoever prints something else of this page afterwards does not print these
    expect(view.get('.paper-posters').classes()).toContain('now')
    window.dispatchEvent(new Event('afterprint'))
    await flushPromises()
    expect(view.get('.paper-posters').classes()).not.toContain('now')
  })

  test('are gone when something else is chosen', async () => {
    const view = await open()
    await press(view, '这 2 个全选上')
    await press(view, '打印，或存成 PDF：2 张海报，1 张纸')
    await settle()
    await press(view, '去掉康宁大药房')
    expect(view.findAll('.a4')).toHaveLength(0)
    expect(document.activeElement?.textContent).toContain('选好的 1 张')
  })

  test('are no more at once than a printer takes', async () => {
    const view = await open(many(POSTERS_MOST + 5))
    await press(view, `这 ${POSTERS_MOST} 个全选上`)
    expect(chosen(view)).toHaveLength(POSTERS_MOST)
    expect(view.text()).toContain(`一次最多印 ${POSTERS_MOST} 张`)
    const another = view.get('button[aria-label^="选上"]')
    expect(another.attributes('aria-disabled')).toBe('true')
    await another.trigger('click')
    expect(chosen(view)).toHaveLength(POSTERS_MOST)
  })

  test('can be cancelled while they are laid out: nothing is printed', async () => {
    const view = await open(many(60))
    await press(view, '这 60 个全选上')
    await named(view, '打印，或存成 PDF：60 张海报，15 张纸').trigger('click')
    expect(view.get('progress').attributes('max')).toBe('60')
    await press(view, '取消')
    await settle()
    expect(print).not.toHaveBeenCalled()
    expect(view.findAll('.a4')).toHaveLength(0)
    expect(view.text()).toContain('取消了，没有打印。')
  })

  test('need the outlets: a network that fails says so, and is tried again', async () => {
    const view = await open({ 'GET /api/outlets': 'offline' })
    expect(view.get('[role=alert]').text()).toContain('网点没有取到')
    expect(named(view, '再试一次').exists()).toBe(true)
  })
})
