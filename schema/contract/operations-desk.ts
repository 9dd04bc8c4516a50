/** The operations of the desk's inbox: comments, voices that are held back, listings that nobody has looked at. */

import {
  CommentJudgement,
  CommentList,
  HeldJudgement,
  HeldList,
  InboxPublic,
  StaleJudged,
  StaleJudgement,
  StaleList,
  VoiceParams,
} from './desk.ts'
import { commentExample, heldExample, inboxExample, staleExample } from './examples-listings.ts'
import { ListingParams } from './listing.ts'
import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

export const deskOperations: readonly Operation[] = [
  guarded('getInbox', {
    method: 'get',
    path: '/api/desk/inbox',
    summary: 'How many of each kind wait in one’s area',
    summaryZh: '待办数量',
    answer: { contentType: 'application/json', schema: InboxPublic, example: inboxExample },
  }),
  guarded('listComments', {
    method: 'get',
    path: '/api/desk/comments',
    summary: 'Comments to approve in one’s area, the oldest first',
    summaryZh: '待审核的评论',
    answer: { contentType: 'application/json', schema: CommentList, example: { comments: [commentExample] } },
  }),
  guarded('judgeComment', {
    method: 'post',
    path: '/api/desk/comments/{id}',
    summary: 'Make a comment public, refuse it, or take either back',
    summaryZh: '通过、退回或撤销审核评论',
    description:
      'As it was read: `at` says which words. One that has been changed or taken back since is left alone.',
    params: VoiceParams,
    body: { schema: CommentJudgement, example: { at: commentExample.at, verdict: 'approve' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
  guarded('listHeld', {
    method: 'get',
    path: '/api/desk/held',
    summary: 'Voices in one’s area that are held back, and why',
    summaryZh: '暂缓计入的评价',
    answer: { contentType: 'application/json', schema: HeldList, example: { held: [heldExample] } },
  }),
  guarded('judgeHeld', {
    method: 'post',
    path: '/api/desk/held/{id}',
    summary: 'Let a voice into the measure, take it out, or hold it back again',
    summaryZh: '放行、剔除或重新扣下评价',
    description:
      'Clearing and dropping can be done after each other. Taking back holds the voice for the same reason as before.',
    params: VoiceParams,
    body: { schema: HeldJudgement, example: { verdict: 'clear', reason: '核实过，是居民本人' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
  guarded('listStale', {
    method: 'get',
    path: '/api/desk/stale',
    summary: 'Outlets in one’s area that nobody has said to be right for long, the longest first',
    summaryZh: '久未确认的网点',
    description: 'At most 500; more come when these are done.',
    answer: { contentType: 'application/json', schema: StaleList, example: { stale: [staleExample] } },
  }),
  guarded('judgeStale', {
    method: 'post',
    path: '/api/desk/stale/{id}',
    summary: 'Say that a listing is right, or that it is not as listed, or take either back',
    summaryZh: '确认网点信息无误、标为与实际不符，或撤销',
    description:
      'As it was read: `version` says which listing. What is not as listed is paused, and the history says why. Taking back ' +
      'is refused when something has been done to the outlet since.',
    params: ListingParams,
    body: {
      schema: StaleJudgement,
      example: { verdict: 'wrong', version: staleExample.version, reason: '到店看过，没开门' },
    },
    answer: {
      contentType: 'application/json',
      schema: StaleJudged,
      example: { version: '2026-11-24T12:41:00.000Z' },
    },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
