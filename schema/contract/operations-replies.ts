/** The operations of replies to comments. */

import { commentExample } from './examples-listings.ts'
import { JudgementInput, ListingParams } from './listing.ts'
import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import {
  type KeptReply,
  RepliesWaiting,
  ReplyEntry,
  ReplyInput,
  ReplyList,
  ReplyParams,
  ReplyVoiceParams,
  type WaitingReply,
} from './reply.ts'

const nothing = { contentType: null } as const
const { grade, tags, comment, subject } = commentExample

const kept: KeptReply = {
  id: 'Re4tq0ZkWe',
  voice: commentExample.id,
  text: '谢谢您。夜里按门铃就有人来。',
  at: '2026-11-24T12:38:00.000Z',
  state: 'waiting',
  reason: null,
}
const waiting: WaitingReply = {
  id: kept.id,
  outlet: subject.id,
  name: subject.name,
  community: '民安社区',
  by: 'minan-yaofang',
  at: kept.at,
  text: kept.text,
  current: null,
  grade,
  tags,
  comment,
}

export const replyOperations: readonly Operation[] = [
  guarded('listReplies', {
    method: 'get',
    path: '/api/listings/{id}/replies',
    summary: 'Replies to the comments on an outlet, also those that wait',
    summaryZh: '店家回复（含待审核的）',
    params: ListingParams,
    answer: { contentType: 'application/json', schema: ReplyList, example: { replies: [kept] } },
    problems: ['not_found'],
  }),
  guarded('writeReply', {
    method: 'put',
    path: '/api/listings/{id}/comments/{voice}/reply',
    summary: 'Reply to a comment, or change the reply',
    summaryZh: '回复评论',
    description:
      'One reply a comment. It waits for staff, in the place of one that waits; the one that shows does so until then. The ' +
      'same words again change nothing. When the resident changes or withdraws what they said, or staff refuse it, ' +
      'the reply goes, too.',
    params: ReplyVoiceParams,
    body: { schema: ReplyInput, example: { to: comment, text: kept.text } },
    answer: { contentType: 'application/json', schema: ReplyEntry, example: kept },
    problems: ['not_found', 'frozen', 'changed_meanwhile'],
  }),
  guarded('withdrawReply', {
    method: 'delete',
    path: '/api/listings/{id}/replies/{reply}',
    summary: 'Take a reply back; its words are erased',
    summaryZh: '撤回回复',
    params: ReplyParams,
    status: 204,
    answer: nothing,
    problems: ['not_found', 'changed_meanwhile'],
  }),
  guarded('listWaitingReplies', {
    method: 'get',
    path: '/api/desk/replies',
    summary: 'Replies to approve in one’s area, each with its comment, the oldest first',
    summaryZh: '待审核的回复',
    answer: { contentType: 'application/json', schema: RepliesWaiting, example: { replies: [waiting] } },
  }),
  guarded('judgeReply', {
    method: 'post',
    path: '/api/desk/replies/{id}',
    summary: 'Approve a reply, refuse it, or take either back',
    summaryZh: '通过、退回或撤销回复审核',
    params: ListingParams,
    body: { schema: JudgementInput, example: { verdict: 'refuse', reason: '带有广告或不合适的话' } },
    status: 204,
    answer: nothing,
    problems: ['not_found', 'frozen', 'changed_meanwhile'],
  }),
]
