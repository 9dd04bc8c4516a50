/** What is known of an outlet, in words; nothing of what is not. */

import { type Accessibility, accessibilities, type Payment, payments } from '../../schema/catalog/marks.ts'
import { outletService } from '../../schema/catalog/services.ts'
import type { Outlet, OutletPrice } from '../../schema/contract/outlet.ts'
import { readHours } from '../../schema/rules/hours/evaluate.ts'
import { describe, type HoursLanguage } from '../../schema/rules/hours/words.ts'
import { yuanText } from '../../schema/rules/yuan.ts'
import type { Reader } from './told.ts'
import type { DocumentLanguage, Words } from './words/words.ts'

const hoursLanguages: Readonly<Record<DocumentLanguage, HoursLanguage>> = { 'zh-CN': 'zh', en: 'en' }

/** Hours as a sentence, whatever time it is; null where there are none to be read. */
export function hoursWords(expression: string | null, { language }: Reader): string | null {
  const parsed = expression?.trim() ? readHours(expression) : null
  return parsed?.ok ? describe(parsed.schedule, hoursLanguages[language]) : null
}

/** The hours of an outlet, or why nobody can tell them. */
export function hoursOf({ hours, hoursText }: Pick<Outlet, 'hours' | 'hoursText'>, reader: Reader): string {
  const { words } = reader
  const told = hoursWords(hours, reader)
  if (told) return told
  return hoursText ? words.outlet.hoursAsGiven(hoursText) : words.outlet.hoursUnknown
}

/** Its closures that are not over, first those under way. */
export function closuresOf({ closures }: Pick<Outlet, 'closures'>, today: string, words: Words): string[] {
  return closures
    .filter(({ to }) => to >= today)
    .map(({ from, to, reason }) => words.outlet.closedDays(words.days(from, to), reason))
}

/** Which of two phrases is true; neither where nobody knows. */
function known(fact: boolean | null, [yes, no]: readonly [yes: string, no: string]): string[] {
  return fact === null ? [] : [fact ? yes : no]
}

/** How one can pay there, and how not. */
export function paymentWords(payment: Readonly<Record<Payment, boolean | null>>, words: Words): string[] {
  return payments.flatMap((way) => known(payment[way], words.paymentKnown[way]))
}

/** How one gets in and on there. */
export function accessWords(
  accessibility: Readonly<Record<Accessibility, boolean | null>>,
  words: Words,
): string[] {
  return accessibilities.flatMap((way) => known(accessibility[way], words.accessKnown[way]))
}

/** What one can have done there. */
export function serviceWords(services: readonly string[], words: Words): string[] {
  return services.flatMap((code) => {
    const service = outletService(code)
    return service ? [words.pick(service)] : []
  })
}

/** A published price: `代煎中药 3–5 元 / 剂`. */
export function priceWords({ item, fen, fenTo, unit }: OutletPrice, words: Words): string {
  if (fen === 0 && !fenTo) return `${item} ${words.outlet.free}`
  const to = fenTo !== null && fenTo > fen ? yuanText(fenTo) : null
  return `${item} ${words.outlet.price(yuanText(fen), to, unit)}`
}
