/** Complaints at the desk: the cases of one's area, and what staff do about them. */

import { Hono } from 'hono'
import {
  CaseActInput,
  type CaseForStaff,
  CaseParams,
  CasePhotoParams,
} from '../../schema/contract/complaint.ts'
import {
  type DeskCaseCounts,
  type DeskCaseList,
  DeskCasesQuery,
} from '../../schema/contract/complaint-lists.ts'
import { allow, whoOf } from '../guard/access.ts'
import { keyOf } from '../guard/answered.ts'
import { unstored } from '../guard/answers.ts'
import { noQuery, params, query } from '../guard/input.ts'
import { servePhoto } from '../guard/photo.ts'
import { countDeskCases, readDeskCases } from './desk-store.ts'
import { partsLimit, partsOf } from './parts.ts'
import { actOnCase, caseForStaff, photoForStaff, versionOf } from './staff.ts'

export const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listDeskComplaints'), query(DeskCasesQuery), async (c) => {
    const list = await readDeskCases(c.env.DB, whoOf(c), c.req.valid('query'))
    return c.json<DeskCaseList>(list, 200, unstored)
  })
  .get('/count', allow('countDeskComplaints'), noQuery, async (c) => {
    return c.json<DeskCaseCounts>(await countDeskCases(c.env.DB, whoOf(c), Date.now()), 200, unstored)
  })
  .get('/:id', allow('getDeskComplaint'), noQuery, params(CaseParams), async (c) => {
    const { id } = c.req.valid('param')
    return c.json<CaseForStaff>(await caseForStaff(c.env.DB, whoOf(c), id), 200, unstored)
  })
  .post('/:id', allow('actOnComplaint'), partsLimit, noQuery, params(CaseParams), async (c) => {
    const [{ id }, version, key] = [c.req.valid('param'), versionOf(c), keyOf(c)]
    const sent = await partsOf(c, 'act', CaseActInput)
    return c.json<CaseForStaff>(await actOnCase(c, whoOf(c), { id, version, key, ...sent }), 200, unstored)
  })
  .get('/:id/photos/:photo', allow('getDeskComplaintPhoto'), noQuery, params(CasePhotoParams), async (c) => {
    const { id, photo } = c.req.valid('param')
    return servePhoto(c, await photoForStaff(c.env.DB, whoOf(c), id, photo), 'asker')
  })
