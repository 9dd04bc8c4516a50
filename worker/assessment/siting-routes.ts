/** What studies of where outlets are wanted need beside what is public. They are made in the browser of who asks. */

import { Hono } from 'hono'
import type { SitingGroundGiven } from '../../schema/contract/siting.ts'
import { allow } from '../guard/access.ts'
import { unstored } from '../guard/answers.ts'
import { noQuery } from '../guard/input.ts'
import { readResidences } from '../network/residence-store.ts'

export const siting = new Hono<{ Bindings: Env }>().get('/', allow('getSitingGround'), noQuery, async (c) => {
  const residences = (await readResidences(c.env.DB)).map(
    ({ community, lng, lat, households }): SitingGroundGiven['residences'][number] => ({
      community,
      position: [lng, lat],
      households,
    }),
  )
  return c.json<SitingGroundGiven>({ residences }, 200, unstored)
})
