/** Photos of outlets: sent by who keeps the listing, approved by staff, seen by everybody. */

import * as v from 'valibot'
import { photoStates } from '../catalog/photo-rule.ts'
import { ListingParams, PhotoTextShape } from './listing.ts'
import { PhotoPublic } from './outlet.ts'
import { InstantShape, OutletIdShape, PhotoKeyShape } from './values.ts'

export const PhotoParams = v.strictObject({
  ...ListingParams.entries,
  photo: v.pipe(OutletIdShape, v.description('identifier of the photo')),
})
export const PhotoKeyParams = v.strictObject({ key: PhotoKeyShape })

/** What comes beside the picture, which is the body. */
export const PhotoUploadQuery = v.strictObject({
  text: v.optional(
    v.pipe(
      PhotoTextShape,
      v.description('what it shows, for who does not see it'),
      v.examples(['店门口，招牌下没有台阶']),
    ),
  ),
})

const { width, height } = PhotoPublic.entries
const picture = {
  id: OutletIdShape,
  text: v.pipe(v.nullable(v.string()), v.description('what it shows')),
  width,
  height,
}

/** A photo that has been sent: it waits for staff, or shows at once when they sent it. */
export const PhotoTaken = v.strictObject({ id: OutletIdShape, state: v.picklist(['waiting', 'approved']) })

/** A photo as those who keep the listing see it. */
export const PhotoEntry = v.strictObject({
  ...picture,
  at: v.pipe(InstantShape, v.description('when it was sent')),
  state: v.picklist(photoStates),
  reason: v.pipe(v.nullable(v.string()), v.description('why staff refused it')),
  until: v.pipe(
    v.nullable(InstantShape),
    v.description('of one that showed before: until when it can be brought back'),
  ),
})
export const PhotoList = v.strictObject({
  photos: v.pipe(
    v.array(PhotoEntry),
    v.description(
      'the one that shows, the one that waits, the last one while it is refused, and those that can be brought back; the latest first',
    ),
  ),
})

/** A photo that waits for staff, beside the one that shows. */
export const PhotoWaiting = v.strictObject({
  ...picture,
  outlet: OutletIdShape,
  name: v.string(),
  community: v.nullable(v.string()),
  by: v.pipe(v.nullable(v.string()), v.description('handle of the merchant')),
  at: InstantShape,
  current: v.nullable(v.strictObject(picture)),
})
export const PhotosWaiting = v.strictObject({ photos: v.array(PhotoWaiting) })

export type PhotoSent = v.InferOutput<typeof PhotoTaken>
export type KeptPhoto = v.InferOutput<typeof PhotoEntry>
export type WaitingPhoto = v.InferOutput<typeof PhotoWaiting>
