/** Examples of keeping listings and of the desk, for the API's description. A test checks them against the contract. */

import type { CommentWaiting, HeldVoice, Inbox, Stale } from './desk.ts'
import { outletExample } from './examples.ts'
import type { Edit, EditResult, Held, History, Listing, Proposal } from './listing.ts'

const { id, name, type, position, status, confirmedAt, confirmedBy, hoursText, pricesAt } = outletExample
const version = '2026-11-24T12:38:00.000Z'

const proposed = {
  id: 'pR5tq0ZkWe',
  field: 'name',
  value: '满意药店（民安店）',
  at: '2026-11-24T12:38:00.000Z',
  state: 'waiting',
  reason: null,
} as const

export const heldOutletExample: Held = { id, name, type, status, confirmedAt, confirmDue: false, waiting: 1 }

export const listingExample: Listing = {
  id,
  version,
  fields: {
    hours: outletExample.hours,
    closures: outletExample.closures,
    phone: outletExample.phone,
    services: outletExample.services,
    prices: outletExample.prices,
    payment: outletExample.payment,
    accessibility: outletExample.accessibility,
    delivery: outletExample.delivery,
    photoText: outletExample.photoText,
    name,
    type,
    address: outletExample.address,
    chain: outletExample.chain,
    position,
    circle: outletExample.circle,
    credit: outletExample.credit,
    honest: outletExample.honest,
    status,
  },
  waiting: [proposed],
  disputed: false,
  confirmedAt,
  confirmedBy,
  hoursText,
  pricesAt,
}

export const editExample: Edit = {
  closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '春节' }],
  name: proposed.value,
}

export const editAnswerExample: EditResult = { version, shown: ['closures'], waiting: ['name'] }

export const historyExample: History[] = [
  {
    id: 1207,
    at: version,
    by: { role: 'merchant', handle: 'minan-yaofang' },
    before: { hours: 'Mo-Su 08:00-20:00; PH 09:00-18:00' },
    after: { hours: outletExample.hours },
    restorable: true,
  },
  {
    id: 1188,
    at: '2026-11-20T01:12:00.000Z',
    by: { role: 'community', handle: null },
    before: { credit: 'B' },
    after: { credit: 'A' },
    restorable: false,
  },
]

export const proposalExample: Proposal = {
  ...proposed,
  outlet: id,
  name,
  current: name,
  position,
  community: '民安社区',
  by: 'minan-yaofang',
}

export const inboxExample: Inbox = {
  proposals: 3,
  comments: 2,
  held: 1,
  reports: 4,
  photos: 1,
  replies: 2,
  stale: 41,
}

const voice = {
  id: 'Vd83mQx0Lk',
  subject: { kind: 'outlet', id, name },
  tags: ['attitude', 'marked_prices'],
  via: 'poster',
  at: version,
} as const satisfies Partial<CommentWaiting>

export const commentExample: CommentWaiting = {
  ...voice,
  tags: [...voice.tags],
  grade: 4,
  comment: '夜里也有人值班，找药很耐心。',
}

export const heldExample: HeldVoice = {
  ...voice,
  id: 'Hq71Zt5bNs',
  tags: [],
  grade: 1,
  reason: 'network_on_subject',
}

export const staleExample: Stale = {
  id,
  version,
  name,
  type,
  community: '民安社区',
  address: outletExample.address,
  phone: outletExample.phone,
  hours: outletExample.hours,
  hoursText,
  stops: [],
  confirmedAt: '2026-07-01',
  confirmedBy: 'merchant',
  holder: 'minan-yaofang',
}
