/** The words of feeds and calendars by language. */

import type { FeedLanguage } from '../../../schema/contract/feed.ts'
import { words as en } from './en.ts'
import { type Words, words as zh } from './zh-CN.ts'

export type { Words }

/** A language that is missing does not compile. */
export const wordsIn: Readonly<Record<FeedLanguage, Words>> = { 'zh-CN': zh, en }
