/** Listings and those who keep them: merchants change theirs, staff check, and everything has a history. */

import { Hono } from 'hono'
import * as v from 'valibot'
import { type Stale, type StaleAnswer, StaleJudgement } from '../../schema/contract/desk.ts'
import { LISTING_BODY_MAX } from '../../schema/contract/limits.ts'
import {
  DisputeInput,
  JudgementInput,
  ListingEdit,
  ListingParams,
  ProposalParams,
  RestoreInput,
  VersionHeader,
} from '../../schema/contract/listing.ts'
import { IdempotencyKey } from '../../schema/contract/rating.ts'
import { allow, requireOutlet, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly, jsonUpTo } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { dayAt } from '../guard/time.ts'
import { confirmListing, editListing, fieldsFor, readListing, restoreListing, type Start } from './edit.ts'
import { judgeProposal } from './judge.ts'
import { judgeStale } from './stale.ts'
import { readStale } from './stale-store.ts'
import { readHeldOutlets, readHistory, readWaitingProposals, setDisputed, withdraw } from './store.ts'

/**
 * What an edit starts from.
 * @throws ProblemError `invalid_request` naming the header that is missing or wrong
 */
function startOf(c: Site, outlet: string): Start {
  const version = v.safeParse(VersionHeader, c.req.header('If-Match'))
  const key = v.safeParse(IdempotencyKey, c.req.header('Idempotency-Key'))
  if (version.success && key.success) return { outlet, version: version.output, key: key.output }
  const fields = [
    ...(version.issues ?? []).map(({ message: reason }) => ({ field: 'If-Match', reason })),
    ...(key.issues ?? []).map(({ message: reason }) => ({ field: 'Idempotency-Key', reason })),
  ]
  throw new ProblemError('invalid_request', { fields })
}

const merchant = new Hono<{ Bindings: Env }>().get(
  '/outlets',
  allow('listHeldOutlets'),
  noQuery,
  async (c) => {
    const outlets = await readHeldOutlets(c.env.DB, whoOf(c), dayAt(Date.now()))
    return c.json({ outlets }, 200, unstored)
  },
)

const listing = new Hono<{ Bindings: Env }>()
  .get('/:id', allow('getListing'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    return c.json(await readListing(c.env.DB, id), 200, unstored)
  })
  .patch(
    '/:id',
    allow('editListing'),
    ...jsonUpTo(LISTING_BODY_MAX),
    noQuery,
    params(ListingParams),
    body(ListingEdit),
    async (c) => {
      const { id } = c.req.valid('param')
      await requireOutlet(c.env.DB, whoOf(c), id)
      return c.json(
        await editListing(c, whoOf(c), startOf(c, id), c.req.valid('json'), Date.now()),
        200,
        unstored,
      )
    },
  )
  .post('/:id/confirmation', allow('confirmListing'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    await confirmListing(c.env.DB, whoOf(c), id, Date.now())
    return done(c)
  })
  .delete('/:id/proposals/:field', allow('withdrawProposal'), noQuery, params(ProposalParams), async (c) => {
    const { id, field } = c.req.valid('param')
    const who = whoOf(c)
    await requireOutlet(c.env.DB, who, id)
    const results = await runBatch(c.env.DB, withdraw(id, field, who.account, new Date().toISOString()))
    if (results.at(-1)?.length !== 1)
      throw new ProblemError('not_found', { detail: 'Nothing of this waits.' })
    return done(c)
  })
  .get('/:id/history', allow('getListingHistory'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    const who = whoOf(c)
    await requireOutlet(c.env.DB, who, id)
    return c.json({ history: await readHistory(c.env.DB, who, id, fieldsFor(who)) }, 200, unstored)
  })
  .post(
    '/:id/restoration',
    allow('restoreListing'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(RestoreInput),
    async (c) => {
      const { id } = c.req.valid('param')
      await requireOutlet(c.env.DB, whoOf(c), id)
      const { change } = c.req.valid('json')
      return c.json(await restoreListing(c, whoOf(c), startOf(c, id), change, Date.now()), 200, unstored)
    },
  )
  .post(
    '/:id/dispute',
    allow('disputeListing'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(DisputeInput),
    async (c) => {
      const { id } = c.req.valid('param')
      const who = whoOf(c)
      await requireOutlet(c.env.DB, who, id)
      await runBatch(c.env.DB, setDisputed(id, who.account, new Date().toISOString(), c.req.valid('json')))
      return done(c)
    },
  )

const desk = new Hono<{ Bindings: Env }>()
  .get('/proposals', allow('listProposals'), noQuery, async (c) => {
    return c.json({ proposals: await readWaitingProposals(c.env.DB, whoOf(c)) }, 200, unstored)
  })
  .post(
    '/proposals/:id',
    allow('judgeProposal'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(JudgementInput),
    async (c) => {
      await judgeProposal(c.env.DB, whoOf(c), c.req.valid('param').id, c.req.valid('json'), Date.now())
      return done(c)
    },
  )
  .get('/stale', allow('listStale'), noQuery, async (c) => {
    return c.json<{ stale: Stale[] }>(
      { stale: await readStale(c.env.DB, whoOf(c), dayAt(Date.now())) },
      200,
      unstored,
    )
  })
  .post(
    '/stale/:id',
    allow('judgeStale'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(StaleJudgement),
    async (c) => {
      const { id } = c.req.valid('param')
      const version = await judgeStale(c.env.DB, whoOf(c), id, c.req.valid('json'), Date.now())
      return c.json<StaleAnswer>({ version }, 200, unstored)
    },
  )

export const listings = new Hono<{ Bindings: Env }>()
  .route('/merchant', merchant)
  .route('/listings', listing)
  .route('/desk', desk)
