import type { Translation } from '../../words.ts'
import type { photo as chinese } from '../zh-CN/photo.ts'

/** Choosing a photo. */
export const photo: Translation<typeof chinese> = {
  title: 'Photo',
  choose: 'Choose or take a photo',
  change: 'Choose another',
  remove: 'Remove the photo',
  removed: 'The photo is removed',
  working: 'Preparing the photo…',
  ready: 'The photo is ready',
  sending: 'Sending, {n}%',
  promise: 'Where and when it was taken is removed from it before it is sent.',
  shown: 'The chosen photo',
  describe: 'What it shows',
  needNot: 'optional',
  why: 'For those who cannot see it. For example: the shop’s front, with three steps below the sign.',
  over: '{n} character too many; please shorten it | {n} characters too many; please shorten it',
  problems: {
    unreadable:
      'This photo cannot be opened. It may be none, or of a kind that this browser does not know. Please try another.',
    too_small:
      'The photo is too small to see anything on it. Its shorter side needs at least {n} pixels, and it must not be too narrow.',
    too_large: 'This photo cannot be made small enough. Please try another.',
    unsupported:
      'This browser cannot prepare photos now. See whether there is a network and choose it again, or try another browser.',
  },
}
