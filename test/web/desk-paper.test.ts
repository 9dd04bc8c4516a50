import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import PaperBooklets from '../../web/staff/PaperBooklets.vue'
import { answersOf, huayuan, outlets, yinxing } from './booklet-stage.ts'
import { atDesk, signedIn } from './desk-stage.ts'

const pages = [{ path: 'paper', name: 'desk-paper', component: PaperBooklets }]
const getting = (answers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(answers).map(([path, body]) => [`GET ${path}`, body]))
const print = vi.fn()

async function open(
  given: Record<string, unknown> = {},
  session = signedIn(),
): Promise<{ view: VueWrapper; told: { path: string }[] }> {
  const answers = {
    ...getting(answersOf(yinxing, outlets)),
    ...getting(answersOf(huayuan, [], { centre: null })),
    ...given,
  }
  const { view, told } = await atDesk('/desk/paper', { pages, session, given: answers })
  return { view, told }
}

async function make(view: VueWrapper): Promise<void> {
  await view.get('form').trigger('submit')
  for (let turn = 0; turn < 12; turn++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}

beforeEach(() => {
  print.mockReset()
  vi.stubGlobal('print', print)
})

describe('booklets at the desk', () => {
  test('are of all circles of one’s area, or of one', async () => {
    const { view } = await open()
    expect(view.findAll('select option').map((one) => one.text())).toEqual([
      '千秋路街道全部 2 个生活圈，装在一个文件里',
      '银杏社区',
      '花园社区',
    ])
  })

  test('of one’s only circle need no choice', async () => {
    const area = { code: yinxing, name: '银杏社区', nameEn: 'Yinxing Community' }
    const { view } = await open({}, signedIn({ role: 'community', area }))
    expect(view.findAll('select option').map((one) => one.text())).toEqual(['银杏社区'])
    expect(view.get('select').element).toHaveProperty('value', yinxing)
  })

  test('become one file, without circles of which nothing is listed', async () => {
    const { view } = await open()
    await make(view)
    expect(print).toHaveBeenCalledOnce()
    expect(document.title).toBe('一刻钟-银杏社区-A4-2026-11-24')
    expect(view.findAll('.booklet')).toHaveLength(1)
    expect(view.get('[role=status]').text()).toContain('还有 1 个生活圈没有登记网点，没有印')
    window.dispatchEvent(new Event('afterprint'))
    expect(document.title).not.toContain('A4')
  })

  test('stop at a circle that does not come, and go on there', async () => {
    const { view, told } = await open({ [`GET /api/circles/${huayuan}/outlets`]: undefined })
    await make(view)
    expect(print).not.toHaveBeenCalled()
    expect(view.get('[role=alert]').text()).toBe(
      '花园社区没有取到，停在第 2 个。已经取到的留着，接着来就行。',
    )
    const before = told.filter(({ path }) => path.includes(yinxing)).length
    await make(view)
    expect(told.filter(({ path }) => path.includes(yinxing))).toHaveLength(before)
  })

  test('can be cancelled while they are prepared: nothing is printed', async () => {
    const { view } = await open()
    await view.get('form').trigger('submit')
    expect(view.get('.busy').text()).toContain('正在准备：0 / 2 个生活圈')
    await view.get('.busy button').trigger('click')
    await settle()
    expect(print).not.toHaveBeenCalled()
    expect(view.get('[role=status]').text()).toBe('已取消，没有打印。')
    expect(view.findAll('.booklet')).toHaveLength(0)
  })
})

/** Time for whatever might still come. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve))
  }
}
