/** Replies to comments: merchants write them, staff judge them, everybody reads them with the comments. */

import { Hono } from 'hono'
import { JudgementInput, ListingParams } from '../../schema/contract/listing.ts'
import {
  type KeptReply,
  ReplyInput,
  ReplyParams,
  ReplyVoiceParams,
  type WaitingReply,
} from '../../schema/contract/reply.ts'
import { allow, requireOutlet, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { judgeReply, takeReplyBack, writeReply } from './acts.ts'
import { readRepliesOf, readWaitingReplies } from './store.ts'

export const replies = new Hono<{ Bindings: Env }>()
  .get('/listings/:id/replies', allow('listReplies'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    return c.json<{ replies: KeptReply[] }>({ replies: await readRepliesOf(c.env.DB, id) }, 200, unstored)
  })
  .put(
    '/listings/:id/comments/:voice/reply',
    allow('writeReply'),
    ...jsonOnly,
    noQuery,
    params(ReplyVoiceParams),
    body(ReplyInput),
    async (c) => {
      const { id, voice } = c.req.valid('param')
      const who = whoOf(c)
      await requireOutlet(c.env.DB, who, id)
      const reply = await writeReply(c.env.DB, who, id, voice, c.req.valid('json'), Date.now())
      return c.json<KeptReply>(reply, 200, unstored)
    },
  )
  .delete('/listings/:id/replies/:reply', allow('withdrawReply'), noQuery, params(ReplyParams), async (c) => {
    const { id, reply } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    await takeReplyBack(c.env.DB, whoOf(c), id, reply, Date.now())
    return done(c)
  })
  .get('/desk/replies', allow('listWaitingReplies'), noQuery, async (c) => {
    const waiting = await readWaitingReplies(c.env.DB, whoOf(c))
    return c.json<{ replies: WaitingReply[] }>({ replies: waiting }, 200, unstored)
  })
  .post(
    '/desk/replies/:id',
    allow('judgeReply'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(JudgementInput),
    async (c) => {
      await judgeReply(c.env.DB, whoOf(c), c.req.valid('param').id, c.req.valid('json'), Date.now())
      return done(c)
    },
  )
