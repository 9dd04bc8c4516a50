/** What staff do about voices in their area: approve comments, let in or take out what is held back. */

import { Hono } from 'hono'
import {
  CommentJudgement,
  type CommentWaiting,
  HeldJudgement,
  type HeldVoice,
  type Inbox,
  VoiceParams,
} from '../../schema/contract/desk.ts'
import { allow, requirePlace, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { readComments, readHeldVoices, readInbox, readVoicePlace } from './desk-store.ts'
import { clearVoices, dropVoices, judgeComments, readActedOn } from './review-store.ts'

/** Lets staff act on a voice in their area. */
async function requireVoice(c: Site, id: string): Promise<void> {
  const place = await readVoicePlace(c.env.DB, id)
  if (!place) throw new ProblemError('not_found', { detail: 'There is no such voice.' })
  requirePlace(whoOf(c), place)
}

/** Runs an act, and expects it to have done something: what is as it should be already was somebody else's act. */
async function act(
  c: Site,
  id: string,
  statements: (by: { actor: string; at: string }) => ReturnType<typeof clearVoices>,
): Promise<Response> {
  const by = { actor: whoOf(c).account, at: new Date().toISOString() }
  const results = await runBatch(c.env.DB, [...statements(by), readActedOn(by, 'voice', [id])])
  if (results.at(-1)?.length !== 1) {
    throw new ProblemError('changed_meanwhile', { detail: 'It is not as it was when it was read.' })
  }
  return done(c)
}

export const desk = new Hono<{ Bindings: Env }>()
  .get('/inbox', allow('getInbox'), noQuery, async (c) => {
    return c.json<Inbox>(await readInbox(c.env.DB, whoOf(c), Date.now()), 200, unstored)
  })
  .get('/comments', allow('listComments'), noQuery, async (c) => {
    return c.json<{ comments: CommentWaiting[] }>(
      { comments: await readComments(c.env.DB, whoOf(c)) },
      200,
      unstored,
    )
  })
  .post(
    '/comments/:id',
    allow('judgeComment'),
    ...jsonOnly,
    noQuery,
    params(VoiceParams),
    body(CommentJudgement),
    async (c) => {
      const { id } = c.req.valid('param')
      const { at, verdict } = c.req.valid('json')
      await requireVoice(c, id)
      const to = verdict === 'approve' ? 'approved' : 'refused'
      return act(c, id, (by) => judgeComments(by, [{ id, at }], to))
    },
  )
  .get('/held', allow('listHeld'), noQuery, async (c) => {
    return c.json<{ held: HeldVoice[] }>({ held: await readHeldVoices(c.env.DB, whoOf(c)) }, 200, unstored)
  })
  .post(
    '/held/:id',
    allow('judgeHeld'),
    ...jsonOnly,
    noQuery,
    params(VoiceParams),
    body(HeldJudgement),
    async (c) => {
      const { id } = c.req.valid('param')
      const { verdict, reason } = c.req.valid('json')
      await requireVoice(c, id)
      const judge = verdict === 'clear' ? clearVoices : dropVoices
      return act(c, id, (by) => judge(by, [id], reason))
    },
  )
