import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { NetworkListed } from '../../schema/contract/network.ts'
import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'
import NetworkPage from '../../web/staff/NetworkPage.vue'
import type { ToStreets } from '../../web/staff/network-reader.ts'
import { streetsReading } from '../../web/staff/network-reading.ts'
import { atDesk, problem, signedIn } from './desk-stage.ts'
import { openUploads } from './upload-stage.ts'

const worker = vi.hoisted(() => ({ terminated: 0, silent: false }))
// The reader itself, without a thread of its own.
vi.mock('../../web/staff/network.worker.ts?worker', () => ({
  default: class {
    onmessage: (event: { data: unknown }) => void = () => {}
    onerror = () => {}
    readonly #read = streetsReading((data) => this.onmessage({ data }))
    postMessage(asked: ToStreets) {
      if (!worker.silent) void this.#read(asked)
    }
    terminate() {
      worker.terminated++
    }
  },
}))

// happy-dom packs nothing.
vi.mock('../../schema/rules/walking/network-file.ts', async (original) => {
  const own = await original<typeof import('../../schema/rules/walking/network-file.ts')>()
  return { ...own, packNetwork: async (network: WalkingNetwork) => own.encodeNetwork(network) }
})

const pages = [{ path: 'network', name: 'desk-network', component: NetworkPage }]
const network = (version: number, part: Partial<NetworkListed> = {}): NetworkListed => ({
  version,
  url: `/api/network/${version}?sha256=0123456789ab`,
  bytes: 412_650,
  nodes: 48_120,
  edges: 52_306,
  attribution: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  date: '2026-11-20',
  sample: false,
  metres: 1_204_300,
  at: '2026-11-24T02:00:00.000Z',
  by: 'office',
  inUse: false,
  ...part,
})
const versions = [network(3, { inUse: true }), network(2, { by: null })]
const counted = { places: 0, households: 0, sample: false, communities: [] }
const given = {
  'GET /api/desk/network': { versions },
  'GET /api/desk/residences': counted,
  'POST /api/desk/network': () => Response.json({ version: 4 }, { status: 201 }),
}
const office = signedIn({ role: 'city', area: null })

const open = (more: Record<string, unknown> = {}, session = office, language: 'zh-CN' | 'en' = 'zh-CN') =>
  atDesk('/desk/network', { pages, session, language, given: { ...given, ...more } })

let uploads = openUploads()
beforeEach(() => {
  worker.terminated = 0
  worker.silent = false
  uploads = openUploads()
})

/** A street of three nodes with stairs at its end, and one that hangs together with nothing. */
const streets = (lng = 111.86) => `<?xml version="1.0"?><osm version="0.6">
${[0, 1, 2, 3].map((at) => `<node id="${at + 1}" lat="34.745" lon="${lng + at / 1_000}"/>`).join('')}
<node id="8" lat="34.75" lon="${lng}"/><node id="9" lat="34.75" lon="${lng + 0.0005}"/>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
<way id="2"><nd ref="3"/><nd ref="4"/><tag k="highway" v="steps"/></way>
<way id="3"><nd ref="8"/><nd ref="9"/><tag k="highway" v="residential"/></way></osm>`
const lines = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { highway: 'residential' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [111.86, 34.745],
          [111.861, 34.745],
        ],
      },
    },
  ],
})

async function settle(): Promise<void> {
  for (let turn = 0; turn < 15; turn++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function choose(view: VueWrapper, text: string, name: string, place = 0): Promise<void> {
  const input = view.findAll('input[type=file]')[place]
  if (!input) throw new Error(`no field for a file: ${view.text()}`)
  Object.defineProperty(input.element, 'files', { value: [new File([text], name)], configurable: true })
  await input.trigger('change')
  await settle()
}

async function press(view: VueWrapper, name: string): Promise<void> {
  const found = view
    .findAll('button')
    .find((one) => one.text() === name || one.attributes('aria-label') === name)
  if (!found) throw new Error(`no button ${name}: ${view.text()}`)
  await found.trigger('click')
  await settle()
}
const alerts = (view: VueWrapper) => view.findAll('[role=alert]').map((one) => one.text())

describe('the network in use', () => {
  test('tells whose it is and how large', async () => {
    const { view } = await open()
    const facts = view.get('.facts').text()
    for (const fact of ['© OpenStreetMap contributors', 'ODbL 1.0', '2026-11-20', '1,204.3 公里', '413 KB']) {
      expect(facts).toContain(fact)
    }
  })

  test('may be none, and the page says what that means', async () => {
    const { view } = await open({ 'GET /api/desk/network': { versions: [] } })
    expect(view.text()).toContain('没有在用的路网')
  })

  test('is only looked at by others than the city office', async () => {
    const { view } = await open({}, signedIn({ role: 'auditor', area: null }))
    expect(view.text()).toContain('只有市级账号能改路网')
    expect(view.find('input[type=file]').exists()).toBe(false)
    expect(view.text()).not.toContain('改用')
  })

  test('is asked for again when the network fails', async () => {
    const { view } = await open({ 'GET /api/desk/network': 'offline' })
    expect(view.find('.facts').exists()).toBe(false)
    expect(view.text()).toContain('再试一次')
  })
})

describe('a file of streets', () => {
  test('is built, looked at, and sent only then', async () => {
    const { view } = await open()
    await choose(view, streets(), 'yima.osm')
    expect(view.text()).toContain('已生成：yima.osm')
    expect(document.activeElement?.textContent).toContain('已生成')
    expect(view.get('path.streets').attributes('d')).toMatch(/^M0 \d+L/)
    expect(view.get('path.steps').attributes('d')).toMatch(/^M\d+ \d+L/)
    expect(view.text()).toContain('不相连、已略去：1 处')
    expect(uploads.addresses).toEqual([])

    await press(view, '上传并启用')
    uploads.sent(0.4)
    await flushPromises()
    expect(view.get('progress[max="1"]').attributes('value')).toBe('0.4')
    uploads.letGo()
    await settle()
    expect(uploads.addresses).toEqual(['/api/desk/network'])
    expect(view.get('.told').text()).toBe('第 4 版路网已启用。')
    expect(view.text()).not.toContain('已生成')
  })

  test('stays when sending fails, and can be sent again', async () => {
    const { view } = await open({ 'POST /api/desk/network': 'offline' })
    await choose(view, streets(), 'yima.osm')
    await press(view, '上传并启用')
    uploads.letGo()
    await settle()
    expect(alerts(view)[0]).toContain('原来的路网没有变')
    await press(view, '上传并启用')
    expect(uploads.addresses).toHaveLength(2)
  })

  test('is refused in words where the worker refuses it', async () => {
    const refusal = () =>
      Response.json(
        {
          type: '',
          code: 'network_wrong',
          title: 'no',
          status: 422,
          fields: [{ field: 'file', reason: 'broken' }],
        },
        { status: 422 },
      )
    const { view } = await open({ 'POST /api/desk/network': refusal })
    await choose(view, streets(), 'yima.osm')
    await press(view, '上传并启用')
    uploads.letGo()
    await settle()
    expect(alerts(view)[0]).toContain('路网文件已损坏或不完整')
  })

  test('that is none says so in the language that shows', async () => {
    const { view } = await open({}, office, 'en')
    await choose(view, 'garbage', 'x.osm.pbf')
    expect(alerts(view)[0]).toMatch(/^\s*No streets: .* The old network has not changed\.$/)
  })

  test('of another city has no street here', async () => {
    const { view } = await open()
    await choose(view, streets(121.47), 'shanghai.osm')
    expect(alerts(view)[0]).toContain('没有找到可以步行的街道')
  })

  test('can be stopped while it is read', async () => {
    worker.silent = true
    const { view } = await open()
    await choose(view, streets(), 'yima.osm')
    expect(view.text()).toContain('正在打开文件')
    await press(view, '停止')
    expect(worker.terminated).toBeGreaterThan(0)
    expect(view.text()).not.toContain('正在打开文件')
    expect(alerts(view)).toEqual([])
  })

  test('of lines is asked whose they are', async () => {
    const { view } = await open()
    await choose(view, lines, 'roads.geojson')
    expect(view.text()).toContain('这些街道是谁的数据？')
    await view.get('form').trigger('submit')
    expect(view.text()).toContain('请填写，路网要和它一起公开')
    await view.get('#network-attribution').setValue('义马市自然资源局')
    await view.get('#network-licence').setValue('政府信息公开')
    await view.get('form').trigger('submit')
    await settle()
    expect(view.text()).toContain('已生成：roads.geojson')
    expect(view.text()).toContain('义马市自然资源局')
  })
})

describe('going back', () => {
  test('says what it does, and sends what was read', async () => {
    const { view, told } = await open()
    await press(view, '改用 第 2 版')
    expect(told).toEqual([])
    expect(view.text()).toContain('全站的分钟数和评估会马上改按这一版计算')
    await press(view, '确认改用')
    expect(told).toEqual([{ method: 'PUT', path: '/api/desk/network/in-use', body: { read: 3, version: 2 } }])
    expect(view.get('.told').text()).toBe('已改用第 2 版路网。')
  })

  test('to none is said, too', async () => {
    const { view, told } = await open()
    await press(view, '停用')
    await press(view, '确认停用')
    expect(told[0]?.body).toEqual({ read: 3, version: null })
  })

  test('is not done where somebody else has been quicker', async () => {
    const { view } = await open({ 'PUT /api/desk/network/in-use': problem(412, 'changed_meanwhile') })
    await press(view, '改用 第 2 版')
    await press(view, '确认改用')
    expect(alerts(view)).toHaveLength(1)
    expect(view.get('.told').text()).toBe('')
  })
})

describe('where people live', () => {
  const table = '名称,社区,经度,纬度,户数\n甲,银杏社区,111.86,34.745,120\n乙,银杏社区,121.47,31.23,9\n'

  test('is looked at row by row before it is loaded', async () => {
    const { view, told } = await open()
    await choose(view, table, '居住点.csv', 1)
    expect(view.text()).toContain('读到 1 个居住点，共 120 户')
    expect(view.text()).toContain('第 3 行：坐标不在本市“121.47, 31.23”')
    expect(told).toEqual([])
    await press(view, '载入 1 个居住点')
    expect(told).toEqual([
      {
        method: 'PUT',
        path: '/api/desk/residences',
        body: {
          residences: [
            { name: '甲', community: '411281001005', position: [111.86, 34.745], households: 120 },
          ],
        },
      },
    ])
    expect(view.text()).toContain('已载入 1 个居住点。')
  })

  test('stays looked at when loading fails', async () => {
    const { view } = await open({ 'PUT /api/desk/residences': 'offline' })
    await choose(view, table, '居住点.csv', 1)
    await press(view, '载入 1 个居住点')
    expect(alerts(view)[0]).toContain('原有的居住点没有变')
    expect(view.text()).toContain('读到 1 个居住点')
  })

  test('is taken away only when that is asked twice', async () => {
    const some = { ...counted, places: 9, households: 700, communities: [] }
    const { view, told } = await open({ 'GET /api/desk/residences': some })
    await press(view, '清空居住点…')
    expect(told).toEqual([])
    await press(view, '确认清空')
    expect(told[0]?.body).toEqual({ residences: [] })
  })
})
