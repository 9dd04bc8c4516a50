/**
 * Examples of parameters in paths and queries, for the API's description: an entry a shape. What a shape says itself of
 * its parameters by `v.examples` needs none. A test checks them against the shapes.
 */

import type * as v from 'valibot'
import { AccountParams, CredentialParams } from './account.ts'
import { ApplicationParams } from './application.ts'
import { StandardParams } from './assessment.ts'
import { CircleParams } from './circle.ts'
import {
  CaseOnListingParams,
  CaseParams,
  CasePhotoOnListingParams,
  CasePhotoParams,
  MyPhotoParams,
} from './complaint.ts'
import { CasesQuery, ChainQuery, DeskCasesQuery } from './complaint-lists.ts'
import { VoiceParams } from './desk.ts'
import { circleExample, networkExample, outletExample } from './examples.ts'
import { caseExample } from './examples-complaints.ts'
import { ImportParams, ImportPartParams } from './import.ts'
import { LedgerQuery } from './ledger.ts'
import { ListingParams, ProposalParams } from './listing.ts'
import { NetworkParams, NetworkQuery } from './network.ts'
import { NoticeParams } from './notice.ts'
import { OutletParams } from './outlet.ts'
import { PhotoKeyParams, PhotoParams } from './photo.ts'
import { SubjectParams } from './rating.ts'
import { ReplyParams, ReplyVoiceParams } from './reply.ts'
import { ReportParams } from './report.ts'
import { SurveyParams } from './settings.ts'
import { WishParams } from './wish.ts'

type Parameters = Readonly<Record<string, unknown>>

/** As the worker reads them: what an address holds is text. */
const of = <Shape extends v.GenericSchema>(
  shape: Shape,
  example: Partial<v.InferOutput<Shape>> & Parameters,
): [v.GenericSchema, Parameters] => [shape, example]

const circle = { code: circleExample.code }
const outlet = { id: outletExample.id }
const photo = 'Ph7tq0ZkWe'
const theCase = caseExample.id

const examples = new Map<v.GenericSchema, Parameters>([
  of(CircleParams, circle),
  of(OutletParams, outlet),
  of(ListingParams, outlet),
  of(SubjectParams, { kind: 'outlet', ...outlet }),
  of(ProposalParams, { ...outlet, field: 'name' }),
  of(PhotoParams, { ...outlet, photo }),
  of(PhotoKeyParams, { key: outletExample.photo?.key ?? '' }),
  of(ReplyVoiceParams, { ...outlet, voice: '4fH2mQ9xTz' }),
  of(ReplyParams, { ...outlet, reply: 'r8Kd3mQ7xT' }),
  of(AccountParams, { id: 'b4Zq81LmNc' }),
  of(CredentialParams, { id: 'dGhlIGlkIG9m' }),
  of(ApplicationParams, { id: '6pA2mQ9xTz' }),
  of(StandardParams, { version: 1 }),
  of(CaseParams, { id: theCase }),
  of(CasePhotoParams, { id: theCase, photo }),
  of(MyPhotoParams, { photo }),
  of(CaseOnListingParams, { ...outlet, case: theCase }),
  of(CasePhotoOnListingParams, { ...outlet, case: theCase, photo }),
  of(CasesQuery, { kind: 'price', stage: 'answered', unit: 'market', late: 'yes', before: 317 }),
  of(ChainQuery, { after: 500 }),
  of(DeskCasesQuery, {
    view: 'mine',
    kind: 'price',
    stage: 'answered',
    unit: 'market',
    late: 'yes',
    after: '2026-12-03T16:00:00.000Z~317',
  }),
  of(VoiceParams, { id: 'Vd83mQx0Lk' }),
  of(ImportParams, { id: '4fH2mQ9xTz' }),
  of(ImportPartParams, { id: '4fH2mQ9xTz', part: 0 }),
  of(LedgerQuery, { after: outletExample.id }),
  of(NetworkParams, { version: networkExample.version }),
  of(NetworkQuery, { sha256: '9f86d081884c' }),
  of(NoticeParams, { id: '5nT2mQ9xTz' }),
  of(ReportParams, { id: '4fH2mQ9xTz' }),
  of(SurveyParams, { id: '9dK3mQ7xTz' }),
  of(WishParams, { id: '7wS2mQ9xTz' }),
])

/** Examples of the parameters of a shape, by name; none where the shape has said them itself. */
export function parameterExamples(shape: v.GenericSchema): Parameters {
  return examples.get(shape) ?? {}
}
