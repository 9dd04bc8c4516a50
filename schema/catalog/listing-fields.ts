/** What of a listing shows at once, what staff check first, and what is theirs alone (product.md, "A listing's way"). */

/** What a merchant changes shows at once; it is recorded and can be taken back. */
export const openFields = [
  'hours',
  'closures',
  'phone',
  'services',
  'prices',
  'payment',
  'accessibility',
  'delivery',
  'photoText',
] as const

/** What a merchant changes is checked by staff first; the old value is shown until then. */
export const checkedFields = ['name', 'type', 'address', 'chain'] as const
export type CheckedField = (typeof checkedFields)[number]

/** Only staff set these. Marking a public map is a licensed act (测绘法), so positions are among them. */
export const staffFields = ['position', 'circle', 'credit', 'honest', 'status'] as const

export const listingFields = [...openFields, ...checkedFields, ...staffFields] as const
export type ListingField = (typeof listingFields)[number]

export const proposalStates = ['waiting', 'approved', 'refused', 'withdrawn'] as const
export type ProposalState = (typeof proposalStates)[number]

/** Days after which a listing should be said to be right again. */
export const CONFIRM_AFTER_DAYS = 90
