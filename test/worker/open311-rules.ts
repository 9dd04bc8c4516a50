/**
 * The rules of Open311 GeoReport v2 and of its service discovery, one by one from their text (wiki.open311.org/GeoReport_v2,
 * wiki.open311.org/Service_Discovery), told by their gist; each holds for a client in either format.
 */

import { expect } from 'vitest'
import { complaintKindCodes } from '../../schema/catalog/complaints.ts'
import { OPEN311_BODY_MAX, OPEN311_REQUESTS_MAX } from '../../schema/contract/limits.ts'
import { W3cDateTime } from '../../schema/contract/open311.ts'
import { CHANGESET } from '../../worker/open311/discovery.ts'
import { definitionOf, servicesIn } from '../../worker/open311/services.ts'
import { zhCN } from '../../worker/open311/words/zh-CN.ts'
import { rows } from './accounts.ts'
import { another, atPharmacy, days, filedBefore, GeoReport, heard, least, texts } from './open311-client.ts'
import { communities } from './town.ts'

/** A shop whose name XML must write otherwise than it is. */
export const awkward = { id: 'awkward001', name: `"A&B" <小店> ’s ]]>` } as const

const ids = async (client: GeoReport, search: string) =>
  (await client.requests(search)).map((one) => one.service_request_id)
const at = (now: number) => encodeURIComponent(new Date(now).toISOString().replace('.000Z', 'Z'))

export interface Rule {
  /** heading of the specification under which it stands */
  section: string
  gist: string
  holds: (client: GeoReport) => Promise<void>
}

/** Addresses of every kind, without their format. */
export const everywhere = [
  'discovery',
  'services',
  'services/price',
  'requests',
  'tokens/1',
  'requests/nothing00',
  'nothing',
]

export const rules: readonly Rule[] = [
  {
    section: 'Encoding',
    gist: 'text is UTF-8, headers say so, and XML begins with a declaration that does',
    async holds(client) {
      for (const resource of everywhere) {
        const { headers, text } = await client.get(resource)
        const type = client.format === 'json' ? 'application/json' : 'text/xml'
        expect(headers.get('Content-Type')).toBe(`${type}; charset=utf-8`)
        if (client.format === 'xml') expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n</)
      }
      expect((await client.get('services')).text).toContain('消费纠纷')
    },
  },
  {
    section: 'XML Support',
    gist: 'the XML has no namespace and no attributes, and its root is what the tables name',
    async holds(client) {
      const roots = [
        ['discovery', 'discovery'],
        ['services', 'services'],
        ['services/price', 'service_definition'],
        ['requests', 'service_requests'],
        ['tokens/1', 'errors'],
      ]
      for (const [resource = '', root] of roots) {
        const answer = await client.get(resource)
        expect(answer.root).toBe(client.format === 'json' ? '' : root)
        if (client.format === 'xml') expect(answer.text.slice(39)).not.toMatch(/xmlns|<\w+ /)
      }
    },
  },
  {
    section: 'JSON Support',
    gist: 'JSON is what the Spark convention makes of the XML',
    async holds(client) {
      await new GeoReport().file(another({ address_id: awkward.id }))
      expect((await new GeoReport().requests())[0]?.address).toContain(awkward.name)
      const other = new GeoReport(client.format === 'json' ? 'xml' : 'json')
      for (const resource of everywhere) {
        expect(texts((await client.get(resource)).value)).toEqual(texts((await other.get(resource)).value))
      }
    },
  },
  {
    section: 'jurisdiction_id',
    gist: 'may be left out where one city is served; 404 and a word on it when it is another one',
    async holds(client) {
      for (const resource of everywhere.slice(0, 4)) {
        const plain = await client.get(resource)
        for (const own of ['', '411281', 'yikezhong.test', 'www.yikezhong.test']) {
          expect((await client.get(resource, `?jurisdiction_id=${own}`)).text).toBe(plain.text)
        }
      }
      for (const resource of [
        'services',
        'services/price',
        'requests',
        'requests/nothing00',
        'tokens/1',
        'discovery',
      ]) {
        const { status, descriptions } = await client.refusal(
          client.get(resource, '?jurisdiction_id=sfgov.org'),
        )
        expect(status).toBe(404)
        expect(descriptions.join()).toContain('jurisdiction_id')
      }
      const filing = client.post({ ...atPharmacy, jurisdiction_id: 'sfgov.org' })
      expect((await client.refusal(filing)).status).toBe(404)
      expect((await client.post(another({ jurisdiction_id: '411281' }))).status).toBe(200)
    },
  },
  {
    section: 'Optional Arguments',
    gist: 'an empty parameter is as good as none',
    async holds(client) {
      const plain = await client.get('requests')
      const empty = await client.get(
        'requests',
        '?service_request_id=&service_code=&start_date=&end_date=&status=',
      )
      expect(empty.text).toBe(plain.text)
      const fields = {
        lat: '',
        long: '',
        address_string: '',
        email: '',
        'attribute[place]': '',
        'attribute[outlet]': '',
      }
      expect((await client.post(another(fields))).status).toBe(200)
    },
  },
  {
    section: 'GET Service List',
    gist: 'every service has code, name, description, whether it has metadata, type, keywords and group',
    async holds(client) {
      const services = texts((await client.get('services')).value)
      expect(services).toEqual(texts(servicesIn(zhCN)))
      const json = await new GeoReport().services()
      expect(json.map((one) => one.service_code)).toEqual(complaintKindCodes)
      for (const one of json) {
        expect(one).toMatchObject({ metadata: true, type: 'realtime' })
        expect(one.keywords.split(',').length).toBeGreaterThan(0)
      }
    },
  },
  {
    section: 'GET Service Definition',
    gist: 'tells the code that was asked for, and attributes in an order of their own; lists have values with keys',
    async holds(client) {
      for (const code of complaintKindCodes) {
        const { value } = await client.get(`services/${code}`)
        expect(texts(value)).toEqual(texts(definitionOf(code, zhCN)))
      }
      const { service_code, attributes } = await new GeoReport().definition('price')
      expect(service_code).toBe('price')
      expect(attributes.map(({ order }) => order)).toEqual(attributes.map((_, place) => place + 1))
      expect(new Set(attributes.map(({ code }) => code)).size).toBe(attributes.length)
      for (const { datatype, values } of attributes) {
        expect(values !== undefined).toBe(datatype === 'singlevaluelist')
        expect(new Set(values?.map(({ key }) => key)).size).toBe(values?.length ?? 0)
      }
    },
  },
  {
    section: 'GET Service Definition',
    gist: '404 when the service_code is not found',
    async holds(client) {
      for (const code of ['graffiti', 'toString', 'PRICE', '%E4%BB%B7']) {
        expect(await client.refusal(client.get(`services/${code}`))).toMatchObject({
          status: 404,
          codes: [404],
        })
      }
    },
  },
  {
    section: 'POST Service Request',
    gist: 'a realtime service answers with one service_request_id and no token; account_id is empty',
    async holds(client) {
      const { status, root, value } = await client.post(another())
      expect(status).toBe(200)
      expect(root).toBe(client.format === 'json' ? '' : 'service_requests')
      expect(texts(value)).toEqual([
        {
          service_request_id: expect.stringMatching(/^\w{10}$/),
          service_notice: expect.any(String),
          account_id: '',
        },
      ])
    },
  },
  {
    section: 'POST Service Request',
    gist: 'one full location is needed: lat and long, or address_string, or address_id',
    async holds(client) {
      for (const location of [
        { lat: '34.747', long: '111.874' },
        { address_string: '惠民大药房，千秋路 18 号' },
        { address_id: communities.minan },
      ]) {
        expect(
          (await client.post({ ...least, description: another().description, ...location })).status,
        ).toBe(200)
      }
      for (const location of [
        {},
        { lat: '34.747' },
        { long: '111.874' },
        { lat: '34,747', long: '111.874' },
      ]) {
        const { status, descriptions } = await client.refusal(client.post({ ...least, ...location }))
        expect(status).toBe(400)
        expect(descriptions.join()).toMatch(/lat/)
      }
    },
  },
  {
    section: 'POST Service Request',
    gist: 'attributes come as attribute[code]=value or attribute[code][]=value',
    async holds(client) {
      for (const name of ['attribute[place]', 'attribute[place][]']) {
        const { status, value } = await client.post(another({ [name]: '东门' }))
        expect(status).toBe(200)
        expect(value).toHaveLength(1)
      }
      expect(
        (await rows("SELECT count(*) AS n FROM complaint WHERE place = '东门'"))[0]?.['n'],
      ).toBeGreaterThan(1)
      expect((await client.refusal(client.post(another({ 'attribute[WHISPAWN]': '1' })))).status).toBe(400)
    },
  },
  {
    section: 'POST Service Request',
    gist: '400 when service_code is not given, 404 when it is not found; both are told',
    async holds(client) {
      const { service_code, ...without } = atPharmacy
      const [missing, unknown] = [
        await client.refusal(client.post(without)),
        await client.refusal(client.post({ ...without, service_code: '001' })),
      ]
      expect([missing.status, unknown.status]).toEqual([400, 404])
      expect([missing, unknown].every(({ descriptions }) => descriptions[0]?.includes('service_code'))).toBe(
        true,
      )
      expect(service_code).toBe('price')
    },
  },
  {
    section: 'GET service_request_id from a token',
    gist: '404 for a token that there is not, as none is ever given',
    async holds(client) {
      expect(await client.refusal(client.get('tokens/123456'))).toMatchObject({ status: 404, codes: [404] })
    },
  },
  {
    section: 'GET Service Requests',
    gist: 'several service_request_id, with commas, override everything else',
    async holds(client) {
      const json = new GeoReport()
      const [one, two] = [await filedBefore(200), (await json.file(another())).service_request_id]
      const search = `?service_request_id=${one},%20${two},nothing00&status=no&start_date=never&service_code=other`
      expect(await ids(json, search)).toEqual([two, one])
      expect((await client.get('requests', search)).value).toHaveLength(2)
      expect(await ids(json, `?service_request_id=${one}&service_request_id=${two}`)).toHaveLength(2)
      const many = `?service_request_id=${Array(OPEN311_REQUESTS_MAX + 1).fill('a')}`
      expect((await client.refusal(client.get('requests', many))).descriptions).toEqual([
        zhCN.wrong.service_request_id,
      ])
    },
  },
  {
    section: 'GET Service Requests',
    gist: 'service_code and status may be several, with commas or declared again, and default to all',
    async holds(client) {
      const json = new GeoReport()
      await json.file(another({ service_code: 'hygiene' }))
      await json.file(another({ service_code: 'street', address_id: communities.minan }))
      const all = await json.requests()
      expect(new Set(all.map((one) => one.service_code))).toContain('price')
      for (const search of ['?service_code=hygiene,street', '?service_code=hygiene&service_code=street']) {
        const found = await json.requests(search)
        expect(new Set(found.map((one) => one.service_code))).toEqual(new Set(['hygiene', 'street']))
        expect((await client.get('requests', search)).value).toHaveLength(found.length)
      }
      const [open, closed] = [await json.requests('?status=open'), await json.requests('?status=closed')]
      expect(open.every(({ status }) => status === 'open')).toBe(true)
      expect(closed.every(({ status }) => status === 'closed')).toBe(true)
      expect(open.length + closed.length).toBe(all.length)
      for (const both of ['?status=open,closed', '?status=closed&status=open']) {
        expect(await ids(json, both)).toEqual(all.map((one) => one.service_request_id))
      }
      for (const search of ['?status=new', '?service_code=price,graffiti']) {
        const { status } = await client.refusal(client.get('requests', search))
        expect(status).toBe(search.includes('status') ? 400 : 404)
      }
    },
  },
  {
    section: 'GET Service Requests',
    gist: 'without dates the most recent 90 days; start_date and end_date say others, and span no more than 90',
    async holds(client) {
      const json = new GeoReport()
      const now = Date.now()
      const [near, old, older] = [await filedBefore(80), await filedBefore(100), await filedBefore(150)]
      expect(await ids(json, '')).toContain(near)
      expect(await ids(json, '')).not.toContain(old)
      const from = await ids(json, `?start_date=${at(now - days(120))}`)
      expect(from).toEqual(expect.arrayContaining([near, old]))
      expect(from).not.toContain(older)
      expect(await ids(json, `?end_date=${at(now - days(90))}`)).toEqual(expect.arrayContaining([old, older]))
      const span = `?start_date=${at(now - days(155))}&end_date=${at(now - days(90))}`
      expect(await ids(json, span)).toEqual(expect.arrayContaining([old, older]))
      expect((await client.get('requests', span)).status).toBe(200)
      const long = `?start_date=${at(now - days(91))}&end_date=${at(now)}`
      expect((await client.refusal(client.get('requests', long))).status).toBe(400)
      const back = `?start_date=${at(now)}&end_date=${at(now - days(1))}`
      expect((await client.refusal(client.get('requests', back))).status).toBe(400)
    },
  },
  {
    section: 'GET Service Requests',
    gist: 'the range is one of requested_datetime, to the second',
    async holds(client) {
      const id = await filedBefore(30)
      const { requested_datetime } = await new GeoReport().request(id)
      const made = Date.parse(requested_datetime)
      const within = async (from: number, to: number) => {
        const { text } = await client.get('requests', `?start_date=${at(from)}&end_date=${at(to)}`)
        return text.includes(id)
      }
      expect(await within(made, made)).toBe(true)
      expect(await within(made + 1_000, made + days(1))).toBe(false)
      expect(await within(made - days(1), made - 1_000)).toBe(false)
    },
  },
  {
    section: 'Date/time format',
    gist: 'dates are those of the W3C note, with an offset; others are refused',
    async holds(client) {
      for (const wrong of [
        '2026-11-24',
        '2026-11-24T00:00:00',
        '24.11.2026',
        '2026-02-30T00:00:00Z',
        '1764000000',
      ]) {
        for (const name of ['start_date', 'end_date']) {
          const { status, descriptions } = await client.refusal(client.get('requests', `?${name}=${wrong}`))
          expect(status).toBe(400)
          expect(descriptions.join()).toContain(name)
        }
      }
      for (const right of [
        '2026-11-20T08:15:30-05:00',
        '2026-11-20T13:15:30Z',
        '2026-11-20T13:15:30%2B08:00',
      ]) {
        expect((await client.get('requests', `?start_date=${right}`)).status).toBe(200)
      }
      for (const one of await new GeoReport().requests()) {
        expect(one.requested_datetime).toMatch(W3cDateTime.pipe[1].requirement)
        expect(one.updated_datetime >= one.requested_datetime).toBe(true)
      }
    },
  },
  {
    section: 'GET Service Request',
    gist: 'answers with a list of one, the same as in the list of all',
    async holds(client) {
      const { service_request_id: id } = await new GeoReport().file(another())
      const { value } = await client.get(`requests/${id}`)
      expect(value).toHaveLength(1)
      expect(value).toEqual((await client.get('requests', `?service_request_id=${id}`)).value)
    },
  },
  {
    section: 'Errors',
    gist: 'several may be told at once; 404 for what does not exist, and basically 400 for anything else',
    async holds(client) {
      const several = await client.refusal(
        client.get('requests', '?status=new&start_date=never&end_date=never'),
      )
      expect(several).toMatchObject({ status: 400, codes: [400, 400, 400] })
      for (const resource of ['requests/nothing00', 'requests/%00', 'nothing', 'services/a/b']) {
        expect((await client.refusal(client.get(resource))).status).toBe(404)
      }
      const put = await client.fetch(`/open311/v2/requests.${client.format}`, { method: 'PUT' })
      expect(put.headers.get('Allow')).toBe('GET, HEAD, POST')
      expect(await client.refusal(heard(put, client.format))).toMatchObject({ status: 400, codes: [405] })
      const json = await client.fetch(`/open311/v2/requests.${client.format}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(atPharmacy),
      })
      expect(await client.refusal(heard(json, client.format))).toMatchObject({ status: 400, codes: [415] })
      const large = client.post(another({ description: '字'.repeat(OPEN311_BODY_MAX / 9) }))
      expect(await client.refusal(large)).toMatchObject({ status: 400, codes: [413] })
    },
  },
  {
    section: 'Service Discovery',
    gist: 'all fields are there; endpoints name the specification, the address, the kind and the formats',
    async holds(client) {
      const { value } = await client.get('discovery')
      expect(texts(value)).toEqual({
        changeset: CHANGESET,
        contact: expect.stringContaining('12345'),
        key_service: expect.any(String),
        endpoints: [
          {
            specification: 'http://wiki.open311.org/GeoReport_v2',
            url: 'https://yikezhong.test/open311/v2',
            changeset: CHANGESET,
            // The town is made up.
            type: 'test',
            formats: ['text/xml', 'application/json'],
          },
        ],
      })
    },
  },
]
