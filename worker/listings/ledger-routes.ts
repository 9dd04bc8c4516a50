/** The ledger at the desk. */

import { Hono } from 'hono'
import { NewOutletInput } from '../../schema/contract/ledger.ts'
import { allow, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { unstored } from '../guard/answers.ts'
import { body, noQuery } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { addOutlet } from './add.ts'

export const ledger = new Hono<{ Bindings: Env }>().post(
  '/',
  allow('addOutlet'),
  ...jsonOnly,
  noQuery,
  body(NewOutletInput),
  async (c) => c.json(await addOutlet(c, whoOf(c), keyOf(c), c.req.valid('json'), Date.now()), 201, unstored),
)
