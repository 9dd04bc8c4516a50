/** What staff do about wishes in their area: publish words, and make projects of needs. */

import { Hono } from 'hono'
import * as v from 'valibot'
import { departmentCodes } from '../../schema/catalog/complaints.ts'
import { CommentJudgement } from '../../schema/contract/desk.ts'
import { VersionHeader } from '../../schema/contract/listing.ts'
import {
  type MadeProject,
  ProjectInput,
  ProjectStart,
  type WishesAtDesk,
  WishParams,
} from '../../schema/contract/wish.ts'
import { allow, requirePlace, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { tellChanged } from '../guard/expectation.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { versionAfter } from '../listings/edit.ts'
import {
  type Above,
  changeProject,
  judgeWhy,
  readAbove,
  readOwnCommunities,
  readWhyPlace,
  readWhys,
  readWishId,
  startProject,
} from './desk-store.ts'
import { listedNeeds, needsState } from './read.ts'
import { addWish, readWanted } from './store.ts'

/**
 * A community in the area of whoever acts.
 * @throws ProblemError `invalid_request` when there is no such community, `forbidden` outside the area
 */
async function requireCommunity(db: D1Database, who: Who, code: string): Promise<Above> {
  const above = await readAbove(db, code)
  if (!above) throw wrongField('community', 'there is no such community')
  requirePlace(who, above)
  return above
}

/**
 * Only who is above a community, or a department, sees to its projects.
 * @throws ProblemError `invalid_request`
 */
function requireUnit({ community, subdistrict, city }: Above, unit: string | null, field: string): void {
  const departments: readonly string[] = departmentCodes
  if (unit === null || [community, subdistrict, city, ...departments].includes(unit)) return
  throw wrongField(field, 'it is neither above this community nor a department')
}

/** @throws ProblemError `invalid_request` when the header is missing or wrong */
function versionOf(c: Site): string {
  const version = v.safeParse(VersionHeader, c.req.header('If-Match'))
  if (version.success) return version.output
  throw wrongField('If-Match', version.issues[0].message)
}

const changed = () =>
  new ProblemError('changed_meanwhile', {
    detail: 'Somebody has changed it since. Read it again; nothing of yours was stored.',
  })

/** What the area of somebody needs, as it was stored last. */
async function wishesAtDesk(c: Site, who: Who): Promise<WishesAtDesk> {
  const { DB } = c.env
  const [{ needs }, own, whys] = await Promise.all([
    needsState(c).then((state) => listedNeeds(DB, state)),
    readOwnCommunities(DB, who),
    readWhys(DB, who),
  ])
  return { needs: needs.filter(({ community }) => own.has(community)), whys }
}

export const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listWishes'), noQuery, async (c) => {
    return c.json<WishesAtDesk>(await wishesAtDesk(c, whoOf(c)), 200, unstored)
  })
  .post('/projects', allow('startProject'), ...jsonOnly, noQuery, body(ProjectStart), async (c) => {
    const { DB } = c.env
    const [who, given, now] = [whoOf(c), c.req.valid('json'), Date.now()]
    const made = await actOnce<MadeProject>(c, who, { given, key: keyOf(c), now }, async () => {
      const { project, ...wanted } = given
      requireUnit(await requireCommunity(DB, who, wanted.community), project.unit, 'project.unit')
      const id = (await readWishId(DB, wanted)) ?? randomId()
      return {
        writes: [addWish(id, wanted, now), ...startProject(id, wanted, project, who.account, now)],
        answer: { id, version: instant(now) },
      }
    }).catch(tellChanged)
    return c.json<MadeProject>(made, 201, unstored)
  })
  .put(
    '/:id/project',
    allow('changeProject'),
    ...jsonOnly,
    noQuery,
    params(WishParams),
    body(ProjectInput),
    async (c) => {
      const { DB } = c.env
      const [who, { id }, given, now] = [whoOf(c), c.req.valid('param'), c.req.valid('json'), Date.now()]
      const wanted = await readWanted(DB, id)
      if (!wanted) throw new ProblemError('not_found', { detail: 'There is no such wish.' })
      requireUnit(await requireCommunity(DB, who, wanted.community), given.unit, 'unit')
      const before = versionOf(c)
      const after = versionAfter(before, now)
      const results = await runBatch(DB, changeProject(id, given, who, { before, after }, now))
      if (results.at(-1)?.length !== 1) throw changed()
      return c.json<MadeProject>({ id, version: after }, 200, unstored)
    },
  )
  .post(
    '/whys/:id',
    allow('judgeWhy'),
    ...jsonOnly,
    noQuery,
    params(WishParams),
    body(CommentJudgement),
    async (c) => {
      const { id } = c.req.valid('param')
      const place = await readWhyPlace(c.env.DB, id)
      if (!place) throw new ProblemError('not_found', { detail: 'There are no such words.' })
      requirePlace(whoOf(c), place)
      const results = await runBatch(c.env.DB, judgeWhy(id, whoOf(c), c.req.valid('json'), Date.now()))
      if (results.at(-1)?.length !== 1) throw changed()
      return done(c)
    },
  )
