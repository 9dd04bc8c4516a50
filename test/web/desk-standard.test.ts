import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { firstStandard } from '../../schema/catalog/standard.ts'
import type { StandardListed } from '../../schema/contract/assessment.ts'
import StandardPage from '../../web/staff/StandardPage.vue'
import { atDesk, problem, signedIn } from './desk-stage.ts'
import { cityAssessment } from './goals-stage.ts'
import { city } from './places-stage.ts'

const pages = [{ path: 'standard', name: 'desk-standard', component: StandardPage }] as const
const office = signedIn({ role: 'city', area: { code: city.code, name: city.name, nameEn: city.nameEn } })
const path = '/api/desk/standard'

const first: StandardListed = {
  version: 0,
  from: null,
  ...firstStandard,
  state: 'in_force',
  set: null,
  withdrawn: null,
}
const coming: StandardListed = {
  ...first,
  version: 1,
  from: '2027-01-01',
  share: 0.75,
  state: 'coming',
  set: { by: 'yima-01', at: '2026-11-20T02:00:00.000Z', reason: '先放宽一年' },
}

async function open(given: Record<string, unknown> = {}, session = office) {
  const shown = await atDesk('/desk/standard', {
    session,
    pages,
    given: {
      [`GET ${path}`]: { versions: [first] },
      [`POST ${path}`]: () => Response.json({ version: 1 }, { status: 201 }),
      'GET /api/assessment': cityAssessment,
      ...given,
    },
  })
  await flushPromises()
  return shown
}
const limitOf = (view: VueWrapper, type: string) => view.get(`input[aria-label="${type}：走几分钟以内"]`)
const demandOf = (view: VueWrapper, type: string, level: string) =>
  view.get(`select[aria-label="${type}：${level}的要求"]`)
async function save(view: VueWrapper): Promise<void> {
  await view.get('.save .btn.primary').trigger('click')
  await flushPromises()
  await flushPromises()
}

describe('the standard at the desk', () => {
  test('shows what holds, type by type', async () => {
    const { view } = await open()
    expect(view.get('.standard').text()).toContain('现在执行的：规划里的标准')
    expect(limitOf(view, '药店').element).toHaveProperty('value', '10')
    expect(demandOf(view, '药店', '提升示范类').element).toHaveProperty('value', 'required')
    expect(view.find('.save .btn.primary').exists()).toBe(false)
  })

  test('says what a change will do before it is stored', async () => {
    const { view } = await open()
    await view.get('#standard-basic').setValue('7')
    const effect = view.get('.save .effect').text()
    expect(effect).toContain('基础保障类：1 个社区 → 1 个社区')
    expect(effect).toContain('升级的：花园社区')
    await limitOf(view, '洗衣').setValue('20')
    expect(view.get('.save .effect').text()).toContain('洗衣的分钟数改了')
    expect(view.get('tr.changed').text()).toContain('洗衣')
  })

  test('is stored with its day and its reason, once', async () => {
    const { view, told } = await open()
    await demandOf(view, '洗衣', '基础保障类').setValue('ignored')
    await save(view)
    expect(view.get('.save [role=alert]').text()).toContain('1 处还不对')
    expect(view.get('#standard-reason').attributes('aria-invalid')).toBe('true')
    await view.get('#standard-reason').setValue('洗衣店不再要求')
    await view.get('#standard-from').setValue('2027-01-01')
    await save(view)
    const [sent] = told
    expect(told).toHaveLength(1)
    expect(sent).toMatchObject({
      method: 'POST',
      path,
      body: { read: 0, from: '2027-01-01', reason: '洗衣店不再要求', standard: { share: 0.8 } },
    })
    expect(sent?.body).toHaveProperty('standard.basic.types.laundry', 'ignored')
    expect(view.get('.save .told').text()).toContain('2027年1月1日起执行')
  })

  test('keeps what was typed where the network fails', async () => {
    const { view } = await open({ [`POST ${path}`]: 'offline' })
    await view.get('#standard-share').setValue('75')
    await view.get('#standard-reason').setValue('先放宽一年')
    await save(view)
    expect(view.get('.save [role=alert]').text()).toContain('没有网络')
    expect(view.get('#standard-share').element).toHaveProperty('value', '75')
    expect(view.get('#standard-reason').element).toHaveProperty('value', '先放宽一年')
  })

  test('shows both where somebody else was quicker', async () => {
    let versions = [first]
    const { view, told } = await open({
      [`GET ${path}`]: () => Response.json({ versions }),
      [`POST ${path}`]: (body: unknown) =>
        JSON.stringify(body).includes('"read":0')
          ? problem(409, 'changed_meanwhile')()
          : Response.json({ version: 2 }, { status: 201 }),
    })
    await view.get('#standard-share').setValue('70')
    await view.get('#standard-reason').setValue('再放宽些')
    versions = [coming, first]
    await save(view)
    const conflict = view.get('.save [role=alert]').text()
    expect(conflict).toContain('先放宽一年')
    expect(conflict).toContain('80% → 75%')
    expect(conflict).toContain('80% → 70%')
    await view.get('.save [role=alert] .btn').trigger('click')
    await save(view)
    expect(told.at(-1)?.body).toMatchObject({ read: 1, standard: { share: 0.7 } })
  })

  test('goes on from one that is still to come, which can be withdrawn with a reason', async () => {
    const { view, told } = await open({ [`GET ${path}`]: { versions: [coming, first] } })
    expect(view.get('.standard').text()).toContain('2027年1月1日起执行新的标准')
    expect(view.get('#standard-share').element).toHaveProperty('value', '75')
    expect(view.get('.history').text()).toContain('算“有”的门槛：80% → 75%')
    await view.get('[aria-label="撤回第 1 版"]').trigger('click')
    await view.get('.withdraw').trigger('submit')
    expect(told).toEqual([])
    await view.get('#withdraw-reason').setValue('还没商量好')
    await view.get('.withdraw').trigger('submit')
    await flushPromises()
    expect(told[0]).toMatchObject({ path: `${path}/1/withdrawal`, body: { reason: '还没商量好' } })
  })

  test('says which other versions stand around its day', async () => {
    const { view } = await open({ [`GET ${path}`]: { versions: [coming, first] } })
    await view.get('#standard-share').setValue('90')
    expect(view.get('.save .effect').text()).toContain('到2027年1月1日，已经定好的第 1 版接着执行')
    await view.get('#standard-from').setValue('2027-01-01')
    expect(view.get('.save .effect').text()).toContain('同一天还有第 1 版')
    await view.get('#standard-from').setValue('2027-01-02')
    expect(view.get('.save .effect').text()).not.toContain('第 1 版')
  })

  test('is compared with what it really took the place of', async () => {
    const gone = {
      ...coming,
      state: 'withdrawn',
      withdrawn: { by: 'yima-01', at: '2026-11-21T02:00:00.000Z', reason: '推迟' },
    } as const
    const second: StandardListed = {
      ...first,
      version: 2,
      from: '2027-02-01',
      share: 0.9,
      state: 'coming',
      set: { by: 'yima-01', at: '2026-11-22T02:00:00.000Z', reason: '从严' },
    }
    const { view } = await open({ [`GET ${path}`]: { versions: [second, gone, first] } })
    const [newest, withdrawn] = view.findAll('.history ol > li').map((entry) => entry.text())
    expect(newest).toContain('80% → 90%')
    expect(withdrawn).toContain('80% → 75%')
  })

  test('is only for reading to everybody else', async () => {
    const { view } = await open({}, signedIn())
    expect(view.get('.standard').text()).toContain('这里只能看')
    expect(view.get('.standard-form').attributes()).toHaveProperty('disabled')
    expect(view.find('.save').exists()).toBe(false)
  })

  test('says when it cannot be fetched', async () => {
    const { view } = await open({ [`GET ${path}`]: 'offline' })
    expect(view.get('.standard [role=alert]').text()).toContain('没有网络')
  })
})
