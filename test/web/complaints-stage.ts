/** Cases for the tests of the desk and of merchants. */

import type {
  Case,
  CaseForStaff,
  CaseListed,
  CaseToMerchant,
  CaseWords,
} from '../../schema/contract/complaint.ts'

const community = { code: '411281001005', name: '银杏社区' }

/** A case, filed on the Tuesday of the tests. */
export function caseOf(id: string, part: Partial<Case> = {}): Case {
  return {
    id,
    subject: { kind: 'outlet', id: 'laojie0001', name: '老街修鞋配钥匙' },
    community,
    kind: 'price',
    stage: 'filed',
    level: 'community',
    unit: null,
    filedOn: '2026-11-24',
    deadlines: {
      accept: '2026-11-25T16:00:00.000Z',
      answer: '2026-11-27T16:00:00.000Z',
      resolve: '2026-12-03T16:00:00.000Z',
    },
    provisional: false,
    next: { limit: 'accept', until: '2026-11-25T16:00:00.000Z' },
    replyUntil: null,
    done: { accept: null, answer: null, resolve: null },
    missed: [],
    complexReason: null,
    reopened: 0,
    late: 0,
    outcome: null,
    grade: null,
    ended: null,
    mergedInto: null,
    published: null,
    ...part,
  }
}

export const accepted = {
  stage: 'accepted',
  unit: 'market',
  next: { limit: 'answer', until: '2026-11-27T16:00:00.000Z' },
  done: { accept: '2026-11-24T09:00:00.000Z', answer: null, resolve: null },
} as const satisfies Partial<Case>

export const filed: CaseWords = {
  id: 'message001',
  at: '2026-11-24T03:12:00.000Z',
  by: 'complainant',
  act: 'file',
  level: null,
  text: '标价 3 元，结账收了 5 元。',
  photos: ['photo00001'],
}

export function line(id: string, part: Partial<Case> = {}, more: Partial<CaseListed> = {}): CaseListed {
  return { ...caseOf(id, part), excerpt: '标价 3 元，结账收了 5 元。', version: 1, mayAct: true, ...more }
}

export function whole(id: string, part: Partial<Case> = {}, more: Partial<CaseForStaff> = {}): CaseForStaff {
  return {
    case: caseOf(id, part),
    version: 1,
    place: null,
    merchantMaySee: true,
    mayPublish: false,
    messages: [filed],
    photosPublished: [],
    mayAct: true,
    ...more,
  }
}

export const forMerchant = (id: string, part: Partial<Case> = {}): CaseToMerchant => ({
  case: caseOf(id, part),
  messages: [filed],
  mayRespond: true,
})
