/**
 * Every operation of the API: what the OpenAPI document and `/api/docs` are made of. A test compares this list with
 * the routes that the worker has, and every answer in the tests with the schema it names.
 */

import { ApiChangesPublic, apiVersions, NOTICE_DAYS } from './api-changes.ts'
import { CircleCollection, CircleOutletsPublic, CircleParams, CirclePublic } from './circle.ts'
import { CityPublic } from './city.ts'
import {
  challengeExample,
  circleExample,
  circleOutletsExample,
  circlesExample,
  cityExample,
  communityMeasuresExample,
  measureExample,
  outletExample,
  outletsExample,
  ratingExample,
  ratingInputExample,
  surveysExample,
  trendExample,
  voicesExample,
  wholeExample,
} from './examples.ts'
import { apiChangesExample } from './examples-feeds.ts'
import { FeedQuery } from './feed.ts'
import { DatabaseHealthPublic, HealthPublic } from './health.ts'
import { altcha, idempotencyKey, type Operation, sendingProblems } from './operation.ts'
import { accountOperations } from './operations-accounts.ts'
import { applicationOperations } from './operations-applications.ts'
import { assessmentOperations } from './operations-assessment.ts'
import { auditOperations } from './operations-audit.ts'
import { complaintOperations } from './operations-complaints.ts'
import { dataOperations } from './operations-data.ts'
import { deskOperations } from './operations-desk.ts'
import { feedOperations } from './operations-feeds.ts'
import { importOperations } from './operations-imports.ts'
import { ledgerOperations } from './operations-ledger.ts'
import { listingOperations } from './operations-listings.ts'
import { networkOperations } from './operations-network.ts'
import { noticeOperations } from './operations-notices.ts'
import { photoOperations } from './operations-photos.ts'
import { replyOperations } from './operations-replies.ts'
import { reportOperations } from './operations-reports.ts'
import { residenceOperations } from './operations-residences.ts'
import { settingsOperations } from './operations-settings.ts'
import { sitingOperations } from './operations-siting.ts'
import { wishOperations } from './operations-wishes.ts'
import { OutletCollection, OutletParams, OutletPublic, OutletQuery } from './outlet.ts'
import {
  ChallengePublic,
  RatingInput,
  RatingPublic,
  RatingsMine,
  SubjectParams,
  VoicesPublic,
  VoicesQuery,
} from './rating.ts'
import {
  CommunitiesQuery,
  CommunityMeasures,
  MeasurePublic,
  MeasureQuery,
  SurveyList,
  TrendPublic,
  TrendQuery,
} from './satisfaction.ts'
import { WholeCity } from './whole.ts'

const read = { method: 'get', cached: true, open: true } as const
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
    problems: [...fails, 'not_found', 'unavailable'],
    tries: ['/api/circles/411281001001'],
  },
  {
    ...read,
    id: 'listCircleOutlets',
    path: '/api/circles/{code}/outlets',
    summary: 'All outlets of one circle, with everything public about each',
    summaryZh: '一个便民生活圈的全部网点，每个网点的全部公开信息',
    description:
      'What a circle’s booklet is printed from. Facts are true, false, or null for not known; what is closed for good is left out.',
    params: CircleParams,
    answer: { contentType: 'application/json', schema: CircleOutletsPublic, example: circleOutletsExample },
    problems: [...fails, 'not_found'],
    tries: ['/api/circles/411281001001/outlets'],
  },
  {
    ...read,
    id: 'getWhole',
    path: '/api/whole',
    summary: 'All outlets and circles in one piece, each as its own address tells it',
    summaryZh: '全部网点和便民生活圈的全部公开信息，一次取完',
    description:
      'What the site keeps on a device for the day on which it has no network. Programs that want the list only ask for ' +
      '`/api/outlets`, which is a fraction of it.',
    answer: { contentType: 'application/json', schema: WholeCity, example: wholeExample },
    problems: [...fails, 'unavailable'],
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
    tries: ['/api/outlets/Fr6Y5gFBBx'],
  },
  {
    ...read,
    id: 'getSatisfaction',
    path: '/api/satisfaction',
    summary: 'The measure against 85 %: rate, interval, verdict',
    summaryZh: '满意率：与 85% 目标相比',
    description:
      'Of the city, a subdistrict, a community (its circle and the outlets in it) or an outlet. ' +
      'A voice is the latest grade of one resident on one subject; it belongs to the period of its day.',
    query: MeasureQuery,
    answer: { contentType: 'application/json', schema: MeasurePublic, example: measureExample },
    problems: [...fails, 'not_found'],
    tries: ['/api/satisfaction', '/api/satisfaction?scope=community&id=411281001001&period=2026Q3'],
  },
  {
    ...read,
    id: 'listCommunitySatisfaction',
    path: '/api/satisfaction/communities',
    summary: 'The measure of every community',
    summaryZh: '各社区的满意率',
    query: CommunitiesQuery,
    answer: {
      contentType: 'application/json',
      schema: CommunityMeasures,
      example: communityMeasuresExample,
    },
    problems: fails,
  },
  {
    ...read,
    id: 'getSatisfactionTrend',
    path: '/api/satisfaction/trend',
    summary: 'The measure month by month',
    summaryZh: '满意率逐月变化',
    description:
      'Each month by its own voices, so that a month that is over changes only when its voices do.',
    query: TrendQuery,
    answer: { contentType: 'application/json', schema: TrendPublic, example: trendExample },
    problems: [...fails, 'not_found'],
  },
  {
    ...read,
    id: 'listSurveys',
    path: '/api/satisfaction/surveys',
    summary: 'Sampled surveys, to see beside the measure',
    summaryZh: '抽样调查，与满意率对照',
    description:
      'The measure is what residents came to say of themselves; a survey asks people who were chosen by chance.',
    answer: { contentType: 'application/json', schema: SurveyList, example: surveysExample },
    problems: fails,
  },
  {
    ...read,
    id: 'listVoices',
    path: '/api/ratings',
    summary: 'What residents say of an outlet or a circle',
    summaryZh: '居民对网点或生活圈的评价',
    description: 'Tags that recur, and comments that staff have approved. Nothing tells who spoke.',
    query: VoicesQuery,
    answer: { contentType: 'application/json', schema: VoicesPublic, example: voicesExample },
    problems: [...fails, 'not_found'],
  },
  {
    id: 'getChallenge',
    method: 'get',
    path: '/api/challenge',
    summary: 'A task whose solution lets a rating in',
    summaryZh: '工作量证明的题目（代替验证码）',
    description:
      'ALTCHA’s proof of work, version 2. Also gives the cookie that is all a resident is: send it back with what follows. ' +
      'Only the site’s own pages and programs without a browser may fetch it, and nobody can open it like a page.',
    cached: false,
    answer: { contentType: 'application/json', schema: ChallengePublic, example: challengeExample },
    problems: ['invalid_request', 'method_not_allowed', 'cross_site', 'unavailable', 'internal'],
  },
  {
    id: 'postRating',
    method: 'post',
    path: '/api/ratings',
    summary: 'Say how satisfied one is, or say it anew',
    summaryZh: '评价一家网点或一个生活圈，也用来改评价',
    description:
      'A second grade on the same subject replaces the first. The grade counts at once; a comment is public once staff ' +
      'have approved it. Suspicious voices are held back until staff have looked. Needs the cookie that came with the ' +
      'task. Only the site’s own pages and programs without a browser may call it.',
    headers: [idempotencyKey, altcha],
    body: { schema: RatingInput, example: ratingInputExample },
    cached: false,
    status: 201,
    answer: { contentType: 'application/json', schema: RatingPublic, example: ratingExample },
    problems: [
      ...sendingProblems,
      'not_loaded',
      'not_found',
      'complaint_open',
      'too_large',
      'unsupported_media_type',
    ],
  },
  {
    id: 'listOwnRatings',
    method: 'get',
    path: '/api/ratings/mine',
    summary: 'What this browser’s resident has said',
    summaryZh: '我的评价',
    description: 'By the cookie. Not for other sites.',
    cached: false,
    answer: {
      contentType: 'application/json',
      schema: RatingsMine,
      example: { ratings: [ratingExample] },
    },
    problems: ['invalid_request', 'method_not_allowed', 'unavailable', 'internal'],
  },
  {
    id: 'deleteRating',
    method: 'delete',
    path: '/api/ratings/{kind}/{id}',
    summary: 'Take back what one has said',
    summaryZh: '撤回评价',
    description: 'Takes the words of a comment with it. Doing it twice does no more.',
    params: SubjectParams,
    cached: false,
    status: 204,
    answer: { contentType: null },
    problems: [
      'invalid_request',
      'method_not_allowed',
      'cross_site',
      'not_found',
      'complaint_open',
      'unavailable',
      'internal',
    ],
  },
  ...feedOperations,
  ...dataOperations,
  ...accountOperations,
  ...listingOperations,
  ...photoOperations,
  ...replyOperations,
  ...ledgerOperations,
  ...deskOperations,
  ...auditOperations,
  ...reportOperations,
  ...settingsOperations,
  ...importOperations,
  ...networkOperations,
  ...residenceOperations,
  ...sitingOperations,
  ...noticeOperations,
  ...applicationOperations,
  ...wishOperations,
  ...complaintOperations,
  ...assessmentOperations,
  {
    ...read,
    id: 'getOpenApi',
    path: '/api/openapi.json',
    summary: 'This description, as an OpenAPI 3.1 document',
    summaryZh: '本接口的 OpenAPI 3.1 描述',
    answer: {
      contentType: 'application/json',
      example: { openapi: '3.1.1', info: { title: '一刻钟 Yikezhong', version: '0.1.0' }, paths: {} },
    },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getDocs',
    path: '/api/docs',
    summary: 'This description, to read',
    summaryZh: '本接口的说明页',
    answer: { contentType: 'text/html', example: '<!doctype html>\n<html lang="en">' },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getDocsStyle',
    path: '/api/docs.css',
    summary: 'How the page looks',
    summaryZh: '说明页的样式',
    cached: false,
    answer: { contentType: 'text/css', example: ':root {\n  color-scheme: light dark;\n}' },
    problems: ['method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getApiChanges',
    path: '/api/changes',
    summary: 'What has changed in the API, the newest version first',
    summaryZh: '接口变更记录',
    description:
      `Something open goes only after it has stood here as deprecated for ${NOTICE_DAYS} days. New operations, parameters that ` +
      'may be left out, and new fields come at any time.',
    answer: {
      contentType: 'application/json',
      schema: ApiChangesPublic,
      example: { versions: apiVersions.slice(-1) },
    },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    ...read,
    id: 'getApiChangesFeed',
    path: '/api/changes.atom',
    summary: 'The same as an Atom feed',
    summaryZh: '接口变更记录（Atom 订阅）',
    query: FeedQuery,
    answer: { contentType: 'application/atom+xml', example: apiChangesExample },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
    tries: ['/api/changes.atom', '/api/changes.atom?lang=en'],
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
