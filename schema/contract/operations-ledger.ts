/** The operations of the ledger. */

import {
  BulkAnswer,
  BulkInput,
  type LedgerLine,
  LedgerPage,
  LedgerQuery,
  NewOutletInput,
  NewOutletMade,
} from './ledger.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const line: LedgerLine = {
  id: 'k3Nq8TzP',
  version: '2026-11-24T02:00:00.000Z',
  source: 'ledger',
  fields: {
    name: '银杏路早餐店',
    type: 'breakfast',
    address: '银杏路 12 号',
    position: [111.8712, 34.7465],
    circle: '411281001005',
    hours: 'Mo-Su 05:30-10:00',
    hoursText: null,
    phone: '0398-0001299',
    services: [],
    payment: { cash: true, bank_card: null, mobile_pay: true },
    accessibility: { step_free: null, seat: true, hearing_aid: null, sight_aid: null, elder_counter: null },
    delivery: { night_delivery: null, instant_delivery: null },
    chain: false,
    credit: 'B',
    honest: false,
    status: 'open',
  },
  confirmedAt: '2026-11-24',
  confirmedBy: 'staff',
  disputed: false,
  holder: 'yinxing-zaocan',
  waiting: 0,
}

export const ledgerOperations: readonly Operation[] = [
  guarded('listLedger', {
    method: 'get',
    path: '/api/desk/outlets',
    summary: 'The ledger of one’s area, page by page',
    summaryZh: '网点台账（分页）',
    description:
      'All outlets in the area, also those that are closed for good, by identifier. Ask again with `after` until `next` is null.',
    query: LedgerQuery,
    answer: {
      contentType: 'application/json',
      schema: LedgerPage,
      example: { rows: [line], next: null, total: 1 },
    },
  }),
  guarded('actOnOutlets', {
    method: 'post',
    path: '/api/desk/outlets/bulk',
    summary: 'Set credit, 诚信商店, state or community of many outlets, or say that they are right',
    summaryZh: '批量修改或核实网点',
    description:
      'Rows that can be done are stored together, or none of them; the answer tells of each. `unconfirm` takes back what the ' +
      'account itself has confirmed today.',
    headers: [idempotencyKey],
    body: {
      schema: BulkInput,
      example: {
        act: 'set',
        rows: [{ id: line.id, version: line.version, edit: { credit: 'C' } }],
        reason: '两次抽检不合格',
      },
    },
    answer: {
      contentType: 'application/json',
      schema: BulkAnswer,
      example: {
        rows: [
          {
            id: line.id,
            outcome: 'done',
            version: '2026-11-24T02:05:00.000Z',
            confirmedAt: '2026-11-24',
            confirmedBy: 'staff',
          },
        ],
      },
    },
    problems: ['key_reused', 'changed_meanwhile'],
  }),
  guarded('addOutlet', {
    method: 'post',
    path: '/api/desk/outlets',
    summary: 'Add an outlet to the ledger',
    summaryZh: '新增网点',
    description:
      'Shows at once, said to be right by staff today. The position must lie within the city; only the city office adds ' +
      'outlets that lie in no community.',
    headers: [idempotencyKey],
    body: {
      schema: NewOutletInput,
      example: {
        name: '银杏路早餐店',
        type: 'breakfast',
        address: '银杏路 12 号',
        position: [111.8712, 34.7465],
        circle: '411281001005',
        hours: 'Mo-Su 05:30-10:00',
        phone: '0398-0001299',
      },
    },
    status: 201,
    answer: {
      contentType: 'application/json',
      schema: NewOutletMade,
      example: { id: 'k3Nq8TzP', version: '2026-11-24T02:00:00.000Z' },
    },
    problems: ['key_reused', 'not_loaded'],
  }),
]
