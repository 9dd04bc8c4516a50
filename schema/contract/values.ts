/** Small shapes that many resources share. */

import * as v from 'valibot'
import { photoKeyForm } from '../catalog/photo-rule.ts'
import { identifierForm } from '../rules/base62.ts'
import { dayOfIso, isoOf } from '../rules/hours/days.ts'
import { REASON_MAX, REASON_MIN } from './limits.ts'

/** WGS-84 degrees, longitude first (RFC 7946). */
export const PositionShape = v.pipe(
  v.strictTuple([
    v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
    v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  ]),
  v.readonly(),
  v.description('WGS-84 longitude and latitude in degrees'),
)

/** A calendar date in Asia/Shanghai. */
export const DateShape = v.pipe(v.string(), v.isoDate(), v.description('ISO date, Asia/Shanghai'))

/** A calendar date as people send it; the shape of a date leaves room for 30 February. */
export const DayInput = v.pipe(
  DateShape,
  v.check((date) => {
    const day = dayOfIso(date)
    return !Number.isNaN(day) && isoOf(day) === date
  }, 'there is no such day'),
)

/** A UTC instant as stored: `2026-01-31T04:00:00.000Z`. */
export const InstantShape = v.pipe(v.string(), v.isoTimestamp(), v.description('ISO 8601 instant, UTC'))

/** What an instant becomes once it is read: epoch milliseconds. The API's description shows the text instead. */
export const EpochMilliseconds = v.number('there is no such date')

/** NaN where there is no such day; `Date.parse` takes 30 February for 2 March. */
function epochOf(instant: string): number {
  const day = instant.slice(0, 10)
  return new Date(day).getUTCDate() === Number(day.slice(8)) ? Date.parse(instant) : Number.NaN
}

/** An instant as people send it: any ISO 8601 date and time that carries an offset, given back as epoch milliseconds. */
export const InstantInput = v.pipe(
  v.string(),
  // A query's bare plus sign arrives as a blank, and no instant holds one otherwise.
  v.transform((text) => text.replace(' ', '+')),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/,
    'give an ISO 8601 instant with its offset, such as 2026-01-31T20:00:00+08:00',
  ),
  v.transform(epochOf),
  EpochMilliseconds,
)

export const SubdistrictCodeShape = v.pipe(
  v.string(),
  v.regex(/^\d{9}$/),
  v.description('official division code, 9 digits'),
)
export const CommunityCodeShape = v.pipe(
  v.string(),
  v.regex(/^\d{12}$/),
  v.description('official division code, 12 digits'),
)

/** Random and URL-safe; stops of mobile outlets use the same form. */
export const OutletIdShape = v.pipe(v.string(), v.regex(identifierForm), v.description('random identifier'))

/** The key of a photo: random, and safe in an address. */
export const PhotoKeyShape = v.pipe(v.string(), v.regex(photoKeyForm), v.description('key of a photo'))

/** Why staff do something, for the history and for those whom it is about. */
export const ReasonInput = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(REASON_MIN, 'say why'),
  v.maxLength(REASON_MAX),
)
