import { receiptRule } from '../../catalog/complaints.ts'

/** A receipt as people read it: groups joined by hyphens. */
export function groupedReceipt(receipt: string): string {
  const groups = receipt.match(new RegExp(`.{1,${receiptRule.group}}`, 'g')) ?? []
  return groups.join('-')
}
