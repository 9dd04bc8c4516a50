import * as v from 'valibot'
import { checkedFields, openFields } from '../../schema/catalog/listing-fields.ts'
import type { Accessibility, Delivery, Payment } from '../../schema/catalog/marks.ts'
import { photoRule } from '../../schema/catalog/photo-rule.ts'
import { type Edit, type Fields, ListingFields } from '../../schema/contract/listing.ts'
import { fenOf, yuanField } from '../../schema/rules/yuan.ts'
import type { MessageKey } from '../shell/words.ts'

/** The fields that a merchant may set, in the order of the page. */
export const formFields = [...openFields, ...checkedFields] as const
export type FormField = (typeof formFields)[number]

/** Facts that a merchant says to be so, not so, or not known. */
export type FactMark = Payment | Accessibility | Delivery

/** What a form of prices holds: yuan as they are typed, so that nothing typed is lost before it can be read. */
const PriceTexts = v.object({ item: v.string(), from: v.string(), to: v.string(), unit: v.string() })
export type PriceTexts = v.InferOutput<typeof PriceTexts>
export type PricePart = keyof PriceTexts

const { closures, services, payment, accessibility, delivery, type, chain } = ListingFields.entries

const FormShapes = v.object({
  hours: v.nullable(v.string()),
  closures,
  phone: v.string(),
  services,
  prices: v.array(PriceTexts),
  payment,
  accessibility,
  delivery,
  photoText: v.string(),
  name: v.string(),
  type,
  address: v.string(),
  chain,
})

/** What the forms of a listing hold; texts are as they were typed. */
export type Forms = v.InferOutput<typeof FormShapes>
/** Those that somebody has touched. */
export const SomeForms = v.partial(FormShapes)
export type SomeForms = { [Field in FormField]?: Forms[Field] | undefined }

/** The forms filled in with a listing. */
export function formsOf(fields: Fields): Forms {
  const { phone, address, prices, photoText, ...same } = fields
  return {
    hours: same.hours,
    closures: same.closures,
    services: same.services,
    payment: same.payment,
    accessibility: same.accessibility,
    delivery: same.delivery,
    photoText: photoText ?? '',
    name: same.name,
    type: same.type,
    chain: same.chain,
    phone: phone ?? '',
    address: address ?? '',
    prices: prices.map(({ item, fen, fenTo, unit }) => ({
      item,
      from: yuanField(fen),
      to: fenTo === null ? '' : yuanField(fenTo),
      unit: unit ?? '',
    })),
  }
}

/** Something in a form that cannot be sent: where, and what to do about it. */
export interface Fault {
  field: FormField
  /** of prices: which, and which part of it */
  row?: number
  part?: PricePart
  key: MessageKey
}

/** What a merchant may change of a listing; never where it stands. */
export type FormEdit = Pick<Edit, FormField>

/** What the forms say, read: an edit of these fields, and what keeps them from being sent. */
export interface ReadForms {
  edit: FormEdit
  faults: Fault[]
}

const isLong = (issues: readonly { type: string }[]) => issues[0]?.type === 'max_length'
const blank = (text: string) => text.trim() === ''

/** Why a price cannot be sent; null when it can. */
function priceFault(row: number, { item, from, to, unit }: PriceTexts): Fault | null {
  const fault = (part: PricePart, key: MessageKey): Fault => ({ field: 'prices', row, part, key })
  const [low, high] = [fenOf(from), blank(to) ? null : fenOf(to)]
  if (blank(item)) return fault('item', 'merchant.faults.item')
  if (low === null) return fault('from', 'merchant.faults.amount')
  if (!blank(to) && high === null) return fault('to', 'merchant.faults.amount')
  if (high !== null && high <= low) return fault('to', 'merchant.faults.range')
  const price = { item, fen: low, fenTo: high, unit: blank(unit) ? null : unit }
  const { issues } = v.safeParse(ListingFields.entries.prices, [price])
  if (!issues) return null
  const [issue] = issues
  const blamed = v.getDotPath(issue) ?? ''
  const long = isLong(issues)
  if (blamed.endsWith('item'))
    return fault('item', long ? 'merchant.faults.itemLong' : 'merchant.faults.refused')
  if (blamed.endsWith('unit'))
    return fault('unit', long ? 'merchant.faults.unitLong' : 'merchant.faults.refused')
  return fault(blamed.endsWith('fenTo') ? 'to' : 'from', 'merchant.faults.tooMuch')
}

/** A row in which nothing was typed is no price. */
const isEmpty = (price: PriceTexts) => Object.values(price).every(blank)

function readPrices(rows: readonly PriceTexts[]): { prices: Fields['prices']; faults: Fault[] } {
  const faults = rows.flatMap((price, row) => {
    const fault = isEmpty(price) ? null : priceFault(row, price)
    return fault ? [fault] : []
  })
  const prices = rows
    .filter((price) => !isEmpty(price))
    .map(({ item, from, to, unit }) => ({
      item: item.trim(),
      fen: fenOf(from) ?? 0,
      fenTo: blank(to) ? null : fenOf(to),
      unit: blank(unit) ? null : unit.trim(),
    }))
  return { prices, faults }
}

/** Reads the forms that have been touched. Fields with a fault are not in the edit. */
export function readForms(forms: SomeForms): ReadForms {
  const edit: FormEdit = {}
  const faults: Fault[] = []
  const blame = (field: FormField, key: MessageKey) => faults.push({ field, key })
  const { phone, photoText, name, address, prices } = forms

  if (forms.hours !== undefined) {
    if (v.is(ListingFields.entries.hours, forms.hours)) edit.hours = forms.hours
    else blame('hours', 'merchant.faults.hours')
  }
  if (forms.closures) edit.closures = forms.closures
  if (forms.services) edit.services = forms.services
  if (forms.payment) edit.payment = forms.payment
  if (forms.accessibility) edit.accessibility = forms.accessibility
  if (forms.delivery) edit.delivery = forms.delivery
  if (forms.type) edit.type = forms.type
  if (forms.chain !== undefined) edit.chain = forms.chain
  if (phone !== undefined) {
    const read = v.safeParse(ListingFields.entries.phone, blank(phone) ? null : phone)
    if (!read.success)
      blame('phone', isLong(read.issues) ? 'merchant.faults.phoneLong' : 'merchant.faults.refused')
    else if (read.output !== null && !/\d{3}/.test(read.output)) blame('phone', 'merchant.faults.phone')
    else edit.phone = read.output
  }
  if (photoText !== undefined) {
    const read = v.safeParse(ListingFields.entries.photoText, blank(photoText) ? null : photoText)
    const long = [...photoText.trim()].length > photoRule.description
    if (read.success) edit.photoText = read.output
    else blame('photoText', long ? 'merchant.faults.photoTextLong' : 'merchant.faults.refused')
  }
  if (name !== undefined) {
    const read = v.safeParse(ListingFields.entries.name, name)
    if (read.success) edit.name = read.output
    else if (blank(name)) blame('name', 'merchant.faults.name')
    else blame('name', isLong(read.issues) ? 'merchant.faults.nameLong' : 'merchant.faults.refused')
  }
  if (address !== undefined) {
    const read = v.safeParse(ListingFields.entries.address, blank(address) ? null : address)
    if (read.success) edit.address = read.output
    else blame('address', isLong(read.issues) ? 'merchant.faults.addressLong' : 'merchant.faults.refused')
  }
  if (prices) {
    const read = readPrices(prices)
    if (read.faults.length > 0) faults.push(...read.faults)
    else edit.prices = read.prices
  }
  return { edit, faults }
}

/** What a form holds as one text, to tell whether two are the same. Services have no order. */
export function printOf(forms: SomeForms, field: FormField): string {
  if (field === 'services') return JSON.stringify([...(forms.services ?? [])].sort())
  return JSON.stringify(forms[field] ?? null)
}

/** Forms without some of their fields. */
export function without(forms: SomeForms, fields: readonly FormField[]): SomeForms {
  const rest: SomeForms = { ...forms }
  for (const field of fields) delete rest[field]
  return rest
}

/** Some of the fields of forms. */
export function only(forms: SomeForms, fields: readonly FormField[]): SomeForms {
  return without(
    forms,
    formFields.filter((field) => !fields.includes(field)),
  )
}

/** The fields that somebody has touched. */
export function touchedIn(forms: SomeForms): FormField[] {
  return formFields.filter((field) => forms[field] !== undefined)
}
