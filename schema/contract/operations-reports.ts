/** The operations of reports of wrong facts. */

import { ListingParams } from './listing.ts'
import { altcha, idempotencyKey, type Operation, sendingProblems } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import {
  ReportInput,
  ReportJudgement,
  ReportList,
  type ReportListed,
  ReportParams,
  ReportTaken,
} from './report.ts'

const entry: ReportListed = {
  id: '4fH2mQ9xTz',
  outlet: 'Fr6Y5gFBBx',
  name: '满意药店',
  community: '民安社区',
  fact: 'hours',
  right: '周日下午不开门',
  at: '2026-11-24T12:38:00.000Z',
  state: 'open',
  reason: null,
}
const list = {
  contentType: 'application/json',
  schema: ReportList,
  example: { reports: [entry] },
} as const

export const reportOperations: readonly Operation[] = [
  {
    id: 'postReport',
    method: 'post',
    path: '/api/reports',
    summary: 'Say that a fact of a listing is wrong',
    summaryZh: '信息有误：告诉我们哪里不对',
    description:
      'Shown to the merchant and to staff. Needs the cookie that came with the task. Only the site’s own pages and ' +
      'programs without a browser may call it.',
    headers: [idempotencyKey, altcha],
    body: { schema: ReportInput, example: { outlet: entry.outlet, fact: entry.fact, right: entry.right } },
    cached: false,
    status: 201,
    answer: {
      contentType: 'application/json',
      schema: ReportTaken,
      example: { id: entry.id, outlet: entry.outlet, fact: entry.fact, at: entry.at },
    },
    problems: [...sendingProblems, 'not_found', 'too_large', 'unsupported_media_type'],
  },
  guarded('listReportsOn', {
    method: 'get',
    path: '/api/listings/{id}/reports',
    summary: 'What residents say is wrong with a listing',
    summaryZh: '居民反映的这家网点的信息问题',
    params: ListingParams,
    answer: list,
    problems: ['not_found'],
  }),
  guarded('listReports', {
    method: 'get',
    path: '/api/desk/reports',
    summary: 'Open reports in one’s area, the oldest first',
    summaryZh: '本辖区待处理的信息反映',
    answer: list,
  }),
  guarded('judgeReport', {
    method: 'post',
    path: '/api/desk/reports/{id}',
    summary: 'Say that it has been mended, or is not right, or take that back',
    summaryZh: '处理信息反映：已改、不属实、撤销',
    params: ReportParams,
    body: { schema: ReportJudgement, example: { verdict: 'mended' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
