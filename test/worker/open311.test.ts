/** Open311 GeoReport v2: the rules of its text, a client that knows nothing else, what a case is about, floods, privacy. */

import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { complaintKindCodes, complaintRule } from '../../schema/catalog/complaints.ts'
import { OPEN311_REQUESTS_MAX } from '../../schema/contract/limits.ts'
import { open311Formats } from '../../schema/contract/open311.ts'
import { runClock } from '../../worker/complaints/clock.ts'
import { readCasesHeardOf } from '../../worker/complaints/span-store.ts'
import { app, default as worker } from '../../worker/index.ts'
import { CHANGESET } from '../../worker/open311/discovery.ts'
import { definitionOf, servicesIn } from '../../worker/open311/services.ts'
import { en } from '../../worker/open311/words/en.ts'
import { zhCN } from '../../worker/open311/words/zh-CN.ts'
import { makeAccount, rows } from './accounts.ts'
import { send } from './api.ts'
import { act, Follower, file as fileBySite, shownCase } from './complainants.ts'
import { Keeper, keeper, start, stopClock } from './keepers.ts'
import { another, days, filedBefore, GeoReport, heard, least, receiptIn, texts } from './open311-client.ts'
import { awkward, everywhere, rules } from './open311-rules.ts'
import { Resident } from './residents.ts'
import { communities, loadTown, outlets } from './town.ts'

stopClock()
let staff: Keeper
beforeAll(async () => {
  await loadTown(env.DB)
  const [away, atHand] = [
    [111.9, 34.7],
    [pharmacy.lng, pharmacy.lat],
  ]
  // Two shops of one name in two communities, to be told apart, one that XML writes otherwise, and one that is called
  // like a street and a community.
  for (const [id, name, circle, [lng, lat] = []] of [
    ['twin000001', '双喜饭店', communities.minan, away],
    ['twin000002', '双喜饭店', communities.xingyuan, away],
    [awkward.id, awkward.name, communities.minan, away],
    ['namesake01', '民安', communities.minan, atHand],
  ] as const) {
    await env.DB.prepare(
      `INSERT INTO outlet (id, source, source_id, name, type, lng, lat, circle, created_at, updated_at)
        VALUES (?1, 'sample', ?1, ?2, 'restaurant', ?5, ?6, ?3, ?4, ?4)`,
    )
      .bind(id, name, circle, start.toISOString(), lng, lat)
      .run()
  }
  staff = await keeper('minan', 'community')
  await makeAccount('office', 'city')
})
afterEach(() => {
  vi.setSystemTime(start)
})
/** Whose session from before has ended meanwhile. */
const signedIn = (handle: string) => new Keeper().signIn(handle)

describe.each(open311Formats)('the specification, in %s', (format) => {
  it.each(rules)('$section: $gist', async ({ holds }) => {
    await holds(new GeoReport(format))
  })
})

it('has the six methods and the discovery, in two formats, and answers in XML where none is named', async () => {
  const routes = new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/open311/'))
      .map(({ method, path }) => `${method} ${path.replace(/:\w+\{[^}]*\\/, '{}').replace(/\}$/, '')}`),
  )
  const resources = [
    'GET discovery',
    'GET services',
    'GET services/{}',
    'POST requests',
    'GET requests',
    'GET requests/{}',
    'GET tokens/{}',
  ]
  expect([...routes].toSorted()).toEqual(
    open311Formats
      .flatMap((format) => resources.map((one) => `${one.replace(' ', ' /open311/v2/')}.${format}`))
      .toSorted(),
  )
  for (const path of ['/open311/v2/services', '/open311/v2', '/open311/v2/services.yaml']) {
    const { status, root } = await heard(await new GeoReport().fetch(path), 'xml')
    expect([status, root]).toEqual([404, 'errors'])
  }
})

it('is found from the description of the API', async () => {
  const { info } = await (await send('/api/openapi.json')).json<{ info: { description: string } }>()
  const [address = ''] = /\/open311\S+\.xml/.exec(info.description) ?? []
  const { status, root } = await heard(await send(address), 'xml')
  expect([status, root]).toEqual([200, 'discovery'])
})

it('has a changeset that moves with services and definitions', async () => {
  const told = [zhCN, en].map((words) => [
    servicesIn(words),
    complaintKindCodes.map((code) => definitionOf(code, words)),
  ])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(told)))
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  // Whoever changes what clients keep sets CHANGESET to the day, and then this.
  expect([CHANGESET, hash.slice(0, 12)]).toEqual(['2026-11-26 00:00', 'f7203a783ae0'])
})

/* ── a client that knows nothing of us ── */

it('lets a client that has only read the specification file a request and follow it to the end', async () => {
  const client = new GeoReport()
  const { endpoints } = await client.discover()
  expect(endpoints[0]?.formats).toContain('application/json')
  const service = (await client.services()).find(({ keywords }) => keywords.includes('明码标价'))
  const code = service?.service_code ?? ''
  const { attributes } = await client.definition(code)
  const fields = [
    ['api_key', 'xyz'],
    ['service_code', code],
    ['lat', String(outlets.pharmacy.lat)],
    ['long', String(outlets.pharmacy.lng)],
    ['address_string', '惠民大药房 千秋路18号'],
    ['description', '标价 3 元，\r\n结账收了 5 元 & 不给小票。'],
    // Every attribute that is asked for, answered by its first choice.
    ...attributes
      .filter(({ values }) => values)
      .map(({ code: attribute, values }) => [`attribute[${attribute}]`, values?.[0]?.key ?? ''] as const),
  ] as const
  const { service_request_id: id, service_notice: notice } = await client.file(fields)
  const xml = new GeoReport('xml')
  /** Both formats say the same. */
  const look = async () => {
    const request = await client.request(id)
    expect((await xml.get(`requests/${id}`)).value).toEqual([texts(request)])
    return request
  }
  expect(await look()).toEqual({
    service_request_id: id,
    status: 'open',
    status_notes: '待受理。受理最晚 2026-11-25。',
    service_name: '价格',
    service_code: 'price',
    description: '关于“惠民大药房”的投诉（价格）。内容没有公开。',
    agency_responsible: null,
    service_notice: zhCN.notice,
    requested_datetime: '2026-11-24T00:00:00+08:00',
    updated_datetime: '2026-11-24T00:00:00+08:00',
    expected_datetime: '2026-12-04T00:00:00+08:00',
    address: '惠民大药房，千秋路 18 号，民安社区，义马',
    address_id: 'pharmacy01',
    zipcode: null,
    lat: outlets.pharmacy.lat,
    long: outlets.pharmacy.lng,
    media_url: null,
  })
  await act(staff, id, { act: 'accept', unit: communities.minan })
  expect(await look()).toMatchObject({
    status: 'open',
    agency_responsible: '民安社区',
    updated_datetime: '2026-11-24T10:00:00+08:00',
  })
  await act(staff, id, { act: 'answer', text: '正在核实' })
  expect((await look()).status_notes).toBe('已答复，正在办理。办结最晚 2026-12-03。')
  await act(staff, id, { act: 'extend', reason: '要等进货单' })
  expect(await look()).toMatchObject({ expected_datetime: '2026-12-25T00:00:00+08:00' })
  await act(staff, id, { act: 'resolve', text: '已退差价' })
  // Only the complainant closes it.
  expect(await look()).toMatchObject({ status: 'open', expected_datetime: null })
  const follower = new Follower(receiptIn(notice))
  const mine = await follower.look()
  expect(mine.case.id).toBe(id)
  expect(mine.messages[0]?.text).toBe('标价 3 元，\n结账收了 5 元 & 不给小票。')
  expect([mine.merchantMaySee, mine.mayPublish]).toEqual([true, true])
  await follower.confirm(4)
  expect(await look()).toMatchObject({ status: 'closed', updated_datetime: '2026-11-24T10:00:00+08:00' })
  vi.setSystemTime(Date.now() + days(2))
  await act(await signedIn('minan'), id, { act: 'publish', text: true, photos: [] })
  const published = await look()
  expect(published.description).toBe('标价 3 元，\n结账收了 5 元 & 不给小票。')
  expect(published.updated_datetime).toBe('2026-11-24T10:00:00+08:00')
  expect(published.status_notes).toContain('评价：满意。')
  expect(published.status_notes).toContain('已退差价')
})

const endings: readonly [name: string, acts: object[], notes: string][] = [
  [
    'rejected',
    [{ act: 'reject', reason: '不在本市。', abuse: false }],
    '不予受理。原因：不在本市。投诉人最晚 2026-12-01 可以要求重办。',
  ],
  [
    'transferred',
    [{ act: 'transfer', to: '12315', reason: '消费纠纷' }],
    '已转办。转给12315 消费者投诉举报：消费纠纷。',
  ],
]
it.each(endings)('a case that is %s is closed, and says why', async (_name, acts, notes) => {
  const client = new GeoReport()
  const { service_request_id: id } = await client.file(another())
  for (const one of acts) await act(staff, id, one)
  const request = await client.request(id)
  expect(request.status).toBe('closed')
  expect(request.status_notes).toContain(notes)
  expect(request.updated_datetime).toBe('2026-11-24T10:00:00+08:00')
})

it('tells which limit was missed, and that nobody replied', async () => {
  const client = new GeoReport()
  const { service_request_id: id } = await client.file(another())
  vi.setSystemTime(start.getTime() + days(3))
  await runClock(env, Date.now())
  expect((await client.request(id)).status_notes).toContain('超时 1 次。')
  const office = await signedIn('office')
  await act(office, id, { act: 'accept', unit: 'market' })
  expect((await client.request(id)).agency_responsible).toBe('市场监督管理局')
  await act(office, id, { act: 'resolve', text: '已办' })
  expect((await client.request(id)).status_notes).toMatch(/投诉人最晚 2026-12-04 可以确认/)
  vi.setSystemTime(start.getTime() + days(14))
  await runClock(env, Date.now())
  expect(await client.request(id)).toMatchObject({
    status: 'closed',
    status_notes: expect.stringContaining('没有回复'),
  })
})

it('shows a published photo of the site’s own complainant', async () => {
  const { case: id } = await fileBySite({ mayPublish: true }, { photos: 1 })
  await act(staff, id, { act: 'accept', unit: communities.minan })
  const client = new GeoReport()
  expect((await client.request(id)).media_url).toBe(null)
  const [{ id: picture = '' } = {}] = await rows('SELECT id FROM complaint_photo WHERE complaint = ?1', id)
  await act(staff, id, { act: 'publish', text: false, photos: [String(picture)] })
  const { media_url, description } = await client.request(id)
  const shown = await client.fetch(new URL(media_url ?? '').pathname)
  expect([shown.status, shown.headers.get('Content-Type')]).toEqual([200, 'image/webp'])
  expect(description).toContain('内容没有公开')
})

/* ── what it is about ── */

const { pharmacy, chainPharmacy, gone } = outlets
const here = { lat: String(pharmacy.lat), long: String(pharmacy.lng) }
const locations: readonly [what: string, location: Record<string, string>, subject: string | RegExp][] = [
  [
    'an outlet by attribute, whatever the location',
    { 'attribute[outlet]': pharmacy.id, lat: '34.77', long: '111.92' },
    pharmacy.id,
  ],
  ['an outlet by address_id', { address_id: chainPharmacy.id }, chainPharmacy.id],
  ['a circle by address_id', { address_id: communities.village }, communities.village],
  ['one that has closed, by address_id', { address_id: gone.id }, gone.id],
  ['the circle of a position, and no shop, wherever it is', here, communities.minan],
  ['a position in the village', { lat: '34.7702', long: '111.9203' }, communities.village],
  ['a position and a shop that stands there', { ...here, address_string: '惠民大药房' }, pharmacy.id],
  [
    'a position and a shop elsewhere',
    { lat: '34.77', long: '111.92', address_string: '惠民大药房' },
    communities.village,
  ],
  [
    'a position and an address that shops share',
    { ...here, address_string: '千秋路 18 号' },
    communities.minan,
  ],
  [
    'a position and a street that is called like a shop',
    { ...here, address_string: '河南省义马市民安东路12号' },
    communities.minan,
  ],
  ['a position and that shop itself', { ...here, address_string: '民安（千秋路）' }, 'namesake01'],
  ['a street that is called like a shop', { address_string: '义马市民安路12号' }, /位置说明/],
  ['a name and an address', { address_string: '惠民大药房, 千秋路18号, 义马, 472300' }, pharmacy.id],
  ['an address alone', { address_string: '义马市千秋路18号' }, pharmacy.id],
  ['a longer number', { address_string: '义马市千秋路181号' }, /address_string|位置说明/],
  ['wide letters and blanks', { address_string: ' 千秋路　１８ 号 ' }, pharmacy.id],
  ['a community', { address_string: '民安社区 12 号楼' }, communities.minan],
  ['several of one name', { address_string: '双喜饭店' }, /twin000001.*twin000002/],
  ['several of one name, in a community', { address_string: '兴苑社区 双喜饭店' }, 'twin000002'],
  ['a shop that has closed', { address_string: gone.name }, /位置说明/],
  ['nothing that is here', { address_string: '市场街 1 号' }, /位置说明/],
  ['another city', { lat: '39.9', long: '116.4' }, /没有本市的社区/],
  ['an unknown identifier', { address_id: 'nothing00' }, /address_id/],
  ['no identifier', { address_id: "x' OR 1=1" }, /address_id/],
  ['an unknown outlet', { 'attribute[outlet]': 'nothing00' }, /attribute\[outlet\]/],
  ['no degrees', { lat: '134.7', long: '111.9' }, /lat/],
]
it.each(locations)('%s', async (_what, location, subject) => {
  const { address_id, ...fields } = another()
  const client = new GeoReport()
  const answer = client.post({ ...fields, ...location })
  if (subject instanceof RegExp) {
    const { status, descriptions } = await client.refusal(answer)
    expect(status).toBe(400)
    expect(descriptions.join()).toMatch(subject)
    return
  }
  const { value, text } = await answer
  const [{ service_request_id: id = '' } = {}] = Array.isArray(value) ? value : []
  expect((await shownCase(id)).case.subject.id, text).toBe(subject)
  expect((await client.request(id)).address_id).toBe(subject)
  expect(address_id).toBeDefined()
})

const wrongFields: readonly [field: string, value: string][] = [
  ['description', '短'],
  ['description', '   '],
  ['description', '长'.repeat(complaintRule.textMax + 1)],
  ['description', 'with a control character \u0007'],
  ['address_string', '长'.repeat(201)],
  ['attribute[place]', '长'.repeat(complaintRule.placeMax + 1)],
  ['attribute[merchant_may_see]', 'maybe'],
  ['attribute[may_publish]', '1'],
  ['attribute[outlet]', '?'],
]
it.each(wrongFields)('refuses a wrong %s, by its name, and stores nothing', async (field, value) => {
  const [before] = await rows('SELECT count(*) AS n FROM complaint')
  const client = new GeoReport()
  const { status, descriptions } = await client.refusal(client.post(another({ [field]: value })))
  expect(status).toBe(400)
  if (field !== 'address_string') expect(descriptions).toEqual([expect.stringContaining(field)])
  expect(await rows('SELECT count(*) AS n FROM complaint')).toEqual([before])
})

/* ── languages ── */

it('speaks Chinese, or English to those who ask for it', async () => {
  const client = new GeoReport()
  const contact = async (search = '', language = '') => {
    client.headers = language ? { 'Accept-Language': language } : {}
    return (await client.get('services/other', search)).text
  }
  const [chinese, english] = [await contact(), await contact('?locale=en')]
  expect(chinese).toContain('可以')
  expect(english).toContain('"name":"Yes"')
  expect(english).not.toMatch(/\p{Script=Han}/u)
  for (const language of ['en', 'en-GB,en;q=0.9', 'de, en;q=0.5, zh;q=0.3', 'zh;q=0.1,en']) {
    expect(await contact('', language)).toBe(english)
  }
  for (const language of ['zh-CN', 'de', 'en;q=0', 'zh,en', '*', ';;q=x', 'english']) {
    expect(await contact('', language)).toBe(chinese)
  }
  expect(await contact('?locale=zh-CN', 'en')).toBe(chinese)
  client.headers = { 'Accept-Language': 'en' }
  const { descriptions } = await client.refusal(client.post({ ...least }))
  expect(descriptions).toEqual([en.refused.location])
  const { service_notice } = await client.file(another({ email: 'a@b.cn' }))
  expect(service_notice).toMatch(/^Filed as \w+\. .* Not kept: email\. Receipt code .*#\w{14}$/)
  const [{ status_notes, address } = {}] = await client.requests('?service_code=price')
  expect(status_notes).toMatch(/^\w/)
  expect(address).toContain('Yima')
})

/* ── sent again, and too much ── */

it('takes the same from the same network within minutes for one, whose answer got lost', async () => {
  const client = new GeoReport()
  const fields = another()
  const first = await client.file(fields)
  expect(await client.file(fields)).toEqual(first)
  vi.setSystemTime(Date.now() + complaintRule.open311Again * 1_000 - 1)
  expect(await client.file({ ...fields, email: 'other@example.org' })).toMatchObject({
    service_request_id: first.service_request_id,
  })
  const others = [
    await new GeoReport('json').file(fields),
    await client.file({ ...fields, description: `${fields.description}！` }),
    await client.file({ ...fields, service_code: 'quality' }),
    // Somebody else may say as much in as many words: their phone is somewhere else.
    await client.file({ ...fields, lat: '34.7471', long: '111.8751' }),
  ]
  vi.setSystemTime(Date.now() + 1)
  others.push(await client.file(fields))
  const all = [first, ...others].map(({ service_request_id: id }) => id)
  expect(new Set(all).size).toBe(6)
  expect(new Set([first, ...others].map(({ service_notice }) => receiptIn(service_notice))).size).toBe(6)
})

it('takes the same that comes many times at once for one', async () => {
  const client = new GeoReport()
  const fields = another()
  const answers = await Promise.all(Array.from({ length: 6 }, () => client.file(fields)))
  expect(new Set(answers.map(({ service_notice }) => service_notice)).size).toBe(1)
  expect(
    await rows('SELECT count(*) AS n FROM complaint_message WHERE text = ?1', fields.description),
  ).toEqual([{ n: 1 }])
})

it('keeps nothing by which a receipt could be made again once that is over', async () => {
  const { service_request_id: id } = await new GeoReport().file(another())
  const kept = () => rows("SELECT resident FROM answered WHERE answer LIKE '%' || ?1 || '%'", id)
  expect(await kept()).toEqual([{ resident: 'open311' }])
  vi.setSystemTime(start.getTime() + complaintRule.open311Again * 1_000)
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now()) }), env)
  expect(await kept()).toEqual([])
})

/** How long a client has to wait, that is refused now. */
async function waitOf(client: GeoReport, fields = another()): Promise<number> {
  const answer = await client.post(fields)
  const { status, codes, descriptions } = await client.refusal(Promise.resolve(answer))
  expect([status, codes]).toEqual([400, [429]])
  const wait = answer.headers.get('Retry-After') ?? ''
  expect(descriptions[0]).toContain(wait)
  return Number(wait)
}

it('lets a network file less by the hour and by the day than the site does, and says how long to wait', async () => {
  const client = new GeoReport('json', '203.0.113.77')
  const [hour, day] = complaintRule.byOpen311
  const places = [communities.minan, communities.village, outlets.grill.id, outlets.cobbler.id]
  const fileSome = async () => {
    for (let filed = 0; filed < hour.most; filed++) {
      await client.file(another({ address_id: places[filed % places.length] ?? '' }))
    }
  }
  await fileSome()
  expect(await waitOf(client)).toBe(hour.seconds)
  // Others, and the site’s own way, are not concerned.
  await new GeoReport().file(another())
  await fileBySite({}, { by: new Resident(client.address) })
  // As many again in each hour that follows.
  for (let later = 1; later < day.most / hour.most; later++) {
    await env.DB.prepare(
      `INSERT INTO complaint_attempt (act, network, key, at) SELECT act, network, key, ?1 FROM complaint_attempt
        WHERE act = 'open311' AND at = ?2 AND network = (SELECT network FROM complaint_attempt ORDER BY id DESC LIMIT 1)`,
    )
      .bind(new Date(start.getTime() + later * hour.seconds * 1_000).toISOString(), start.toISOString())
      .run()
  }
  vi.setSystemTime(start.getTime() + day.seconds * 500)
  expect(await waitOf(client)).toBe(day.seconds / 2)
  vi.setSystemTime(start.getTime() + day.seconds * 1_000)
  await client.file(another())
})

it('lets a network say less about one subject than about many', async () => {
  const client = new GeoReport()
  const { most, seconds } = complaintRule.byOpen311OnSubject
  const onGrill = () => another({ address_id: outlets.grill.id })
  for (let filed = 0; filed < most; filed++) await client.file(onGrill())
  expect(await waitOf(client, onGrill())).toBe(seconds)
  await client.file(another())
  await new GeoReport().file(onGrill())
})

it.each(complaintRule.byOpen311InAll)(
  'takes $most in $seconds seconds and no more, from however many networks they come',
  async ({ most, seconds }) => {
    await new GeoReport().file(another())
    const at = new Date(start.getTime() - seconds * 500).toISOString()
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO complaint_attempt (act, network, key, at)
        SELECT 'open311', 'flood' || i, (SELECT max(id) FROM network_key), ?2 FROM n`,
    )
      .bind(most, at)
      .run()
    expect(await waitOf(new GeoReport())).toBe(seconds / 2)
    await fileBySite()
    await env.DB.prepare("DELETE FROM complaint_attempt WHERE network LIKE 'flood%'").run()
    await new GeoReport().file(another())
  },
)

it('tells no more requests than the specification says, the latest first', async () => {
  expect(OPEN311_REQUESTS_MAX).toBe(1_000)
  await filedBefore(1)
  const span = { from: '2026-11-01', to: '2026-11-24' }
  const all = await readCasesHeardOf(env.DB, span, OPEN311_REQUESTS_MAX)
  expect(all.map((one) => one.case.filedOn)).toEqual(
    all
      .map((one) => one.case.filedOn)
      .toSorted()
      .reverse(),
  )
  expect(await readCasesHeardOf(env.DB, span, 2)).toEqual(all.slice(0, 2))
})

/* ── whose it is ── */

it('is a voice of somebody of their own each time, on the chain, and no cookie is read or set', async () => {
  const resident = new Resident()
  await resident.challenge()
  const client = new GeoReport()
  client.headers = {
    Cookie: resident.cookie,
    Origin: 'https://elsewhere.example',
    'Sec-Fetch-Site': 'cross-site',
  }
  const fields = another({ address_id: outlets.clinic.id })
  const answer = await client.post(fields)
  expect(answer.status).toBe(200)
  for (const resource of everywhere) {
    const { headers } = await client.get(resource)
    expect(headers.getSetCookie()).toEqual([])
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false)
  }
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  await client.file(another({ address_id: outlets.clinic.id }))
  expect(await resident.mine()).toEqual([])
  const voices = await rows('SELECT resident, grade, review FROM voice WHERE subject = ?1', outlets.clinic.id)
  expect(voices).toMatchObject([
    { grade: 2, review: 'none' },
    { grade: 2, review: 'none' },
  ])
  expect(voices[0]?.['resident']).not.toBe(voices[1]?.['resident'])
  const preflight = await client.fetch('/open311/v2/requests.json', {
    method: 'OPTIONS',
    headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('POST')
})

it('has the security headers of everything, and tags by which clients ask for less', async () => {
  const client = new GeoReport('xml')
  const { headers } = await client.get('services')
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('Vary')).toContain('Accept-Language')
  client.headers = { 'If-None-Match': headers.get('ETag') ?? '' }
  const again = await client.fetch('/open311/v2/services.xml')
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*')
  client.headers = {}
  const head = await client.fetch('/open311/v2/services.xml', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

it('says of an empty field, or of a file that nobody has chosen, nothing', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries(another({ email: '' }))) form.set(name, value)
  form.set('media', new File([], ''))
  const response = await new GeoReport('json', '198.51.100.215').fetch('/open311/v2/requests.json', {
    method: 'POST',
    body: form,
  })
  const { status, value, text } = await heard(response, 'json')
  expect(status, text).toBe(200)
  const [{ service_notice: notice }] = Array.isArray(value) ? value : []
  expect(notice).not.toMatch(/email|media/)
})

it('keeps nothing of who sent it, and nothing of where they were', async () => {
  const log: string[] = []
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...said: unknown[]) => {
      log.push(said.map(String).join(' '))
    })
  }
  const secrets = {
    email: 'smit333@sfgov.example',
    first_name: 'Xavierius',
    last_name: 'Zyxwvutson',
    phone: '13912345678',
    device_id: 'tt222111-device',
    account_id: 'acc-123456-x',
    media_url: 'http://photos.example/2212426634_5ed477a060.jpg',
    api_key: 'key-0815-4711',
    lat: '34.74712345',
    long: '111.87454321',
    address_string: '青年路九十九号院四单元',
  }
  const client = new GeoReport('json', '198.51.100.214')
  client.headers = { 'User-Agent': 'Xyzzy-311/7' }
  const { address_id, ...fields } = another(secrets)
  expect(address_id).toBeDefined()
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('media', new File(['not a picture'], 'IMG_4711_home.jpg', { type: 'image/jpeg' }))
  const response = await client.fetch('/open311/v2/requests.json', { method: 'POST', body: form })
  const { status, value, text } = await heard(response, 'json')
  expect(status, text).toBe(200)
  const [{ service_request_id: id, service_notice: notice }] = Array.isArray(value) ? value : []
  for (const told of ['email', 'media_url', 'media。']) expect(notice).toContain(told)
  await client.post({ ...fields, service_code: 'nothing' })
  await client.post({ ...fields, description: '' })
  vi.restoreAllMocks()
  const receipt = receiptIn(notice)
  const gets = await Promise.all(
    [`requests/${id}`, 'requests', `requests/${receipt}`].map(
      async (resource) => (await client.get(resource)).text,
    ),
  )
  const [{ resident = '', voice = '' } = {}] = await rows(
    'SELECT v.resident, v.id AS voice FROM complaint AS c JOIN voice AS v ON v.id = c.voice WHERE c.id = ?1',
    id,
  )
  const tables = await rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'",
  )
  const held = new Map<string, string>()
  for (const { name } of tables) held.set(String(name), JSON.stringify(await rows(`SELECT * FROM ${name}`)))
  // The search is one that finds what is there.
  expect(held.get('complaint_message')).toContain(fields.description)
  expect(held.get('complaint')).toContain(id)
  const file = 'IMG_4711'
  const plain = receipt.replaceAll('-', '')
  for (const secret of [...Object.values(secrets), file, 'Xyzzy-311', '198.51.100.214', plain, receipt]) {
    for (const [table, text] of held) expect(text.includes(secret), `${secret} in ${table}`).toBe(false)
    expect(log.some((line) => line.includes(secret))).toBe(false)
    if (secret !== receipt) expect(gets.some((text) => text.includes(secret))).toBe(false)
  }
  const known = [...held].filter(([, text]) => text.includes(String(resident))).map(([table]) => table)
  expect(known.toSorted()).toEqual(['voice', 'voice_event'])
  for (const one of [resident, voice])
    expect([...gets, text].some((said) => said.includes(String(one)))).toBe(false)
})
