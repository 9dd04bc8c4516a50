import type { Listing } from '../../schema/contract/listing.ts'
import { type FormField, type Forms, formFields, formsOf, printOf, type SomeForms } from './listing-form.ts'

/** What shows: what is stored, with what was typed over it. */
export function merged(stored: Forms, typed: SomeForms): Forms {
  return {
    hours: typed.hours === undefined ? stored.hours : typed.hours,
    closures: typed.closures ?? stored.closures,
    phone: typed.phone ?? stored.phone,
    services: typed.services ?? stored.services,
    prices: typed.prices ?? stored.prices,
    payment: typed.payment ?? stored.payment,
    accessibility: typed.accessibility ?? stored.accessibility,
    delivery: typed.delivery ?? stored.delivery,
    photoText: typed.photoText ?? stored.photoText,
    name: typed.name ?? stored.name,
    type: typed.type ?? stored.type,
    address: typed.address ?? stored.address,
    chain: typed.chain === undefined ? stored.chain : typed.chain,
  }
}

/** Which of the fields that a merchant may set differ between two states of a listing. */
export function differing(one: Listing, other: Listing): FormField[] {
  const [before, after] = [formsOf(one.fields), formsOf(other.fields)]
  return formFields.filter((field) => printOf(before, field) !== printOf(after, field))
}

/** Whether a field of a listing is one that a merchant may set. */
export function isFormField(field: string): field is FormField {
  return formFields.some((one) => one === field)
}
