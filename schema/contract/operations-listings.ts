/** The operations of listings: what merchants change of theirs, and what staff decide of it. */

import {
  editAnswerExample,
  editExample,
  heldOutletExample,
  historyExample,
  listingExample,
  proposalExample,
} from './examples-listings.ts'
import {
  DisputeInput,
  EditAnswer,
  HeldOutlets,
  JudgementInput,
  ListingEdit,
  ListingHistory,
  ListingParams,
  ListingPublic,
  ProposalList,
  ProposalParams,
  RestoreInput,
} from './listing.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const nothing = { contentType: null } as const

/** What an edit starts from, and what it is known by when it is sent again. */
const editHeaders = [
  {
    name: 'If-Match',
    description:
      'The `version` that the edit starts from. When the listing has another by now, nothing is stored.',
    example: `"${listingExample.version}"`,
  },
  idempotencyKey,
] as const
const editAnswer = {
  contentType: 'application/json',
  schema: EditAnswer,
  example: editAnswerExample,
} as const

const keeping: readonly Operation[] = [
  guarded('listHeldOutlets', {
    method: 'get',
    path: '/api/merchant/outlets',
    summary: 'One’s own outlets',
    summaryZh: '我的网点',
    answer: {
      contentType: 'application/json',
      schema: HeldOutlets,
      example: { outlets: [heldOutletExample] },
    },
  }),
  guarded('getListing', {
    method: 'get',
    path: '/api/listings/{id}',
    summary: 'A listing with what waits for staff, and its version',
    summaryZh: '网点信息、待审核的修改与版本',
    params: ListingParams,
    answer: { contentType: 'application/json', schema: ListingPublic, example: listingExample },
    problems: ['not_found', 'not_loaded'],
  }),
  guarded('editListing', {
    method: 'patch',
    path: '/api/listings/{id}',
    summary: 'Change a listing',
    summaryZh: '修改网点信息',
    description:
      'Fields that are not named stay. What a merchant changes of name, type, address and chain waits for staff, in the ' +
      'place of what waited before; everything else shows at once. Who changes what people go by says that it is right today.',
    params: ListingParams,
    headers: editHeaders,
    body: { schema: ListingEdit, example: editExample },
    answer: editAnswer,
    problems: ['not_found', 'not_loaded', 'changed_meanwhile', 'frozen', 'key_reused'],
  }),
  guarded('confirmListing', {
    method: 'post',
    path: '/api/listings/{id}/confirmation',
    summary: 'Say that a listing is right as it is',
    summaryZh: '确认信息无误',
    description: 'Doing it twice on a day does no more. The version stays.',
    params: ListingParams,
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('withdrawProposal', {
    method: 'delete',
    path: '/api/listings/{id}/proposals/{field}',
    summary: 'Take back what waits for staff',
    summaryZh: '撤回待审核的修改',
    params: ProposalParams,
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('getListingHistory', {
    method: 'get',
    path: '/api/listings/{id}/history',
    summary: 'Who changed what of a listing, the latest first',
    summaryZh: '修改记录',
    description:
      'The last 200. A merchant is told the role of staff and not who it was. What an import changed is not restored by this.',
    params: ListingParams,
    answer: {
      contentType: 'application/json',
      schema: ListingHistory,
      example: { history: historyExample },
    },
    problems: ['not_found'],
  }),
  guarded('restoreListing', {
    method: 'post',
    path: '/api/listings/{id}/restoration',
    summary: 'Put the fields of a change back to what they were before it',
    summaryZh: '恢复到某次修改之前',
    description: 'An edit like any other: of a merchant’s, checked fields wait for staff.',
    params: ListingParams,
    headers: editHeaders,
    body: { schema: RestoreInput, example: { change: 1207 } },
    answer: editAnswer,
    problems: ['not_found', 'not_loaded', 'changed_meanwhile', 'frozen', 'key_reused'],
  }),
]

const desk: readonly Operation[] = [
  guarded('disputeListing', {
    method: 'post',
    path: '/api/listings/{id}/dispute',
    summary: 'Say that whose outlet it is, is in dispute, or no longer',
    summaryZh: '标记或解除归属争议',
    description: 'While it is, nobody can propose a checked field, and none that waits is approved.',
    params: ListingParams,
    body: { schema: DisputeInput, example: { disputed: true, reason: '两人都称是店主，核实中' } },
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('listProposals', {
    method: 'get',
    path: '/api/desk/proposals',
    summary: 'Changes to check in one’s area, the oldest first',
    summaryZh: '待审核的修改',
    description: 'Beside what shows now. At most 500; more come when these are done.',
    answer: {
      contentType: 'application/json',
      schema: ProposalList,
      example: { proposals: [proposalExample] },
    },
  }),
  guarded('judgeProposal', {
    method: 'post',
    path: '/api/desk/proposals/{id}',
    summary: 'Approve a change, refuse it, or take either back',
    summaryZh: '通过、退回或撤销审核',
    description:
      'Taking back lets it wait again, and puts back what showed before it was approved. It is refused when somebody has ' +
      'changed the field since, or something newer of it waits.',
    params: ListingParams,
    body: { schema: JudgementInput, example: { verdict: 'refuse', reason: '与门头招牌不一致' } },
    status: 204,
    answer: nothing,
    problems: ['not_found', 'not_loaded', 'changed_meanwhile', 'frozen'],
  }),
]

export const listingOperations: readonly Operation[] = [...keeping, ...desk]
