/** Photos of outlets: sent by who keeps the listing, judged by staff, seen by everybody. */

import { Hono } from 'hono'
import { JudgementInput, ListingParams } from '../../schema/contract/listing.ts'
import {
  type KeptPhoto,
  PhotoKeyParams,
  PhotoParams,
  type PhotoSent,
  PhotoUploadQuery,
  type WaitingPhoto,
} from '../../schema/contract/photo.ts'
import { allow, requireOutlet, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { servePhoto } from '../guard/photo.ts'
import { ProblemError } from '../guard/problem.ts'
import { judgePhoto, photoOf, removePhoto, restorePhoto } from './judge.ts'
import { isShown, readPhotosOf, readWaitingPhotos } from './store.ts'
import { takePhoto } from './take.ts'

export const photos = new Hono<{ Bindings: Env }>()
  .get('/photos/:key', noQuery, params(PhotoKeyParams), async (c) => {
    const { key } = c.req.valid('param')
    if (!(await isShown(c.env.DB, key))) {
      throw new ProblemError('not_found', { detail: 'There is no such photo.' })
    }
    return servePhoto(c, key)
  })
  .get('/listings/:id/photos', allow('listPhotos'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    const who = whoOf(c)
    await requireOutlet(c.env.DB, who, id)
    return c.json<{ photos: KeptPhoto[] }>({ photos: await readPhotosOf(c.env.DB, who, id) }, 200, unstored)
  })
  .post(
    '/listings/:id/photos',
    allow('addPhoto'),
    query(PhotoUploadQuery),
    params(ListingParams),
    async (c) => {
      const { id: outlet } = c.req.valid('param')
      const { text = null } = c.req.valid('query')
      await requireOutlet(c.env.DB, whoOf(c), outlet)
      const sent = { outlet, text, key: keyOf(c), now: Date.now() }
      return c.json<PhotoSent>(await takePhoto(c, whoOf(c), sent), 201, unstored)
    },
  )
  .get('/listings/:id/photos/:photo', allow('getPhoto'), noQuery, params(PhotoParams), async (c) => {
    const { id, photo } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    return servePhoto(c, (await photoOf(c.env.DB, id, photo)).key, 'asker')
  })
  .delete('/listings/:id/photos/:photo', allow('removePhoto'), noQuery, params(PhotoParams), async (c) => {
    const { id, photo } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    await removePhoto(c.env.DB, whoOf(c), await photoOf(c.env.DB, id, photo), Date.now())
    return done(c)
  })
  .post(
    '/listings/:id/photos/:photo/restoration',
    allow('restorePhoto'),
    noQuery,
    params(PhotoParams),
    async (c) => {
      const { id, photo } = c.req.valid('param')
      await requireOutlet(c.env.DB, whoOf(c), id)
      await restorePhoto(c.env.DB, whoOf(c), await photoOf(c.env.DB, id, photo), Date.now())
      return done(c)
    },
  )
  .get('/desk/photos', allow('listWaitingPhotos'), noQuery, async (c) => {
    const waiting = await readWaitingPhotos(c.env.DB, whoOf(c))
    return c.json<{ photos: WaitingPhoto[] }>({ photos: waiting }, 200, unstored)
  })
  .post(
    '/desk/photos/:id',
    allow('judgePhoto'),
    ...jsonOnly,
    noQuery,
    params(ListingParams),
    body(JudgementInput),
    async (c) => {
      await judgePhoto(c.env.DB, whoOf(c), c.req.valid('param').id, c.req.valid('json'), Date.now())
      return done(c)
    },
  )
