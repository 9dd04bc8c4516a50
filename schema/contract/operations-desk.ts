/** The operations of the desk's inbox: comments to approve, and voices that are held back. */

import { CommentJudgement, CommentList, HeldJudgement, HeldList, InboxPublic, VoiceParams } from './desk.ts'
import { commentExample, heldExample, inboxExample } from './examples-listings.ts'
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
    summary: 'Make a comment public, or refuse it',
    summaryZh: '通过或退回评论',
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
    summary: 'Let a voice into the measure, or take it out',
    summaryZh: '放行或剔除评价',
    description: 'Either can be done after the other.',
    params: VoiceParams,
    body: { schema: HeldJudgement, example: { verdict: 'clear', reason: '核实过，是居民本人' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
