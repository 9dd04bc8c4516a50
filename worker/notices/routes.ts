/** Notices: residents read what is current and coming, staff write it for their area. */

import { Hono } from 'hono'
import * as v from 'valibot'
import { VersionHeader } from '../../schema/contract/listing.ts'
import {
  type MadeNotice,
  NoticeInput,
  NoticeParams,
  type Notices,
  NoticesQuery,
  NoticeWithdrawal,
} from '../../schema/contract/notice.ts'
import { noticeStanding } from '../../schema/rules/notices.ts'
import { allow, type Place, requirePlace, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { randomId } from '../guard/secret.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { versionAfter } from '../listings/edit.ts'
import { currentRevision, remembered } from '../places/memory.ts'
import {
  addNotice,
  changeNotice,
  readArea,
  readNoticePlace,
  readNotices,
  readOwnNotices,
  setWithdrawn,
} from './store.ts'

const noticesAt = remembered(readNotices)

/**
 * What is current and coming at an instant, of one community or of all.
 * @throws ProblemError `not_found` for a community that the city does not have
 */
async function noticesFor(
  db: D1Database,
  revision: number,
  circle: string | undefined,
  now: number,
): Promise<Notices> {
  const { stored, subdistricts, ...city } = await noticesAt(db, revision)
  const own = circle === undefined ? undefined : subdistricts.get(circle)
  if (circle !== undefined && own === undefined) {
    throw new ProblemError('not_found', { detail: 'No community has this code.' })
  }
  const isFor = ({ community, subdistrict }: Place) =>
    own === undefined || ((community ?? circle) === circle && (subdistrict ?? own) === own)
  return {
    ...city,
    notices: stored
      .filter((one) => isFor(one) && noticeStanding(one.notice, now) !== 'over')
      .map(({ notice }) => notice),
  }
}

/**
 * The place that a code means, where it lies in the area of whoever writes.
 * @throws ProblemError `invalid_request` when there is no such division, `forbidden` outside the area
 */
async function requireArea(db: D1Database, who: Who, code: string): Promise<Place> {
  const place = await readArea(db, code)
  if (!place) throw wrongField('area', 'there is no such division')
  requirePlace(who, place)
  return place
}

/** @throws ProblemError `not_found`, or `forbidden` outside the area */
async function requireNotice(db: D1Database, who: Who, id: string): Promise<void> {
  const place = await readNoticePlace(db, id)
  if (!place) throw new ProblemError('not_found', { detail: 'There is no such notice.' })
  requirePlace(who, place)
}

/** @throws ProblemError `invalid_request` when the header is missing or wrong */
function versionOf(c: Site): string {
  const version = v.safeParse(VersionHeader, c.req.header('If-Match'))
  if (version.success) return version.output
  throw wrongField('If-Match', version.issues[0].message)
}

const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listNotices'), noQuery, async (c) => {
    return c.json({ notices: await readOwnNotices(c.env.DB, whoOf(c), Date.now()) }, 200, unstored)
  })
  .post('/', allow('addNotice'), ...jsonOnly, noQuery, body(NoticeInput), async (c) => {
    const [who, given, now] = [whoOf(c), c.req.valid('json'), Date.now()]
    const made = await actOnce<MadeNotice>(c, who, { given, key: keyOf(c), now }, async () => {
      const place = await requireArea(c.env.DB, who, given.area)
      const answer = { id: randomId(), version: instant(now) }
      return {
        writes: [
          addNotice(answer.id, place, given, who.account, answer.version),
          noteAct(who.account, now, { kind: 'notice', id: answer.id }, null, given),
        ],
        answer,
      }
    })
    return c.json<MadeNotice>(made, 201, unstored)
  })
  .put(
    '/:id',
    allow('changeNotice'),
    ...jsonOnly,
    noQuery,
    params(NoticeParams),
    body(NoticeInput),
    async (c) => {
      const { DB } = c.env
      const [who, { id }, given, now] = [whoOf(c), c.req.valid('param'), c.req.valid('json'), Date.now()]
      await requireNotice(DB, who, id)
      const before = versionOf(c)
      const versions = { before, after: versionAfter(before, now) }
      const place = await requireArea(DB, who, given.area)
      const results = await runBatch(DB, changeNotice(id, place, given, who, versions, now))
      if (results.at(-1)?.length !== 1) {
        throw new ProblemError('changed_meanwhile', {
          detail: 'Somebody has changed this notice since. Read it again; nothing of yours was stored.',
        })
      }
      return c.json<MadeNotice>({ id, version: versions.after }, 200, unstored)
    },
  )
  .put(
    '/:id/withdrawal',
    allow('withdrawNotice'),
    ...jsonOnly,
    noQuery,
    params(NoticeParams),
    body(NoticeWithdrawal),
    async (c) => {
      const [who, { id }] = [whoOf(c), c.req.valid('param')]
      await requireNotice(c.env.DB, who, id)
      await runBatch(c.env.DB, setWithdrawn(id, c.req.valid('json').withdrawn, who, Date.now()))
      return done(c)
    },
  )

export const notices = new Hono<{ Bindings: Env }>()
  .get('/notices', query(NoticesQuery), async (c) => {
    const { DB } = c.env
    const revision = await currentRevision(DB)
    const shown = await noticesFor(DB, revision, c.req.valid('query').circle, Date.now())
    // What is over goes without a new revision: which notices there are is part of the tag.
    return publicRead(c, revision, () => shown, shown.notices.map(({ id }) => id).join())
  })
  .route('/desk/notices', desk)
