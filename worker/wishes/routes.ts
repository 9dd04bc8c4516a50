/** Wishes: residents say what they want and support each other, and everybody reads what is needed. */

import { Hono } from 'hono'
import { wishRule } from '../../schema/catalog/wishes.ts'
import {
  NeedsQuery,
  type OwnWish,
  SupportInput,
  type WholeWish,
  type Wish,
  WishInput,
  WishParams,
} from '../../schema/contract/wish.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { networkOf } from '../guard/network.ts'
import { refuseAbove, takeOnce, waitOf } from '../guard/once.ts'
import { jsonOnly, ownPages } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { knownResident, requireResident } from '../guard/resident.ts'
import { randomId } from '../guard/secret.ts'
import { desk } from './desk-routes.ts'
import { listedNeeds, needOfWish, needsState, sumOf } from './read.ts'
import {
  addSupport,
  addWish,
  markNetwork,
  readByNetwork,
  readByNetworkOnWish,
  readByResident,
  readCommunity,
  readMine,
  readTold,
  readWanted,
  type Wanted,
  wishAsAnswer,
  withdrawSupport,
} from './store.ts'

const noWish = () => new ProblemError('not_found', { detail: 'There is no such wish.' })

/* ── taking ── */

interface Sent {
  /** what the request says, by which it is known again */
  given: unknown
  key: string
}

/**
 * Takes a wish or a support: for what nobody has wished yet the wish is made.
 * @throws ProblemError no_resident, invalid_request for a community that there is not, too_many, or what `takeOnce`
 * throws; nothing is stored then
 */
async function takeWish(c: Site, wanted: Wanted, why: string | null, { given, key }: Sent): Promise<Wish> {
  const now = Date.now()
  const resident = await requireResident(c)
  const network = await networkOf(c, now)
  const answer = await takeOnce(
    c,
    { resident, key, given, now },
    [
      readCommunity(wanted.community),
      readByResident(resident, now),
      readByNetwork(network, now),
      readByNetworkOnWish(network, wanted, now),
    ],
    ([community, byResident, byNetwork, byNetworkOnWish]) => {
      if (!community?.[0]) throw wrongField('community', 'there is no such community')
      refuseAbove(
        Math.max(
          waitOf(byResident, wishRule.byResident, now),
          waitOf(byNetwork, wishRule.byNetwork, now),
          waitOf(byNetworkOnWish, wishRule.byNetworkOnWish, now),
        ),
      )
      return {
        writes: [
          addWish(randomId(), wanted, now),
          addSupport(randomId(), resident, wanted, why, now),
          markNetwork(network, wanted, now),
        ],
        answer: wishAsAnswer(wanted),
      }
    },
  )
  return JSON.parse(answer)
}

export const wishes = new Hono<{ Bindings: Env }>()
  .get('/wishes', query(NeedsQuery), async (c) => {
    const state = await needsState(c)
    const { community } = c.req.valid('query')
    return publicRead(c, sumOf(state), () => listedNeeds(c.env.DB, state, community))
  })
  .post('/wishes', ownPages, ...jsonOnly, noQuery, body(WishInput), async (c) => {
    const given = c.req.valid('json')
    const { why, ...wanted } = given
    return c.json<Wish>(await takeWish(c, wanted, why, { given, key: keyOf(c) }), 201, unstored)
  })
  .get('/wishes/mine', noQuery, async (c) => {
    const known = await knownResident(c)
    const own = known === null ? [] : await readMine(c.env.DB, known)
    return c.json<{ wishes: OwnWish[] }>({ wishes: own }, 200, unstored)
  })
  .get('/wishes/:id', noQuery, params(WishParams), async (c) => {
    const { DB } = c.env
    const { id } = c.req.valid('param')
    const state = await needsState(c)
    return publicRead(c, sumOf(state), async (): Promise<WholeWish> => {
      const [{ sample, revision, need }, told] = await Promise.all([
        needOfWish(DB, state, id),
        readTold(DB, id),
      ])
      if (!need) throw noWish()
      return { sample, revision, need, ...told }
    })
  })
  .post(
    '/wishes/:id/support',
    ownPages,
    ...jsonOnly,
    noQuery,
    params(WishParams),
    body(SupportInput),
    async (c) => {
      const { id } = c.req.valid('param')
      const { why } = c.req.valid('json')
      const wanted = await readWanted(c.env.DB, id)
      if (!wanted) throw noWish()
      const sent = { given: { wish: id, why }, key: keyOf(c) }
      return c.json<Wish>(await takeWish(c, wanted, why, sent), 201, unstored)
    },
  )
  .delete('/wishes/:id/support', ownPages, noQuery, params(WishParams), async (c) => {
    const known = await knownResident(c)
    const nothing = new ProblemError('not_found', { detail: 'You do not support this.' })
    if (known === null) throw nothing
    const [rows] = await runBatch(c.env.DB, [withdrawSupport(c.req.valid('param').id, known)])
    if (rows?.length !== 1) throw nothing
    return done(c)
  })
  .route('/desk/wishes', desk)
