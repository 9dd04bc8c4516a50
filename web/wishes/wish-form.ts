import { defineStore } from 'pinia'
import { ref } from 'vue'
import { wantOf, wishRule } from '../../schema/catalog/wishes.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { keepInTab, textsLike } from '../shell/tab-draft.ts'
import type { MessageKey } from '../shell/words.ts'

/** A wish as it is filled in. */
export interface WishFields {
  /** code of a community; empty until one is chosen */
  community: string
  /** code of a type or a service; empty until one is chosen */
  want: string
  why: string
}
export type WishField = keyof WishFields

/** In the order of the page, so that the first that is wrong gets the focus. */
export const wishFields: readonly WishField[] = ['want', 'community', 'why']

/** What keeps a form from being sent, by field. */
export function faultsOf({ community, want, why }: WishFields): ReadonlyMap<WishField, MessageKey> {
  const faults = new Map<WishField, MessageKey>()
  if (!wantOf(want)) faults.set('want', 'wishes.form.noWant')
  if (community === '') faults.set('community', 'wishes.form.noCommunity')
  if (tidyComment(why).length > wishRule.why) faults.set('why', 'wishes.whyLong')
  return faults
}

const untouched = (): WishFields => ({ community: '', want: '', why: '' })

/** What is filled in outlives the page, so that one can look at another wish between and go on. */
export const useWishForm = defineStore('wish-form', () => {
  const fields = ref<WishFields>(untouched())
  const { forget } = keepInTab('wish', fields, (kept) => textsLike(untouched(), kept))
  return { fields, forget }
})
