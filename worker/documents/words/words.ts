/** The words of documents by language. */

import { words as en } from './en.ts'
import { type Words, words as zh } from './zh-CN.ts'

export type { Words }

/** Languages in which documents are written; the first is that of an address without `?lang`. */
export const documentLanguages = ['zh-CN', 'en'] as const
export type DocumentLanguage = (typeof documentLanguages)[number]

/** A language that is missing does not compile. */
export const wordsIn: Readonly<Record<DocumentLanguage, Words>> = { 'zh-CN': zh, en }
