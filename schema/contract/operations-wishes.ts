/** The operations of wishes, and of the projects that come of them. */

import { CommentJudgement } from './desk.ts'
import { altcha, idempotencyKey, type Operation, sendingProblems } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import {
  DeskWishes,
  type Need,
  NeedList,
  NeedsQuery,
  type ProjectDraft,
  ProjectInput,
  ProjectMade,
  ProjectStart,
  SupportInput,
  WishesMine,
  WishInput,
  WishParams,
  WishPublic,
  WishTaken,
} from './wish.ts'

const about = { community: '411281001005', want: 'laundry' }
const taken = { id: '7wS2mQ9xTz', ...about }
const why = '洗一件大衣要坐三站车。'
const version = '2026-11-24T12:38:00.000Z'
const project: ProjectDraft = {
  state: 'planned',
  unit: 'commerce',
  by: '2027-03-31',
  result: null,
  reason: null,
}
const need: Need = {
  ...taken,
  since: '2026-10-08',
  supporters: 46,
  whys: 5,
  has: 0,
  minutes: 13,
  lacks: true,
  project: { ...project, unit: 'commerce', result: null, version },
}
const frame = { sample: true, revision: 7 }

/** What may go wrong with everything that a resident sends. */
const sending = [...sendingProblems, 'too_large', 'unsupported_media_type'] as const

export const wishOperations: readonly Operation[] = [
  {
    id: 'listNeeds',
    method: 'get',
    open: true,
    path: '/api/wishes',
    summary: 'What communities need: wishes, and types that they lack for their next level',
    summaryZh: '需求清单：居民想要的、社区还缺的',
    description:
      'What presses most comes first: what is still to be done, then by how many residents want it, then what the ' +
      'community lacks by the assessment, from how far its people walk.',
    query: NeedsQuery,
    answer: {
      contentType: 'application/json',
      schema: NeedList,
      example: { ...frame, needs: [need] },
    },
    cached: true,
    problems: ['invalid_request', 'not_found', 'method_not_allowed', 'not_loaded', 'internal'],
    tries: ['/api/wishes', '/api/wishes?community=411281001001'],
  },
  {
    id: 'listOwnWishes',
    method: 'get',
    path: '/api/wishes/mine',
    summary: 'What this browser’s resident wishes',
    summaryZh: '这个浏览器支持过的需求',
    cached: false,
    answer: {
      contentType: 'application/json',
      schema: WishesMine,
      example: { wishes: [{ ...taken, why, whyState: 'waiting', reason: null }] },
    },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
  },
  {
    id: 'getWish',
    method: 'get',
    open: true,
    path: '/api/wishes/{id}',
    summary: 'A wish: why people want it, and what has become of it',
    summaryZh: '一条需求：大家怎么说，进展如何',
    params: WishParams,
    answer: {
      contentType: 'application/json',
      schema: WishPublic,
      example: {
        ...frame,
        need,
        whys: [{ on: '2026-11-02', text: why }],
        history: [{ ...project, unit: 'commerce', at: version }],
      },
    },
    cached: true,
    problems: ['invalid_request', 'not_found', 'method_not_allowed', 'not_loaded', 'internal'],
  },
  {
    id: 'postWish',
    method: 'post',
    path: '/api/wishes',
    summary: 'Wish for a type of outlet or a service in a community',
    summaryZh: '说一个想要的',
    description:
      'What has been wished for already is supported by it: one resident counts once. Needs the cookie that came with ' +
      'the task. Only the site’s own pages and programs without a browser may call it.',
    headers: [idempotencyKey, altcha],
    body: { schema: WishInput, example: { ...about, why } },
    cached: false,
    status: 201,
    answer: { contentType: 'application/json', schema: WishTaken, example: taken },
    problems: sending,
  },
  {
    id: 'supportWish',
    method: 'post',
    path: '/api/wishes/{id}/support',
    summary: 'Want it, too',
    summaryZh: '我也想要',
    params: WishParams,
    headers: [idempotencyKey, altcha],
    body: { schema: SupportInput, example: { why: null } },
    cached: false,
    status: 201,
    answer: { contentType: 'application/json', schema: WishTaken, example: taken },
    problems: [...sending, 'not_found'],
  },
  {
    id: 'withdrawSupport',
    method: 'delete',
    path: '/api/wishes/{id}/support',
    summary: 'Take one’s support back, and the words with it',
    summaryZh: '收回支持，连同说过的话',
    params: WishParams,
    cached: false,
    status: 204,
    answer: { contentType: null },
    problems: ['invalid_request', 'not_found', 'method_not_allowed', 'cross_site', 'internal', 'unavailable'],
  },
  guarded('listWishes', {
    method: 'get',
    path: '/api/desk/wishes',
    summary: 'What one’s area needs, and words that wait',
    summaryZh: '本辖区的需求清单和待看的留言',
    answer: {
      contentType: 'application/json',
      schema: DeskWishes,
      example: { needs: [need], whys: [{ ...taken, why, at: version }] },
    },
  }),
  guarded('judgeWhy', {
    method: 'post',
    path: '/api/desk/wishes/whys/{id}',
    summary: 'Approve what somebody says, refuse it, or take either back',
    summaryZh: '公开或不公开一句理由',
    params: WishParams,
    body: { schema: CommentJudgement, example: { at: version, verdict: 'approve' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
  guarded('startProject', {
    method: 'post',
    path: '/api/desk/wishes/projects',
    summary: 'Make a project of a need',
    summaryZh: '把需求立为项目',
    description: 'Of a wish, or of what nobody has wished for yet.',
    headers: [idempotencyKey],
    body: { schema: ProjectStart, example: { ...about, project } },
    status: 201,
    answer: { contentType: 'application/json', schema: ProjectMade, example: { id: taken.id, version } },
    problems: ['key_reused', 'changed_meanwhile'],
  }),
  guarded('changeProject', {
    method: 'put',
    path: '/api/desk/wishes/{id}/project',
    summary: 'Say how a project stands; its history is public',
    summaryZh: '更新项目进展',
    params: WishParams,
    headers: [
      {
        name: 'If-Match',
        description:
          'The `version` that the change starts from. When the project has another by now, nothing is stored.',
        example: `"${version}"`,
      },
    ],
    body: { schema: ProjectInput, example: project },
    answer: { contentType: 'application/json', schema: ProjectMade, example: { id: taken.id, version } },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
