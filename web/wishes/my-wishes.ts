import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { OwnWish } from '../../schema/contract/wish.ts'
import { answer, api } from '../shell/api.ts'

const key = 'yikezhong.wishes'
/** Wishes that are remembered, the latest of them. */
const MOST = 200

/** Storage that may be refused is only a convenience. */
function recall(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}

function remember(ids: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(ids.slice(0, MOST)))
  } catch {
    // Who has just spoken sees it as long as the page lasts.
  }
}

/**
 * What this resident wishes: remembered in the browser, so that it shows at once and without network; and as the worker
 * knows it by the browser's cookie (`GET /api/wishes/mine`), with the words and what became of them.
 */
export const useMyWishes = defineStore('my-wishes', () => {
  const ids = ref<ReadonlySet<string>>(new Set(recall()))
  const wishes = shallowRef<ReadonlyMap<string, OwnWish>>(new Map())
  /** counts what this page has changed: an answer from before does not know of it */
  let changes = 0

  function keep(list: Iterable<string>): void {
    ids.value = new Set(list)
    remember([...ids.value])
  }

  /** Asks the worker. Who only reads is not asked who they are: nothing is asked where nothing is remembered. */
  async function load(): Promise<void> {
    if (ids.value.size === 0) return
    const before = changes
    try {
      const given = await answer(api.wishes.mine.$get({}, { init: { cache: 'no-store' } }))
      if (changes !== before) return
      wishes.value = new Map(given.wishes.map((wish) => [wish.id, wish]))
      keep(wishes.value.keys())
    } catch {
      // What is remembered stays.
    }
  }

  /** Takes note of a support that the worker has stored. */
  async function add(id: string): Promise<void> {
    changes += 1
    keep([id, ...ids.value])
    await load()
  }

  /** Takes note that it has been taken back. */
  function remove(id: string): void {
    changes += 1
    keep([...ids.value].filter((other) => other !== id))
    const rest = new Map(wishes.value)
    rest.delete(id)
    wishes.value = rest
  }

  return { ids, wishes, load, add, remove }
})
