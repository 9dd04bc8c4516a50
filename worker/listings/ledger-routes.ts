/** The ledger at the desk. */

import { Hono } from 'hono'
import { BulkInput, LedgerQuery, NewOutletInput } from '../../schema/contract/ledger.ts'
import { LEDGER_A_PAGE, LISTING_BODY_MAX } from '../../schema/contract/limits.ts'
import { allow, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { unstored } from '../guard/answers.ts'
import { body, noQuery, query } from '../guard/input.ts'
import { jsonOnly, jsonUpTo } from '../guard/own-pages.ts'
import { addOutlet } from './add.ts'
import { actOnMany } from './bulk.ts'
import { readLedger } from './ledger-store.ts'

export const ledger = new Hono<{ Bindings: Env }>()
  .get('/', allow('listLedger'), query(LedgerQuery), async (c) => {
    const { after = null } = c.req.valid('query')
    return c.json(await readLedger(c.env.DB, whoOf(c), after, LEDGER_A_PAGE), 200, unstored)
  })
  .post('/', allow('addOutlet'), ...jsonOnly, noQuery, body(NewOutletInput), async (c) => {
    const made = await addOutlet(c, whoOf(c), keyOf(c), c.req.valid('json'), Date.now())
    return c.json(made, 201, unstored)
  })
  .post(
    '/bulk',
    allow('actOnOutlets'),
    ...jsonUpTo(LISTING_BODY_MAX),
    noQuery,
    body(BulkInput),
    async (c) => {
      const told = await actOnMany(c, whoOf(c), keyOf(c), c.req.valid('json'), Date.now())
      return c.json(told, 200, unstored)
    },
  )
