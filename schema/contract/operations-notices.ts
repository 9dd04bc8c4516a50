/** The operations of notices. */

import {
  type Notice,
  NoticeCollection,
  type NoticeDraft,
  NoticeInput,
  NoticeList,
  NoticeMade,
  NoticeParams,
  NoticesQuery,
  NoticeWithdrawal,
} from './notice.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const draft: NoticeDraft = {
  area: '411281001005',
  kind: 'culture',
  title: '文化惠民巡演',
  text: '豫剧《花木兰》，免票，自带小板凳。',
  place: '社区文化广场',
  from: '2026-11-28',
  fromTime: '14:00',
  to: '2026-11-28',
  toTime: '16:00',
}
const version = '2026-11-24T12:38:00.000Z'
const { area: code, ...said } = draft
const notice: Notice = {
  id: '5nT2mQ9xTz',
  area: { code, name: '银杏社区', nameEn: 'Yinxing Community' },
  ...said,
  version,
}
const made = {
  contentType: 'application/json',
  schema: NoticeMade,
  example: { id: notice.id, version },
} as const

export const noticeOperations: readonly Operation[] = [
  {
    id: 'listPublicNotices',
    method: 'get',
    open: true,
    path: '/api/notices',
    summary: 'Notices and events, current and coming',
    summaryZh: '社区通知与活动',
    description: 'A notice shows from the morning of its first day; what is over is not listed.',
    query: NoticesQuery,
    answer: {
      contentType: 'application/json',
      schema: NoticeCollection,
      example: { sample: true, revision: 7, notices: [notice] },
    },
    cached: true,
    problems: ['invalid_request', 'not_found', 'method_not_allowed', 'not_loaded', 'internal'],
    tries: ['/api/notices', '/api/notices?circle=411281001001'],
  },
  guarded('listNotices', {
    method: 'get',
    path: '/api/desk/notices',
    summary: 'Notices of one’s area, with those that are withdrawn or were over lately',
    summaryZh: '本辖区的通知',
    answer: {
      contentType: 'application/json',
      schema: NoticeList,
      example: { notices: [{ ...notice, withdrawn: false, by: 'yinxing-01' }] },
    },
  }),
  guarded('addNotice', {
    method: 'post',
    path: '/api/desk/notices',
    summary: 'Tell the residents of a community, of a subdistrict, or of the city',
    summaryZh: '发通知',
    headers: [idempotencyKey],
    body: { schema: NoticeInput, example: draft },
    status: 201,
    answer: made,
    problems: ['key_reused'],
  }),
  guarded('changeNotice', {
    method: 'put',
    path: '/api/desk/notices/{id}',
    summary: 'Change a notice',
    summaryZh: '修改通知',
    params: NoticeParams,
    headers: [
      {
        name: 'If-Match',
        description:
          'The `version` that the change starts from. When the notice has another by now, nothing is stored.',
        example: `"${version}"`,
      },
    ],
    body: { schema: NoticeInput, example: draft },
    answer: made,
    problems: ['not_found', 'changed_meanwhile'],
  }),
  guarded('withdrawNotice', {
    method: 'put',
    path: '/api/desk/notices/{id}/withdrawal',
    summary: 'Withdraw a notice, or put it back',
    summaryZh: '撤下或恢复通知',
    params: NoticeParams,
    body: { schema: NoticeWithdrawal, example: { withdrawn: true } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found'],
  }),
]
