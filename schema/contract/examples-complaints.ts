/** Examples of complaints, for the API's description. A test checks them against the contract. */

import type {
  Case,
  CaseForStaff,
  CaseListed,
  CaseOfMine,
  CaseWords,
  ComplaintDraft,
  Taken,
} from './complaint.ts'
import type { Chain } from './complaint-lists.ts'
import { outletExample } from './examples.ts'

const id = 'c4Hq8TzP2m'
const seal = { seq: 318, hash: '6f1d8c0b3a5e49722c1f6a0d9b84e7355d0c2a6b81f94e3d7a60b5c2981e4f07' }

export const complaintInputExample: ComplaintDraft = {
  subject: { kind: 'outlet', id: outletExample.id },
  kind: 'price',
  text: '标价 3 元，结账收了 5 元，问了也不退。',
  merchantMaySee: true,
  mayPublish: false,
}

const deadlines = {
  accept: '2026-11-25T16:00:00.000Z',
  answer: '2026-11-27T16:00:00.000Z',
  resolve: '2026-12-03T16:00:00.000Z',
}

export const takenExample: Taken = { receipt: '7K3QX9V2M4TBZD', case: id, deadlines, seal }

export const caseExample: Case = {
  id,
  subject: { kind: 'outlet', id: outletExample.id, name: outletExample.name },
  community: { code: '411281001001', name: '民安社区' },
  kind: 'price',
  stage: 'answered',
  level: 'community',
  unit: 'market',
  filedOn: '2026-11-24',
  deadlines,
  provisional: false,
  next: { limit: 'resolve', until: deadlines.resolve },
  replyUntil: null,
  done: { accept: '2026-11-25T01:20:00.000Z', answer: '2026-11-26T07:05:00.000Z', resolve: null },
  missed: [],
  complexReason: null,
  reopened: 0,
  late: 0,
  outcome: null,
  grade: null,
  ended: null,
  mergedInto: null,
  published: null,
}

const filed: CaseWords = {
  id: 'm1Xq8TzP2m',
  at: '2026-11-24T03:12:00.000Z',
  by: 'complainant',
  act: 'file',
  level: null,
  text: complaintInputExample.text,
  photos: ['Ph7tq0ZkWe'],
}
const answered: CaseWords = {
  id: 'm2Xq8TzP2m',
  at: '2026-11-26T07:05:00.000Z',
  by: 'staff',
  act: 'answer',
  level: 'community',
  text: '已和市场监管所到店里看过，标价签当天改正，多收的钱店家愿意退。',
  photos: [],
}

export const caseMineExample: CaseOfMine = {
  case: caseExample,
  merchantMaySee: true,
  mayPublish: false,
  messages: [filed, answered],
  seal,
  may: { add: true, confirm: false, reopen: false, reopenings: 2 },
}

export const caseAtDeskExample: CaseForStaff = {
  case: caseExample,
  version: 3,
  place: null,
  merchantMaySee: true,
  mayPublish: false,
  messages: [filed, answered],
  photosPublished: [],
  mayAct: true,
}

export const caseLineExample: CaseListed = {
  ...caseExample,
  excerpt: complaintInputExample.text,
  version: 3,
  mayAct: true,
}

export const caseForMerchantExample = { case: caseExample, messages: [filed], mayRespond: true }

export const chainExample: Chain = {
  head: seal,
  events: [
    {
      ...seal,
      case: id,
      at: filed.at,
      by: 'complainant',
      act: 'file',
      facts: `{"subject":"outlet:${outletExample.id}","kind":"price","community":"411281001001","level":"community"}`,
      words: '0c7b9d2e4f5a61803e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a190817263',
      before: '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a1908172635445',
    },
  ],
  next: null,
}
