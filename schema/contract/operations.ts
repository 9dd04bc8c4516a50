/**
 * Every operation of the API: what the OpenAPI document and `/api/docs` are made of. A test compares this list with
 * the routes that the worker has, and every answer in the tests with the schema it names.
 */

import type * as v from 'valibot'
import { CircleCollection, CircleParams, CirclePublic } from './circle.ts'
import { CityPublic } from './city.ts'
import { circleExample, circlesExample, cityExample, outletExample, outletsExample } from './examples.ts'
import { DatabaseHealthPublic, HealthPublic } from './health.ts'
import { OutletCollection, OutletParams, OutletPublic, OutletQuery } from './outlet.ts'
import type { ProblemCode } from './problem.ts'

type Shape = v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> }

export interface Operation {
  id: string
  method: 'get'
  /** as OpenAPI writes it: parameters in braces */
  path: `/api/${string}`
  summary: string
  summaryZh: string
  description?: string
  /** parameters in the path */
  params?: Shape
  query?: Shape
  /** what a good answer is: JSON of a shape, or a document of another kind */
  answer:
    | { contentType: 'application/json'; schema: v.GenericSchema; example: unknown }
    | { contentType: 'application/json' | 'text/html' | 'text/css' }
  /** changes only with the revision: carries an ETag and may be answered with 304 */
  cached: boolean
  problems: readonly ProblemCode[]
  /** queries worth trying */
  tries?: readonly string[]
}

const read = { method: 'get', cached: true } as const
const fails = ['invalid_request', 'method_not_allowed', 'not_loaded', 'internal'] as const

export const operations: readonly Operation[] = [
  {
    ...read,
    id: 'getCity',
    path: '/api/city',
    summary: 'The city: divisions, types, services, holidays, settings',
    summaryZh: '城市：行政区划、业态、服务、节假日与设置',
    description:
      'Everything by which the other answers are read. `sample` is true while the data is made up.',
    answer: { contentType: 'application/json', schema: CityPublic, example: cityExample },
    problems: fails,
  },
  {
    ...read,
    id: 'listCircles',
    path: '/api/circles',
    summary: 'All circles, one a community, in numbers',
    summaryZh: '全部便民生活圈（一社区一圈）',
    answer: { contentType: 'application/json', schema: CircleCollection, example: circlesExample },
    problems: fails,
  },
  {
    ...read,
    id: 'getCircle',
    path: '/api/circles/{code}',
    summary: 'One circle: what it has, and the nearest outlet of every type',
    summaryZh: '一个便民生活圈：有什么，各业态最近的网点',
    params: CircleParams,
    answer: { contentType: 'application/json', schema: CirclePublic, example: circleExample },
    problems: [...fails, 'not_found'],
    tries: ['/api/circles/411281001001'],
  },
  {
    ...read,
    id: 'listOutlets',
    path: '/api/outlets',
    summary: 'Outlets as GeoJSON: all of them, or a search',
    summaryZh: '网点（GeoJSON）：全部，或按条件查找',
    description:
      'A parameter with several values, parted by commas, means any of them; different parameters must all hold. ' +
      'Outlets whose hours are unknown are not counted as open. Outlets that are closed for good are not listed. ' +
      'The site itself fetches the whole collection and searches in the browser, so that nobody’s place is sent; ' +
      '`near` is for programs.',
    query: OutletQuery,
    answer: { contentType: 'application/json', schema: OutletCollection, example: outletsExample },
    problems: fails,
    tries: [
      '/api/outlets',
      '/api/outlets?type=pharmacy&payment=cash&accessible=step_free',
      '/api/outlets?near=111.874,34.747&within=10&open_at=2026-10-01T20:30:00%2B08:00',
      '/api/outlets?q=yxsq&limit=20',
    ],
  },
  {
    ...read,
    id: 'getOutlet',
    path: '/api/outlets/{id}',
    summary: 'Everything public about one outlet',
    summaryZh: '一个网点的全部公开信息',
    description:
      'Facts are true, false, or null for not known. Also answers for outlets that are closed for good.',
    params: OutletParams,
    answer: { contentType: 'application/json', schema: OutletPublic, example: outletExample },
    problems: [...fails, 'not_found'],
    tries: ['/api/outlets/7hK2mQ9xTz'],
  },
  {
    ...read,
    id: 'getOpenApi',
    path: '/api/openapi.json',
    summary: 'This description, as an OpenAPI 3.1 document',
    summaryZh: '本接口的 OpenAPI 3.1 描述',
    answer: { contentType: 'application/json' },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getDocs',
    path: '/api/docs',
    summary: 'This description, to read',
    summaryZh: '本接口的说明页',
    cached: false,
    answer: { contentType: 'text/html' },
    problems: ['method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getDocsStyle',
    path: '/api/docs.css',
    summary: 'How the page looks',
    summaryZh: '说明页的样式',
    cached: false,
    answer: { contentType: 'text/css' },
    problems: ['method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getHealth',
    path: '/api/health',
    summary: 'Whether the worker answers',
    summaryZh: '服务是否在运行',
    cached: false,
    answer: { contentType: 'application/json', schema: HealthPublic, example: { status: 'ok' } },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getDatabaseHealth',
    path: '/api/health/database',
    summary: 'Whether the database answers and holds a city',
    summaryZh: '数据库是否可用、是否已载入城市',
    cached: false,
    answer: {
      contentType: 'application/json',
      schema: DatabaseHealthPublic,
      example: { status: 'ok', city: '411281', revision: 1841 },
    },
    problems: [...fails, 'unavailable'],
  },
]
