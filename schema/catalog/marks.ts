/**
 * Facts about an outlet that people filter by: payment, accessibility, delivery, trust (product.md, "Places").
 * Each is yes, no or not known in the ledger; a mark is one that is known to be yes.
 */

export const payments = ['cash', 'bank_card', 'mobile_pay'] as const
export type Payment = (typeof payments)[number]

export const accessibilities = ['step_free', 'seat', 'hearing_aid', 'sight_aid', 'elder_counter'] as const
export type Accessibility = (typeof accessibilities)[number]

export const deliveries = ['night_delivery', 'instant_delivery'] as const
export type Delivery = (typeof deliveries)[number]

export const marks = [...payments, ...accessibilities, ...deliveries, 'honest', 'chain'] as const
/** `honest` is the 诚信商店 mark, `chain` says that the outlet belongs to a chain */
export type Mark = (typeof marks)[number]

/** 信用等级, set by staff (plan item 22) */
export const creditGrades = ['A', 'B', 'C', 'D'] as const
export type CreditGrade = (typeof creditGrades)[number]

export const outletStatuses = ['open', 'paused', 'closed'] as const
/** open; paused (closed for now, with dates); closed for good */
export type OutletStatus = (typeof outletStatuses)[number]

export const confirmers = ['merchant', 'staff', 'residents'] as const
/** who last said that a listing is right */
export type Confirmer = (typeof confirmers)[number]
