/** The operations of the ledger. */

import { NewOutletInput, NewOutletMade } from './ledger.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

export const ledgerOperations: readonly Operation[] = [
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
