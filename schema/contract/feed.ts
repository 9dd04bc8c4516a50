/** Feeds and calendars: what other programs subscribe to. */

import * as v from 'valibot'

/** Languages in which feeds and calendars are written, the first where none is asked for. */
export const feedLanguages = ['zh-CN', 'en'] as const
export type FeedLanguage = (typeof feedLanguages)[number]

/** Entries of a feed: programs look in more often than so much happens. */
export const FEED_ENTRIES = 50
/** Days that a calendar of stops reaches ahead. */
export const STOPS_DAYS = 56

export const FeedQuery = v.strictObject({
  lang: v.optional(
    v.pipe(
      v.picklist(feedLanguages),
      v.description('language of what is said; names of outlets stay as they are'),
      v.examples(['en']),
    ),
  ),
})
