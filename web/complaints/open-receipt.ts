import * as v from 'valibot'
import { ReceiptShape } from '../../schema/contract/complaint.ts'

/**
 * The receipt that is being looked at. It lasts as long as the tab, so that reloading the page does not ask for it again
 * and closing it leaves nothing behind.
 */
const key = 'yikezhong.receipt'

/** A receipt as somebody typed it, tidied; null when it cannot be one. */
export function receiptOf(typed: string): string | null {
  const read = v.safeParse(ReceiptShape, typed)
  return read.success ? read.output : null
}

/** The receipt of this tab; null when none is open. */
export function openReceipt(): string | null {
  try {
    return receiptOf(sessionStorage.getItem(key) ?? '')
  } catch {
    return null
  }
}

/** Opens a receipt in this tab, or none. */
export function setOpenReceipt(receipt: string | null): void {
  try {
    if (receipt === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, receipt)
  } catch {
    // It then lasts as long as the page.
  }
}
