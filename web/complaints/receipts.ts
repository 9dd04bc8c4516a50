import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Taken } from '../../schema/contract/complaint.ts'
import type { ComplaintToSend } from './complaint-draft.ts'
import { allKept, forget, type KeptReceipt, keep } from './kept-database.ts'

/**
 * The receipts of what was filed from this device. The worker tells a receipt once, and the outbox may send while no
 * page shows it, so that it is kept here before anything else. Other devices know nothing of them.
 */
export const useReceipts = defineStore('receipts', () => {
  /** the latest first; null until they have been read */
  const receipts = shallowRef<readonly KeptReceipt[] | null>(null)
  /** false where the browser lets nothing be kept: whoever closes the page has only what they wrote down */
  const lasting = ref(true)

  /** Reads what is kept. */
  async function load(): Promise<void> {
    receipts.value = (await allKept('receipts')).sort((one, other) => other.at - one.at)
  }

  async function put(receipt: KeptReceipt): Promise<void> {
    lasting.value = await keep('receipts', receipt.receipt, receipt)
    await load()
  }

  /** Keeps the answer to filing. */
  async function add({ complaint, name }: ComplaintToSend, taken: Taken, at: number): Promise<void> {
    const { subject, kind } = complaint
    await put({ ...taken, subject, kind, name, at, seen: false })
  }

  /** Notes that the person has been shown a receipt. */
  async function see(receipt: string): Promise<void> {
    const found = receipts.value?.find((one) => one.receipt === receipt)
    if (found && !found.seen) await put({ ...found, seen: true })
  }

  /** Takes a receipt away from this device. */
  async function remove(receipt: string): Promise<void> {
    await forget('receipts', receipt)
    await load()
  }

  return { receipts, lasting, load, add, see, remove }
})
