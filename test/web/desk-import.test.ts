import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ComparedRow, Run } from '../../schema/contract/import.ts'
import ImportPage from '../../web/staff/ImportPage.vue'
import { useImport } from '../../web/staff/import.ts'
import type { ToReader } from '../../web/staff/import-reader.ts'
import { fileReading } from '../../web/staff/import-reading.ts'
import './database.ts'
import { atDesk, problem, signedIn } from './desk-stage.ts'

// The reader itself, without a thread of its own.
vi.mock('../../web/staff/import.worker.ts?worker', () => ({
  default: class {
    onmessage: (event: { data: unknown }) => void = () => {}
    onerror = () => {}
    readonly #read = fileReading((data) => this.onmessage({ data }))
    postMessage(asked: ToReader) {
      void this.#read(asked)
    }
    terminate() {}
  },
}))

const pages = [{ path: 'import', name: 'desk-import', component: ImportPage }]

// Lists are as high as what is in view; happy-dom lays nothing out.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(2_000)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
})

const header = '店名,业态,经营者,经度,纬度,社区'
const good = (name: string) => `${name},药店,某人,111.875,34.747,银杏社区`
const broken = (name: string) => `${name},飞船,某人,111.875,34.747,银杏社区`

const compared = (state: ComparedRow['state'], more: Partial<ComparedRow> = {}): ComparedRow => ({
  state,
  refusal: null,
  outlet: null,
  changes: [],
  kept: [],
  overruled: [],
  ...more,
})
const loaded = { added: 1, changed: 0, same: 0, refused: [], kept: 0, overruled: 0 }
const run: Run = {
  id: 'run0000001',
  at: '2026-11-24T08:05:00.000Z',
  file: '台账.csv',
  by: 'qql-02',
  state: 'done',
  total: 1,
  added: 1,
  changed: 0,
  refused: 0,
}

/** Every row is new, unless something else is said. */
const given = {
  'GET /api/desk/imports': { runs: [] },
  'POST /api/desk/imports/comparison': (body: unknown) => {
    const rows = typeof body === 'object' && body !== null && 'rows' in body ? body.rows : []
    return Response.json({ rows: Array.isArray(rows) ? rows.map(() => compared('new')) : [] })
  },
  'POST /api/desk/imports': { id: run.id },
  'PUT /api/desk/imports/run0000001/parts/0': loaded,
  'GET /api/desk/imports/run0000001': { ...run, parts: 1, notes: [] },
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Reading, checking and comparing take as long as they do where the machine has other things to do, too. */
async function settle(): Promise<void> {
  await turns()
  await vi.waitFor(() => expect(useImport().busy).toBeNull(), { timeout: 10_000 })
  await turns()
}

async function choose(view: VueWrapper, ...rows: string[]): Promise<void> {
  const input = view.get('input[type=file]')
  const file = new File([[header, ...rows].join('\n')], '台账.csv', { type: 'text/csv' })
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
  await input.trigger('change')
  await settle()
}

const button = (view: VueWrapper, name: string) => {
  const found = view.findAll('button').find((one) => one.text().includes(name))
  if (!found) throw new Error(`no button ${name}: ${view.text()}`)
  return found
}
async function press(view: VueWrapper, name: string): Promise<void> {
  await button(view, name).trigger('click')
  await settle()
}

/** At the preview of a file. */
async function atPreview(rows: readonly string[], more: Record<string, unknown> = {}) {
  const stage = await atDesk('/desk/import', { pages, given: { ...given, ...more } })
  await choose(stage.view, ...rows)
  await press(stage.view, '检查每一行')
  return stage
}

describe('the columns', () => {
  test('show what each is taken for; personal ones are out and stay out, and nothing of them shows', async () => {
    const { view } = await atDesk('/desk/import', { pages, given })
    await choose(view, good('惠民药店'))
    expect(document.activeElement?.textContent).toBe('每一列是什么')
    const row = (title: string) => view.findAll('tbody tr').find((one) => one.get('th').text() === title)
    expect(row('店名')?.get('select').element.value).toBe('name')
    expect(row('店名')?.text()).toContain('惠民药店')
    expect(row('经营者')?.text()).toContain('个人信息，不导入')
    expect(row('经营者')?.find('select').exists()).toBe(false)
    expect(view.text()).not.toContain('某人')
    expect(view.findAll('option').some((one) => one.attributes('value') === 'personal')).toBe(false)
  })

  test('must hold what every outlet needs', async () => {
    const { view } = await atDesk('/desk/import', { pages, given })
    await choose(view, good('惠民药店'))
    const type = view.findAll('tbody tr').find((one) => one.get('th').text() === '业态')
    await type?.get('select').setValue('')
    expect(view.text()).toContain('还缺：业态')
    expect(button(view, '检查每一行').attributes('disabled')).toBeDefined()
  })

  test('of a file that is none are not asked for', async () => {
    const { view } = await atDesk('/desk/import', { pages, given })
    const input = view.get('input[type=file]')
    const file = new File(['{"a": 1}'], '别的.json')
    Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
    await input.trigger('change')
    await settle()
    expect(view.get('[role=alert]').text()).toBe('不是 GeoJSON 要素集合。')
  })
})

describe('the preview', () => {
  test('loads nothing while a row is refused, until it is corrected or left out', async () => {
    const { view, told } = await atPreview([good('甲店'), broken('乙店'), broken('丙店')])
    expect(view.text()).toContain('还有 2 行被拒绝')
    expect(button(view, '导入 1 行').attributes('disabled')).toBeDefined()
    await view.get('#fix-1-type').setValue('药店')
    await view.get('.fix').trigger('submit')
    await settle()
    expect(view.text()).toContain('还有 1 行被拒绝')
    // what was corrected was compared, and nothing else again
    expect(told.at(-1)).toMatchObject({ body: { rows: [{ name: '乙店' }] } })
    await press(view, '被拒绝的 1 行都不导入')
    expect(button(view, '导入 2 行').attributes('disabled')).toBeUndefined()
  })

  test('shows before and after, and where a merchant has changed the same', async () => {
    const change = compared('changed', {
      outlet: 'laojie0001',
      changes: [{ field: 'type', before: 'repair', after: 'pharmacy' }],
      kept: ['phone'],
    })
    const { view } = await atPreview([good('甲店')], {
      'POST /api/desk/imports/comparison': { rows: [change] },
    })
    expect(view.get('.changes').text().replace(/\s+/g, '')).toBe('业态维修点→药店')
    expect(view.text()).toContain('电话：本站有人改过，表格也改了，保留本站的')
  })

  test('names rows that the worker refuses, with the cell to correct', async () => {
    const { view } = await atPreview([good('甲店')], {
      'POST /api/desk/imports/comparison': { rows: [compared('refused', { refusal: 'outside_area' })] },
    })
    expect(view.text()).toContain('所在社区不在您的范围里')
    expect(view.find('#fix-0-circle').exists()).toBe(true)
  })

  test('says when most of a file lies outside the city', async () => {
    const far = good('甲店').replace('111.875', '116.4')
    const { view } = await atPreview([far, far.replace('甲', '乙'), good('丙店')])
    expect(view.get('.desk-told.bad').text()).toContain('2 行的坐标在本市范围之外')
  })

  test('goes on comparing when the network is back', async () => {
    let away = true
    const { view } = await atPreview([good('甲店')], {
      'POST /api/desk/imports/comparison': () => {
        if (away) throw new TypeError('Failed to fetch')
        return Response.json({ rows: [compared('new')] })
      },
    })
    expect(view.text()).toContain('还有 1 行没有比对')
    expect(button(view, '导入 1 行').attributes('disabled')).toBeDefined()
    away = false
    await press(view, '接着比对')
    expect(button(view, '导入 1 行').attributes('disabled')).toBeUndefined()
  })
})

describe('loading', () => {
  test('opens a run, sends the rows, ends it, and tells what came of it', async () => {
    const { view, told } = await atPreview([good('甲店')])
    await press(view, '导入 1 行')
    expect(told.slice(-3).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/desk/imports',
      'PUT /api/desk/imports/run0000001/parts/0',
      'POST /api/desk/imports/run0000001/end',
    ])
    expect(told.at(-3)?.body).toMatchObject({ file: '台账.csv', source: 'ledger', total: 1, leftOut: 0 })
    expect(JSON.stringify(told)).not.toContain('某人')
    expect(view.text()).toContain('导入完成')
    expect(view.text()).toContain('新增 1，更改 0，没有收 0')
  })

  test('goes on where the network broke it off, with the same run, also on a page that was opened anew', async () => {
    let away = true
    const more = {
      'PUT /api/desk/imports/run0000001/parts/0': () => {
        if (away) throw new TypeError('Failed to fetch')
        return Response.json(loaded)
      },
      'GET /api/desk/imports/run0000001': { ...run, parts: 0, notes: [] },
    }
    const { view } = await atPreview([good('甲店')], more)
    await press(view, '导入 1 行')
    expect(view.text()).toContain('停下了，已经导入 0 行，共 1 行')
    away = false
    const { view: later, told } = await atDesk('/desk/import', { pages, given: { ...given, ...more } })
    await settle()
    expect(later.text()).toContain('“台账.csv”，共 1 行')
    await press(later, '接着导入')
    expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /api/desk/imports/run0000001/parts/0',
      'POST /api/desk/imports/run0000001/end',
    ])
    expect(later.text()).toContain('导入完成')
    const { view: last } = await atDesk('/desk/import', { pages, given })
    await settle()
    expect(last.text()).not.toContain('上次的导入还没完')
  })

  test('is offered to nobody else who uses the browser', async () => {
    const { view } = await atPreview([good('甲店')], {
      'PUT /api/desk/imports/run0000001/parts/0': 'offline',
    })
    await press(view, '导入 1 行')
    const { view: other } = await atDesk('/desk/import', {
      pages,
      given,
      session: signedIn({ handle: 'somebody-else' }),
    })
    await settle()
    expect(other.text()).not.toContain('上次的导入还没完')
  })

  test('that was broken off can be left at that; what is in stays in', async () => {
    const { view, told } = await atPreview([good('甲店')], {
      'PUT /api/desk/imports/run0000001/parts/0': 'offline',
      'GET /api/desk/imports/run0000001': { ...run, state: 'cancelled', parts: 0, notes: [] },
    })
    await press(view, '导入 1 行')
    await press(view, '就到这里')
    expect(told.at(-1)).toMatchObject({
      path: '/api/desk/imports/run0000001/end',
      body: { state: 'cancelled' },
    })
    expect(view.text()).toContain('到此为止')
  })

  test('that the worker ends tells why', async () => {
    const { view } = await atPreview([good('甲店')], {
      'PUT /api/desk/imports/run0000001/parts/0': problem(403, 'forbidden'),
    })
    await press(view, '导入 1 行')
    expect(view.get('[role=alert]').text()).toContain('不在您的范围里')
  })
})

describe('the imports so far', () => {
  const runs = { 'GET /api/desk/imports': { runs: [run] } }

  test('are taken back once somebody is sure, step by step to the end', async () => {
    const left = [3, 0]
    const { view, told } = await atDesk('/desk/import', {
      pages,
      given: {
        ...given,
        ...runs,
        'POST /api/desk/imports/run0000001/undo': () => Response.json({ remaining: left.shift() }),
        'GET /api/desk/imports/run0000001': {
          ...run,
          state: 'undone',
          parts: 1,
          notes: [{ kind: 'closed', outlet: 'laojie0001', name: '老街修鞋配钥匙', fields: [] }],
        },
      },
    })
    await settle()
    await press(view, '撤销这次导入')
    expect(told).toEqual([])
    expect(document.activeElement?.textContent).toBe('确定撤销')
    await press(view, '确定撤销')
    expect(told.map(({ path }) => path)).toEqual(Array(2).fill('/api/desk/imports/run0000001/undo'))
    expect(view.text()).toContain('已经撤销')
    expect(view.text()).toContain('老街修鞋配钥匙')
  })

  test('are for an auditor to look at', async () => {
    const { view } = await atDesk('/desk/import', {
      pages,
      given: { ...given, ...runs },
      session: signedIn({ role: 'auditor', area: null }),
    })
    await settle()
    expect(view.text()).toContain('您只能看导入记录')
    expect(view.text()).toContain('台账.csv')
    expect(view.find('input[type=file]').exists()).toBe(false)
    expect(view.findAll('button').some((one) => one.text().includes('撤销'))).toBe(false)
  })
})
