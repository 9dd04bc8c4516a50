import { registerSenders as complaints } from '../complaints/senders.ts'
import { registerSenders as keepers } from '../merchant/senders.ts'
import { registerSenders as shops } from '../new-shop/senders.ts'
import { registerSenders as reports } from '../reports/senders.ts'
import { registerSenders as ratings } from '../satisfaction/senders.ts'
import { registerSenders as wishes } from '../wishes/senders.ts'

/** Teaches the outbox to send all that there is. */
export function registerSenders(): void {
  for (const register of [ratings, reports, shops, complaints, wishes, keepers]) register()
}
