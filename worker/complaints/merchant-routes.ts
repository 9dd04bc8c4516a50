/** Complaints on a merchant's outlet, as far as the complainant lets them read it, and what they say to it. */

import { Hono } from 'hono'
import {
  CaseOnListingParams,
  CasePhotoOnListingParams,
  CaseResponseInput,
  type CaseToMerchant,
} from '../../schema/contract/complaint.ts'
import type { CasesToMerchant } from '../../schema/contract/complaint-lists.ts'
import { ListingParams } from '../../schema/contract/listing.ts'
import { allow, requireOutlet, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { unstored } from '../guard/answers.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { servePhoto } from '../guard/photo.ts'
import { casesOn, photoOn, respond } from './merchant.ts'

export const onListing = new Hono<{ Bindings: Env }>()
  .get('/:id/complaints', allow('listComplaintsOn'), noQuery, params(ListingParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireOutlet(c.env.DB, whoOf(c), id)
    return c.json<CasesToMerchant>(await casesOn(c.env.DB, id), 200, unstored)
  })
  .post(
    '/:id/complaints/:case',
    allow('respondToComplaint'),
    ...jsonOnly,
    noQuery,
    params(CaseOnListingParams),
    body(CaseResponseInput),
    async (c) => {
      const { id, case: number } = c.req.valid('param')
      await requireOutlet(c.env.DB, whoOf(c), id)
      const { text } = c.req.valid('json')
      const told = await respond(c, whoOf(c), { outlet: id, id: number, text, key: keyOf(c) })
      return c.json<CaseToMerchant>(told, 200, unstored)
    },
  )
  .get(
    '/:id/complaints/:case/photos/:photo',
    allow('getComplaintPhotoOn'),
    noQuery,
    params(CasePhotoOnListingParams),
    async (c) => {
      const { id, case: number, photo } = c.req.valid('param')
      await requireOutlet(c.env.DB, whoOf(c), id)
      return servePhoto(c, await photoOn(c.env.DB, id, number, photo), 'asker')
    },
  )
