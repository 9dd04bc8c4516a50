import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import type { WishesAtDesk } from '../../schema/contract/wish.ts'
import { fieldsOf, type ProjectFields, readProject } from '../../web/staff/project-form.ts'
import WishesPage from '../../web/staff/WishesPage.vue'
import { atDesk, problem, signedIn } from './desk-stage.ts'
import { here, need, planned } from './wishes-stage.ts'

const pages = [{ path: 'wishes', name: 'desk-wishes', component: WishesPage }]
const list: WishesAtDesk = {
  needs: [
    need({ project: planned }),
    need({ id: null, want: 'market', supporters: 0, whys: 0, since: null }),
    need({ id: 'meals00001', want: 'meals', supporters: 24, lacks: false }),
  ],
  whys: [
    {
      id: 'words00001',
      community: here,
      want: 'meals',
      why: '中午想吃口热的',
      at: '2026-11-24T08:05:00.000Z',
    },
  ],
}
const given = { 'GET /api/desk/wishes': list }

async function open(more: Parameters<typeof atDesk>[1] = {}) {
  const stage = await atDesk('/desk/wishes', { pages, ...more, given: { ...given, ...more.given } })
  await settle()
  return stage
}
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await flushPromises()
}
async function press(view: VueWrapper, text: string): Promise<void> {
  const found = view.findAll('.desk-page button').find((one) => one.text() === text)
  if (!found) throw new Error(`no button ${text}`)
  await found.trigger('click')
  await settle()
}
async function submit(view: VueWrapper): Promise<void> {
  await view.get('.desk-page form').trigger('submit')
  await settle()
}

describe('a project as it is filled in', () => {
  const whole: ProjectFields = { ...fieldsOf(planned), result: '选好了店面' }

  test('begins as it is, or proposed', () => {
    expect(fieldsOf(planned)).toMatchObject({ state: 'planned', unit: 'commerce', by: '2027-03-31' })
    expect(fieldsOf(null)).toEqual({ state: 'proposed', unit: '', by: '', result: '', reason: '' })
  })

  test.each<[Partial<ProjectFields>, string[]]>([
    [{}, []],
    [{ state: 'proposed', unit: '', by: '', result: ' ' }, []],
    [{ unit: '', by: '' }, ['unit', 'by']],
    [{ state: 'done', result: ' ' }, ['result']],
    [{ state: 'declined' }, ['reason']],
    [{ state: 'declined', reason: '没有合适的场地' }, []],
  ])('%j lacks %j', (part, wrong) => {
    const read = readProject({ ...whole, ...part })
    expect([...read.wrong]).toEqual(wrong)
    expect(read.project === null).toBe(wrong.length > 0)
  })

  test('declined, it has neither a unit nor a day: the form no longer shows them', () => {
    const declined = { ...whole, state: 'declined', reason: '没有场地' } as const
    expect(readProject(declined).project).toEqual({
      state: 'declined',
      unit: null,
      by: null,
      result: null,
      reason: '没有场地',
    })
  })

  test('keeps no reason unless it is declined', () => {
    expect(readProject({ ...whole, reason: '没有场地' }).project?.reason).toBeNull()
  })
})

describe('needs at the desk', () => {
  test('what waits, and what is needed', async () => {
    const { view } = await open()
    expect(view.get('blockquote').text()).toBe('中午想吃口热的')
    expect(view.findAll('h3').map((one) => one.text())).toEqual([
      '洗染店 银杏社区',
      '农贸市场 银杏社区',
      '助餐 银杏社区',
    ])
    expect(view.findAll('h3')).toHaveLength(3)
  })

  test('words are made public, and that is undone', async () => {
    const { view, told } = await open()
    await press(view, '公开')
    expect(view.get('.told').text()).toContain('已公开')
    await press(view, '撤销')
    const path = '/api/desk/wishes/whys/words00001'
    const { at } = list.whys[0] ?? {}
    expect(told).toEqual([
      { method: 'POST', path, body: { at, verdict: 'approve' } },
      { method: 'POST', path, body: { at, verdict: 'undo' } },
    ])
  })

  test('words are refused with a reason, and not without', async () => {
    const { view, told } = await open()
    await press(view, '不公开')
    await submit(view)
    expect(told).toEqual([])
    await view.get('form input[type=radio]').setValue()
    await submit(view)
    expect(told).toMatchObject([{ body: { verdict: 'refuse', reason: '写了个人信息' } }])
  })

  test('what nobody has wished for becomes a project, once what it needs is there', async () => {
    const { view, told } = await open({
      given: { 'POST /api/desk/wishes/projects': { id: 'market0001', version: planned.version } },
    })
    await press(view, '立为项目')
    expect(document.activeElement?.id).toBe('project-state')
    await view.get('#project-state').setValue('planned')
    await submit(view)
    expect(view.get('#project-unit-error').text()).toContain('负责单位')
    expect(document.activeElement?.id).toBe('project-unit')
    const units = view.findAll('#project-unit > option').map((one) => one.text())
    expect(units).toEqual(['还没定', '银杏社区', '千秋路街道', '义马'])
    await view.get('#project-unit').setValue(here)
    await view.get('#project-by').setValue('2027-05-01')
    await submit(view)
    const project = { state: 'planned', unit: here, by: '2027-05-01', result: null, reason: null }
    expect(told).toEqual([
      {
        method: 'POST',
        path: '/api/desk/wishes/projects',
        body: { community: here, want: 'market', project },
      },
    ])
    expect(view.get('.told').text()).toContain('银杏社区的农贸市场：已列入计划')
    expect(view.find('form').exists()).toBe(false)
  })

  test('a project is changed from what was read; that somebody was quicker is said, and what is typed stays', async () => {
    const path = '/api/desk/wishes/laundry001/project'
    const { view, told } = await open({ given: { [`PUT ${path}`]: problem(412, 'changed_meanwhile') } })
    await press(view, '更新进展')
    await view.get('#project-state').setValue('done')
    await view.get('#project-result').setValue('开门了')
    await submit(view)
    expect(told).toMatchObject([{ method: 'PUT', path, body: { state: 'done', result: '开门了' } }])
    expect(view.get('form [role=alert]').text()).toContain('改')
    expect(view.get<HTMLTextAreaElement>('#project-result').element.value).toBe('开门了')
  })

  test('the network fails: what is typed is kept, and the same request goes again', async () => {
    const { view, told } = await open({ given: { 'POST /api/desk/wishes/projects': 'offline' } })
    await press(view, '立为项目')
    await submit(view)
    expect(view.get('form [role=alert]').text()).toContain('没有网络')
    await submit(view)
    expect(told).toHaveLength(2)
    expect(told[1]).toEqual(told[0])
  })

  test('an auditor reads and has nothing to act with', async () => {
    const { view } = await open({ session: signedIn({ role: 'auditor', area: null }) })
    expect(view.findAll('h3')).toHaveLength(3)
    expect(view.find('.desk-page .btn').exists()).toBe(false)
  })

  test('in English', async () => {
    const { view } = await open({ language: 'en' })
    expect(view.get('h1').text()).toBe('What is needed')
  })
})
