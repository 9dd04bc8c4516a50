/** The operation of studies of where outlets are wanted. The studies themselves are made where they are asked. */

import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import { SitingGround } from './siting.ts'

export const sitingOperations: readonly Operation[] = [
  guarded('getSitingGround', {
    method: 'get',
    path: '/api/desk/siting',
    summary: 'Where people live, to study where outlets are wanted',
    summaryZh: '选址推演用的居住点',
    description: 'Everything else that a study needs is public: outlets, streets, centres and the standard.',
    answer: {
      contentType: 'application/json',
      schema: SitingGround,
      example: {
        residences: [{ community: '411281001001', position: [111.8596, 34.7479], households: 312 }],
      },
    },
  }),
]
