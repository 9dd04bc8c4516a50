/** The operations of where people live. */

import { RESIDENCES_MAX } from './limits.ts'
import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import { ResidencesInput, ResidencesPublic } from './residence.ts'

export const residenceOperations: readonly Operation[] = [
  guarded('getResidences', {
    method: 'get',
    path: '/api/desk/residences',
    summary: 'How many places where people live are loaded, by community',
    summaryZh: '已载入的居住点',
    answer: {
      contentType: 'application/json',
      schema: ResidencesPublic,
      example: {
        places: 214,
        households: 48_210,
        sample: false,
        communities: [{ code: '411281001001', places: 9, households: 2_140 }],
      },
    },
  }),
  guarded('setResidences', {
    method: 'put',
    path: '/api/desk/residences',
    summary: 'Load where people live',
    summaryZh: '载入居住点',
    description:
      `Estates and villages with their households, by which the share of people is counted that reach something. At most ` +
      `${RESIDENCES_MAX}, all at once: what is not among them goes. Sending them twice does no more than once.`,
    body: {
      schema: ResidencesInput,
      example: {
        residences: [
          { name: '民安小区', community: '411281001001', position: [111.8596, 34.7479], households: 312 },
        ],
      },
    },
    status: 204,
    answer: { contentType: null },
    problems: ['not_loaded'],
  }),
]
