/** What staff do about voices in their area: approve comments, let in or take out what is held back. */

import { Hono } from 'hono'
import {
  CommentJudgement,
  type CommentWaiting,
  HeldJudgement,
  type HeldVerdict,
  type HeldVoice,
  type Inbox,
  VoiceParams,
} from '../../schema/contract/desk.ts'
import type { Statement } from '../../schema/statement.ts'
import { allow, requirePlace, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { readComments, readHeldVoices, readInbox, readVoicePlace } from './desk-store.ts'
import {
  clearVoices,
  dropVoices,
  holdAgain,
  judgeComments,
  readActedOn,
  type StaffAct,
} from './review-store.ts'

/** Lets staff act on a voice in their area. */
async function requireVoice(c: Site, id: string): Promise<void> {
  const place = await readVoicePlace(c.env.DB, id)
  if (!place) throw new ProblemError('not_found', { detail: 'There is no such voice.' })
  requirePlace(whoOf(c), place)
}

/** What a comment is by a verdict. */
const commentStates = { approve: 'approved', refuse: 'refused', undo: 'waiting' } as const

function judgeHeld(by: StaffAct, id: string, given: HeldVerdict): Statement[] {
  switch (given.verdict) {
    case 'clear':
      return clearVoices(by, [id], given.reason)
    case 'drop':
      return dropVoices(by, [id], given.reason)
    case 'undo':
      return holdAgain(by, [id])
  }
}

/** Runs an act, and expects it to have done something: what is as it should be already was somebody else's act. */
async function act(
  c: Site,
  id: string,
  statements: (by: StaffAct) => readonly Statement[],
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
      const given = c.req.valid('json')
      await requireVoice(c, id)
      const reason = given.verdict === 'refuse' ? given.reason : null
      const to = commentStates[given.verdict]
      return act(c, id, (by) => judgeComments(by, [{ id, at: given.at }], to, reason))
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
      const given = c.req.valid('json')
      await requireVoice(c, id)
      return act(c, id, (by) => judgeHeld(by, id, given))
    },
  )
