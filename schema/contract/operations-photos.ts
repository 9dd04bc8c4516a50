/** The operations of outlets' photos: sending and keeping them, judging them, and showing them to everybody. */

import { outletExample } from './examples.ts'
import { JudgementInput, ListingParams } from './listing.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import {
  type KeptPhoto,
  PhotoKeyParams,
  PhotoList,
  PhotoParams,
  PhotosWaiting,
  PhotoTaken,
  PhotoUploadQuery,
  type WaitingPhoto,
} from './photo.ts'

const nothing = { contentType: null } as const
const picture = { contentType: 'image/webp' } as const

const kept: KeptPhoto = {
  id: 'Ph7tq0ZkWe',
  text: '店门口，招牌下没有台阶',
  width: 1200,
  height: 900,
  at: '2026-11-24T12:38:00.000Z',
  state: 'waiting',
  reason: null,
  until: null,
}

const { id, text, width, height, at } = kept
const waiting: WaitingPhoto = {
  id,
  text,
  width,
  height,
  at,
  outlet: outletExample.id,
  name: outletExample.name,
  community: '民安社区',
  by: 'minan-yaofang',
  current: null,
}

export const photoOperations: readonly Operation[] = [
  {
    id: 'getPublicPhoto',
    method: 'get',
    open: true,
    path: '/api/photos/{key}',
    summary: 'The photo of an outlet',
    summaryZh: '网点照片',
    description: 'WebP without metadata, for as long as the outlet shows it. Another photo has another key.',
    params: PhotoKeyParams,
    answer: picture,
    cached: false,
    problems: ['invalid_request', 'method_not_allowed', 'internal', 'not_found'],
  },
  guarded('listPhotos', {
    method: 'get',
    path: '/api/listings/{id}/photos',
    summary: 'The photos of an outlet, also those that wait or can be brought back',
    summaryZh: '店铺照片（含待审核的）',
    params: ListingParams,
    answer: { contentType: 'application/json', schema: PhotoList, example: { photos: [kept] } },
    problems: ['not_found'],
  }),
  guarded('addPhoto', {
    method: 'post',
    path: '/api/listings/{id}/photos',
    summary: 'Send a photo of an outlet',
    summaryZh: '上传店铺照片',
    description:
      'A still WebP picture without metadata, up to 1600 pixels and 512 KB. A merchant’s waits for staff, in the place ' +
      'of the one that waits; the old one shows until then. One sent by staff shows at once.',
    params: ListingParams,
    query: PhotoUploadQuery,
    headers: [idempotencyKey],
    body: picture,
    status: 201,
    answer: {
      contentType: 'application/json',
      schema: PhotoTaken,
      example: { id, state: 'waiting' },
    },
    problems: [
      'not_found',
      'photo_wrong',
      'photo_metadata',
      'too_many',
      'frozen',
      'changed_meanwhile',
      'key_reused',
    ],
  }),
  guarded('getPhoto', {
    method: 'get',
    path: '/api/listings/{id}/photos/{photo}',
    summary: 'A photo of an outlet, also one that waits',
    summaryZh: '查看照片（含待审核的）',
    params: PhotoParams,
    answer: picture,
    problems: ['not_found'],
  }),
  guarded('removePhoto', {
    method: 'delete',
    path: '/api/listings/{id}/photos/{photo}',
    summary: 'Remove the photo that shows, or take back one that waits',
    summaryZh: '去掉照片，或撤回待审核的照片',
    description: 'Only the merchant takes one back that waits; staff refuse it.',
    params: PhotoParams,
    status: 204,
    answer: nothing,
    problems: ['not_found', 'frozen', 'changed_meanwhile'],
  }),
  guarded('restorePhoto', {
    method: 'post',
    path: '/api/listings/{id}/photos/{photo}/restoration',
    summary: 'Show a photo again that has shown before',
    summaryZh: '恢复以前的照片',
    description:
      'At once, because staff have approved it before; for as long as it is kept (`until`). What staff have removed, only they show again.',
    params: PhotoParams,
    status: 204,
    answer: nothing,
    problems: ['not_found', 'frozen', 'changed_meanwhile'],
  }),
  guarded('listWaitingPhotos', {
    method: 'get',
    path: '/api/desk/photos',
    summary: 'Photos to approve in one’s area, the oldest first',
    summaryZh: '待审核的照片',
    answer: { contentType: 'application/json', schema: PhotosWaiting, example: { photos: [waiting] } },
  }),
  guarded('judgePhoto', {
    method: 'post',
    path: '/api/desk/photos/{id}',
    summary: 'Approve a photo, refuse it, or take either back',
    summaryZh: '通过、退回或撤销照片审核',
    description:
      'Taking an approval back lets the photo wait again, and shows the one that it took the place of.',
    params: ListingParams,
    body: { schema: JudgementInput, example: { verdict: 'approve' } },
    status: 204,
    answer: nothing,
    problems: ['not_found', 'frozen', 'changed_meanwhile'],
  }),
]
