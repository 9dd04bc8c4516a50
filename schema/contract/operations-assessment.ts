/** The operations of what circles have and lack, of the city's goals, and of the standard. */

import { firstStandard } from '../catalog/standard.ts'
import {
  AssessmentPublic,
  type CircleAssessment,
  CircleAssessmentPublic,
  GoalsPublic,
  StandardHistory,
  StandardInput,
  StandardMade,
  StandardParams,
  StandardPublic,
  StandardWithdrawal,
  type VersionOfStandard,
} from './assessment.ts'
import { CircleParams } from './circle.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const standard: VersionOfStandard = { version: 0, from: null, ...firstStandard }

const counted = {
  sample: true,
  revision: 1841,
  countedAt: '2026-11-24T12:38:00.000Z',
  current: true,
  network: 1,
  standard,
}

const community: CircleAssessment = {
  code: '411281001001',
  level: 'basic',
  missing: ['laundry', 'housekeeping', 'sports'],
  wanting: 3,
  weighted: 'nodes',
  estimated: false,
  within15: 138,
  types: [
    {
      type: 'pharmacy',
      count: 2,
      nearest: { id: 'Fr6Y5gFBBx', name: '满意药店', metres: 214 },
      minutes: 4,
      reached: 0.97,
      limit: 10,
      met: true,
    },
  ],
}

const read = { method: 'get', cached: true, open: true } as const
const fails = ['invalid_request', 'method_not_allowed', 'not_loaded', 'internal'] as const
const countedAnew =
  'Only read: it is counted anew after outlets, streets, residential points or the standard have changed. Until then ' +
  '`current` is false.'

export const assessmentOperations: readonly Operation[] = [
  {
    ...read,
    id: 'getAssessment',
    path: '/api/assessment',
    summary: 'What every circle has and lacks: counts, minutes, shares reached, levels',
    summaryZh: '各生活圈有什么、缺什么：数量、步行分钟、覆盖比例、类别',
    description: countedAnew,
    answer: {
      contentType: 'application/json',
      schema: AssessmentPublic,
      example: { ...counted, communities: [community] },
    },
    problems: [...fails, 'unavailable'],
  },
  {
    ...read,
    id: 'getCircleAssessment',
    path: '/api/circles/{code}/assessment',
    summary: 'What one circle has and lacks',
    summaryZh: '一个生活圈有什么、缺什么',
    description: countedAnew,
    params: CircleParams,
    answer: {
      contentType: 'application/json',
      schema: CircleAssessmentPublic,
      example: { ...counted, community },
    },
    problems: [...fails, 'not_found', 'unavailable'],
    tries: ['/api/circles/411281001001/assessment'],
  },
  {
    ...read,
    id: 'getGoals',
    path: '/api/goals',
    summary: 'How many communities of the main urban area are basic and exemplary, day by day',
    summaryZh: '主城区达到基础保障类、提升示范类的社区数，逐日',
    description:
      'A day stands here when the numbers were others than before. Satisfaction has its own measure.',
    answer: {
      contentType: 'application/json',
      schema: GoalsPublic,
      example: {
        sample: true,
        revision: 1841,
        goals: { basic: 0.9, exemplary: 0.6 },
        days: [{ date: '2026-11-24', urban: 15, basic: 13, exemplary: 7 }],
      },
    },
    problems: [...fails, 'unavailable'],
  },
  {
    ...read,
    id: 'getStandard',
    path: '/api/standard',
    summary: 'By what circles are assessed: the standard in force, and those announced',
    summaryZh: '生活圈评估标准：现行的和已公布待生效的',
    answer: {
      contentType: 'application/json',
      schema: StandardPublic,
      example: { sample: true, revision: 1841, current: standard, coming: [] },
    },
    problems: fails,
  },
  guarded('listStandards', {
    method: 'get',
    path: '/api/desk/standard',
    summary: 'Every version of the standard, with who set it and why',
    summaryZh: '评估标准的全部版本：谁定的、为什么',
    answer: {
      contentType: 'application/json',
      schema: StandardHistory,
      example: { versions: [{ ...standard, state: 'in_force', set: null, withdrawn: null }] },
    },
  }),
  guarded('setStandard', {
    method: 'post',
    path: '/api/desk/standard',
    summary: 'Set a standard, from a day on',
    summaryZh: '制定评估标准，从某日起执行',
    description:
      'The whole standard, for every type. It holds from the start of its day until another one does. When there is a ' +
      'version that was not read, nothing is stored.',
    headers: [idempotencyKey],
    body: {
      schema: StandardInput,
      example: {
        read: 0,
        from: '2027-01-01',
        reason: '商务局会议纪要〔2026〕12 号',
        standard: firstStandard,
      },
    },
    status: 201,
    answer: { contentType: 'application/json', schema: StandardMade, example: { version: 1 } },
    problems: ['changed_meanwhile', 'key_reused'],
  }),
  guarded('withdrawStandard', {
    method: 'post',
    path: '/api/desk/standard/{version}/withdrawal',
    summary: 'Withdraw a standard that is not in force yet',
    summaryZh: '撤回尚未执行的评估标准',
    description: 'One that is in force is replaced by another, not withdrawn.',
    params: StandardParams,
    body: { schema: StandardWithdrawal, example: { reason: '推迟到明年' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
