/** Complaints: filed by anybody, followed with a receipt, and shown to everybody without a word of what was written. */

import { Hono } from 'hono'
import {
  type CaseOfMine,
  CaseParams,
  ComplaintConfirmInput,
  ComplaintInput,
  ComplaintMessageInput,
  ComplaintReopenInput,
  MyPhotoParams,
  type Taken,
} from '../../schema/contract/complaint.ts'
import {
  CasesQuery,
  type CaseWithEvents,
  type Chain,
  ChainQuery,
  type LedgerOfCases,
  type OnTime,
} from '../../schema/contract/complaint-lists.ts'
import { PhotoKeyParams } from '../../schema/contract/photo.ts'
import { keyOf } from '../guard/answered.ts'
import { unstored } from '../guard/answers.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { jsonOnly, ownPages } from '../guard/own-pages.ts'
import { servePhoto } from '../guard/photo.ts'
import { publicRead } from '../guard/public-read.ts'
import { takeComplaint } from './filing.ts'
import { addToCase, caseOf, confirmCase, photoOf, reopenCase } from './following.ts'
import { partsLimit, partsOf } from './parts.ts'
import { publishedKey } from './photo-store.ts'
import { readChain, readLedger, readOnTime, readShown } from './public-store.ts'

/** What whoever holds the receipt of a case may do. */
const mine = new Hono<{ Bindings: Env }>()
  .get('/', noQuery, async (c) => c.json<CaseOfMine>(await caseOf(c), 200, unstored))
  .post('/messages', ownPages, partsLimit, noQuery, async (c) => {
    const sent = await partsOf(c, 'message', ComplaintMessageInput)
    return c.json<CaseOfMine>(await addToCase(c, sent, keyOf(c)), 200, unstored)
  })
  .post('/confirm', ownPages, ...jsonOnly, noQuery, body(ComplaintConfirmInput), async (c) => {
    return c.json<CaseOfMine>(await confirmCase(c, c.req.valid('json'), keyOf(c)), 200, unstored)
  })
  .post('/reopen', ownPages, ...jsonOnly, noQuery, body(ComplaintReopenInput), async (c) => {
    return c.json<CaseOfMine>(await reopenCase(c, c.req.valid('json'), keyOf(c)), 200, unstored)
  })
  .get('/photos/:photo', noQuery, params(MyPhotoParams), async (c) => {
    return servePhoto(c, await photoOf(c, c.req.valid('param').photo), 'asker')
  })

export const complaints = new Hono<{ Bindings: Env }>()
  .route('/mine', mine)
  .post('/', ownPages, partsLimit, noQuery, async (c) => {
    const sent = await partsOf(c, 'complaint', ComplaintInput)
    return c.json<Taken>(await takeComplaint(c, sent, keyOf(c)), 201, unstored)
  })
  .get('/', query(CasesQuery), async (c) => {
    const page: LedgerOfCases = await readLedger(c.env.DB, c.req.valid('query'))
    return publicRead(c, page.revision, () => page)
  })
  .get('/on-time', noQuery, async (c) => {
    const rates: OnTime = await readOnTime(c.env.DB)
    return publicRead(c, rates.revision, () => rates)
  })
  .get('/chain', query(ChainQuery), async (c) => {
    return c.json<Chain>(await readChain(c.env.DB, c.req.valid('query').after), 200, unstored)
  })
  .get('/photos/:key', noQuery, params(PhotoKeyParams), async (c) => {
    const { key } = c.req.valid('param')
    return servePhoto(c, await publishedKey(c.env.DB, key), 'revocable')
  })
  .get('/:id', noQuery, params(CaseParams), async (c) => {
    const shown: CaseWithEvents = await readShown(c.env.DB, c.req.valid('param').id)
    return publicRead(c, shown.revision, () => shown)
  })
