/** The operations of complaints: filing one, following it by its receipt, the ledger and the chain, the desk, merchants. */

import {
  CaseActInput,
  CaseAtDesk,
  CaseForMerchant,
  CaseMine,
  CaseOnListingParams,
  CaseParams,
  CasePhotoOnListingParams,
  CasePhotoParams,
  CaseResponseInput,
  ComplaintConfirmInput,
  ComplaintInput,
  ComplaintMessageInput,
  ComplaintReopenInput,
  ComplaintTaken,
  MyPhotoParams,
} from './complaint.ts'
import {
  CaseShown,
  CasesForMerchant,
  CasesPage,
  CasesQuery,
  ChainPublic,
  ChainQuery,
  DeskCaseCount,
  DeskCases,
  DeskCasesQuery,
  OnTimePublic,
} from './complaint-lists.ts'
import {
  caseAtDeskExample,
  caseExample,
  caseForMerchantExample,
  caseLineExample,
  caseMineExample,
  chainExample,
  complaintInputExample,
  takenExample,
} from './examples-complaints.ts'
import { ListingParams } from './listing.ts'
import { altcha, idempotencyKey, type Operation, sendingProblems } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import { PhotoKeyParams } from './photo.ts'

const picture = { contentType: 'image/webp' } as const
const publicRead = { method: 'get', cached: true, open: true } as const
const readProblems = ['invalid_request', 'method_not_allowed', 'not_loaded', 'internal'] as const
const bodyProblems = ['too_large', 'unsupported_media_type'] as const
const photoProblems = [...bodyProblems, 'photo_wrong', 'photo_metadata'] as const

const receipt = {
  name: 'Receipt',
  description:
    'The receipt that filing was answered with. Blanks, hyphens and small letters do not matter. Whoever has it may follow the case, without a cookie; after too many wrong ones a network has to wait.',
  example: '7K3Q-X9V2-M4TB-ZD',
} as const

const ofReceipt = {
  cached: false,
  answer: { contentType: 'application/json', schema: CaseMine, example: caseMineExample },
} as const
const receiptProblems = [
  'invalid_request',
  'method_not_allowed',
  'not_found',
  'too_many',
  'unavailable',
  'internal',
] as const
const actProblems = [...receiptProblems, ...bodyProblems, 'cross_site', 'key_reused', 'not_now'] as const

const complainant: readonly Operation[] = [
  {
    id: 'postComplaint',
    method: 'post',
    path: '/api/complaints',
    summary: 'File a complaint, without an account or a name',
    summaryZh: '投诉：不用账号，不用留名',
    description:
      'Up to three photos (still WebP without metadata) come beside the JSON as parts of a form. Until its handling is ' +
      'graded the case is a voice of grade 2 on its subject. The receipt is told this once and stored nowhere. Needs the ' +
      'cookie that came with the task. Only the site’s own pages and programs without a browser may call it.',
    headers: [idempotencyKey, altcha],
    body: { schema: ComplaintInput, example: complaintInputExample, part: 'complaint' },
    cached: false,
    status: 201,
    answer: { contentType: 'application/json', schema: ComplaintTaken, example: takenExample },
    problems: [...sendingProblems, 'not_found', ...photoProblems],
  },
  {
    ...ofReceipt,
    id: 'getOwnComplaint',
    method: 'get',
    path: '/api/complaints/mine',
    summary: 'The case of a receipt: where it stands, by when, and what was said',
    summaryZh: '凭回执码查投诉',
    headers: [receipt],
    problems: receiptProblems,
  },
  {
    ...ofReceipt,
    id: 'addToComplaint',
    method: 'post',
    path: '/api/complaints/mine/messages',
    summary: 'Say more, with photos',
    summaryZh: '补充说明和照片',
    headers: [receipt, idempotencyKey],
    body: { schema: ComplaintMessageInput, example: { text: '今天去看，标价签还没改。' }, part: 'message' },
    problems: [...actProblems, 'photo_wrong', 'photo_metadata'],
  },
  {
    ...ofReceipt,
    id: 'confirmComplaint',
    method: 'post',
    path: '/api/complaints/mine/confirm',
    summary: 'Confirm that it is resolved, and grade the handling',
    summaryZh: '确认办结并评价',
    description: 'The grade replaces the voice that the complaint was.',
    headers: [receipt, idempotencyKey],
    body: { schema: ComplaintConfirmInput, example: { grade: 4 } },
    problems: actProblems,
  },
  {
    ...ofReceipt,
    id: 'reopenComplaint',
    method: 'post',
    path: '/api/complaints/mine/reopen',
    summary: 'Reopen it, a level up; twice at most',
    summaryZh: '没解决，重新办理（最多两次，升一级）',
    headers: [receipt, idempotencyKey],
    body: { schema: ComplaintReopenInput, example: { text: '钱到现在没有退。' } },
    problems: actProblems,
  },
  {
    id: 'getOwnComplaintPhoto',
    method: 'get',
    path: '/api/complaints/mine/photos/{photo}',
    summary: 'A photo of the case of a receipt',
    summaryZh: '凭回执码看照片',
    headers: [receipt],
    params: MyPhotoParams,
    cached: false,
    answer: picture,
    problems: receiptProblems,
  },
]

const everybody: readonly Operation[] = [
  {
    ...publicRead,
    id: 'listComplaints',
    path: '/api/complaints',
    summary: 'The ledger of all cases, without what was written',
    summaryZh: '投诉公开台账',
    description:
      'The latest first. Words and photos only where the complainant allowed it and staff approved it.',
    query: CasesQuery,
    answer: {
      contentType: 'application/json',
      schema: CasesPage,
      example: { sample: false, revision: 812, cases: [caseExample], next: '317' },
    },
    problems: readProblems,
    tries: ['/api/complaints', '/api/complaints?kind=price&late=yes'],
  },
  {
    ...publicRead,
    id: 'getOnTime',
    path: '/api/complaints/on-time',
    summary: 'On-time rates by unit, month and limit',
    summaryZh: '各单位按时办理率',
    description:
      'Of the limits that were kept or ran out in a month. Each counts once for a filing or a reopening. A rejection or a transfer keeps the first limit and counts for no other.',
    answer: {
      contentType: 'application/json',
      schema: OnTimePublic,
      example: {
        sample: false,
        revision: 812,
        rows: [{ unit: '411281001001', month: '2026-11', limit: 'accept', onTime: 31, n: 33 }],
      },
    },
    problems: readProblems,
  },
  {
    id: 'getComplaintChain',
    method: 'get',
    open: true,
    path: '/api/complaints/chain',
    summary: 'The events of all cases, each with the hash of the one before',
    summaryZh: '全部投诉的事件链，可自行核验',
    description:
      '`hash` is the SHA-256 of the JSON array of `seq`, `case`, `at`, `by`, `act`, `facts`, `words` and `before`; the first ' +
      'event’s `before` is 64 zeros. Private words are in it only as a salted hash.',
    query: ChainQuery,
    cached: false,
    answer: { contentType: 'application/json', schema: ChainPublic, example: chainExample },
    problems: ['invalid_request', 'method_not_allowed', 'internal'],
    tries: ['/api/complaints/chain', '/api/complaints/chain?after=500'],
  },
  {
    ...publicRead,
    id: 'getComplaint',
    path: '/api/complaints/{id}',
    summary: 'One case of the ledger, with its events',
    summaryZh: '一件投诉的公开情况',
    params: CaseParams,
    answer: {
      contentType: 'application/json',
      schema: CaseShown,
      example: { sample: false, revision: 812, case: caseExample, events: chainExample.events },
    },
    problems: [...readProblems, 'not_found'],
  },
  {
    id: 'getPublishedComplaintPhoto',
    method: 'get',
    open: true,
    path: '/api/complaints/photos/{key}',
    summary: 'A photo of a case that has been published',
    summaryZh: '公开的投诉照片',
    params: PhotoKeyParams,
    cached: false,
    answer: picture,
    problems: ['invalid_request', 'method_not_allowed', 'internal', 'not_found'],
  },
]

const desk: readonly Operation[] = [
  guarded('listDeskComplaints', {
    method: 'get',
    path: '/api/desk/complaints',
    summary: 'Cases in one’s area',
    summaryZh: '本辖区的投诉',
    query: DeskCasesQuery,
    answer: {
      contentType: 'application/json',
      schema: DeskCases,
      example: { cases: [caseLineExample], next: null },
    },
  }),
  guarded('countDeskComplaints', {
    method: 'get',
    path: '/api/desk/complaints/count',
    summary: 'How many cases wait for one’s own level, and how many of them are late',
    summaryZh: '等我办的投诉有几件',
    answer: {
      contentType: 'application/json',
      schema: DeskCaseCount,
      example: { open: 11, mine: 7, late: 1, today: 2 },
    },
  }),
  guarded('getDeskComplaint', {
    method: 'get',
    path: '/api/desk/complaints/{id}',
    summary: 'A case with all that was said',
    summaryZh: '一件投诉的全部情况',
    description: 'Also for levels below the case’s, which may read and not act (`mayAct`).',
    params: CaseParams,
    answer: { contentType: 'application/json', schema: CaseAtDesk, example: caseAtDeskExample },
    problems: ['not_found'],
  }),
  guarded('actOnComplaint', {
    method: 'post',
    path: '/api/desk/complaints/{id}',
    summary: 'Accept, reject, transfer, assign, answer, mark complex, resolve, merge, publish',
    summaryZh: '办理投诉',
    description:
      'Only at the case’s level or above. What is done to a case is also done to those merged into it. Photos may come ' +
      'with an answer or a resolution.',
    params: CaseParams,
    headers: [
      {
        name: 'If-Match',
        description: 'The `version` that the act starts from. When the case has another, nothing is stored.',
        example: '"3"',
      },
      idempotencyKey,
    ],
    body: { schema: CaseActInput, example: { act: 'accept', unit: 'market' }, part: 'act' },
    answer: { contentType: 'application/json', schema: CaseAtDesk, example: caseAtDeskExample },
    problems: ['not_found', 'changed_meanwhile', 'not_now', 'key_reused', 'photo_wrong', 'photo_metadata'],
  }),
  guarded('getDeskComplaintPhoto', {
    method: 'get',
    path: '/api/desk/complaints/{id}/photos/{photo}',
    summary: 'A photo of a case',
    summaryZh: '投诉照片',
    params: CasePhotoParams,
    answer: picture,
    problems: ['not_found'],
  }),
]

const merchant: readonly Operation[] = [
  guarded('listComplaintsOn', {
    method: 'get',
    path: '/api/listings/{id}/complaints',
    summary: 'Cases on one’s outlet that the complainant lets one read',
    summaryZh: '本店可以看到的投诉',
    params: ListingParams,
    answer: {
      contentType: 'application/json',
      schema: CasesForMerchant,
      example: { cases: [caseForMerchantExample] },
    },
    problems: ['not_found'],
  }),
  guarded('respondToComplaint', {
    method: 'post',
    path: '/api/listings/{id}/complaints/{case}',
    summary: 'Say something to a case, for staff and the complainant',
    summaryZh: '商户回应投诉',
    params: CaseOnListingParams,
    headers: [idempotencyKey],
    body: { schema: CaseResponseInput, example: { text: '是收银员看错了价签，钱已经准备好，随时来退。' } },
    answer: { contentType: 'application/json', schema: CaseForMerchant, example: caseForMerchantExample },
    problems: ['not_found', 'not_now', 'key_reused'],
  }),
  guarded('getComplaintPhotoOn', {
    method: 'get',
    path: '/api/listings/{id}/complaints/{case}/photos/{photo}',
    summary: 'A photo of a case on one’s outlet',
    summaryZh: '本店投诉的照片',
    params: CasePhotoOnListingParams,
    answer: picture,
    problems: ['not_found'],
  }),
]

export const complaintOperations: readonly Operation[] = [...complainant, ...everybody, ...desk, ...merchant]
