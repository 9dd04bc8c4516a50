/** The operations of applications for shops that are not on the map yet. */

import {
  type ApplicationDraft,
  ApplicationInput,
  ApplicationJudgement,
  ApplicationList,
  ApplicationParams,
  ApplicationTaken,
} from './application.ts'
import { NewOutletInput, NewOutletMade } from './ledger.ts'
import { altcha, idempotencyKey, type Operation, sendingProblems } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const draft: ApplicationDraft = {
  name: '银杏路豆腐脑',
  type: 'breakfast',
  address: '银杏路 9 号，小学对面',
  community: '411281001005',
  hours: '早上6点到10点，周日休息',
  phone: null,
  note: '门口有两级台阶',
}
const taken = { id: '6pA2mQ9xTz', community: draft.community, at: '2026-11-24T12:38:00.000Z' }

export const applicationOperations: readonly Operation[] = [
  {
    id: 'postApplication',
    method: 'post',
    path: '/api/applications',
    summary: 'Name a shop that is not on the map yet',
    summaryZh: '新店申报：地图上还没有的店',
    description:
      'Staff look at the place before it shows. Where it is, is said in words. Needs the cookie that came with the task. ' +
      'Only the site’s own pages and programs without a browser may call it.',
    headers: [idempotencyKey, altcha],
    body: { schema: ApplicationInput, example: draft },
    cached: false,
    status: 201,
    answer: { contentType: 'application/json', schema: ApplicationTaken, example: taken },
    problems: [...sendingProblems, 'too_large', 'unsupported_media_type'],
  },
  guarded('listApplications', {
    method: 'get',
    path: '/api/desk/applications',
    summary: 'New shops named in one’s area: what is open, and what was decided lately',
    summaryZh: '本辖区的新店申报',
    answer: {
      contentType: 'application/json',
      schema: ApplicationList,
      example: { applications: [{ ...draft, ...taken, state: 'open', reason: null, outlet: null }] },
    },
  }),
  guarded('acceptApplication', {
    method: 'post',
    path: '/api/desk/applications/{id}/acceptance',
    summary: 'Make an outlet of it, as staff have seen it on the spot',
    summaryZh: '通过新店申报，登记网点',
    params: ApplicationParams,
    headers: [idempotencyKey],
    body: {
      schema: NewOutletInput,
      example: {
        name: draft.name,
        type: draft.type,
        address: draft.address,
        position: [111.8712, 34.7465],
        circle: draft.community,
        hours: 'Mo-Sa 06:00-10:00',
        phone: null,
      },
    },
    status: 201,
    answer: {
      contentType: 'application/json',
      schema: NewOutletMade,
      example: { id: 'k3Nq8TzP', version: taken.at },
    },
    problems: ['not_found', 'key_reused', 'changed_meanwhile', 'not_loaded'],
  }),
  guarded('judgeApplication', {
    method: 'post',
    path: '/api/desk/applications/{id}',
    summary: 'Refuse it with a reason, or take that back',
    summaryZh: '退回新店申报、撤销退回',
    params: ApplicationParams,
    body: { schema: ApplicationJudgement, example: { verdict: 'refused', reason: '到现场看过，没有这家店' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
