import * as v from 'valibot'
import { listingFields } from '../../schema/catalog/listing-fields.ts'
import { accessibilities, deliveries, payments } from '../../schema/catalog/marks.ts'
import { outletService } from '../../schema/catalog/services.ts'
import { ListingFields } from '../../schema/contract/listing.ts'
import { readHours } from '../../schema/rules/hours/evaluate.ts'
import { describe } from '../../schema/rules/hours/words.ts'
import { dayName, daysSince, startOfDate } from '../places/dates.ts'
import { typeOf } from '../places/place.ts'
import { priceWords } from '../places/prices.ts'
import { hoursLanguage } from '../places/state-words.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'

const fields = ListingFields.entries

/** Says the fields of a listing and their values, of now and of any earlier day. */
export function useListingWords() {
  const { t, pick, language } = useWords()
  const city = useCity()

  const day = (date: string) => dayName(startOfDate(date), language.value)

  /** The name of a field; of one that this page does not know, its own. */
  function fieldName(name: string): string {
    const known = listingFields.find((field) => field === name)
    return known ? t(`merchant.fields.${known}`) : name
  }

  /** Names of fields in one phrase. */
  function fieldNames(names: readonly string[]): string {
    return names.map(fieldName).join(t('merchant.listing.comma'))
  }

  function hoursWords(expression: string): string {
    const read = readHours(expression)
    if (!read.ok) return t('merchant.values.unreadable', { text: expression })
    return describe(read.schedule, hoursLanguage(language.value))
  }

  /** A closure: its days, and why. */
  function closureWords({ from, to, reason }: { from: string; to: string; reason: string | null }): string {
    const span = t(from === to ? 'merchant.values.day' : 'merchant.values.span', {
      from: day(from),
      to: day(to),
    })
    return reason ? t('merchant.values.because', { span, reason }) : span
  }

  const none = () => [t('merchant.values.none')]
  const orNone = (lines: string[]) => (lines.length > 0 ? lines : none())
  const flag = (value: boolean | null) =>
    t(value === null ? 'merchant.values.unknown' : value ? 'merchant.values.yes' : 'merchant.values.no')

  /** Facts that are known, one each; those that nobody knows in one line. */
  function factLines<Mark extends (typeof payments | typeof accessibilities | typeof deliveries)[number]>(
    marks: readonly Mark[],
    known: Record<Mark, boolean | null>,
  ): string[] {
    const told = marks.flatMap((mark) => {
      const value = known[mark]
      return value === null ? [] : [t(value ? `places.marks.${mark}` : `places.notMarks.${mark}`)]
    })
    const unknown = marks.filter((mark) => known[mark] === null).map((mark) => t(`places.markNames.${mark}`))
    const list = unknown.join(t('places.outlet.listComma'))
    return unknown.length > 0 ? [...told, t('places.outlet.unknownList', { list })] : told
  }

  /** The value of a field in words, line by line; one that cannot be read is not complete. */
  function valueLines(name: string, value: unknown): string[] {
    const half = [t('merchant.values.half')]
    switch (name) {
      case 'hours': {
        if (value === null) return [t('merchant.values.unknown')]
        return typeof value === 'string' ? [hoursWords(value)] : half
      }
      case 'closures': {
        const { success, output } = v.safeParse(fields.closures, value)
        return success ? orNone(output.map(closureWords)) : half
      }
      case 'services': {
        const { success, output } = v.safeParse(fields.services, value)
        if (!success) return half
        const names = output.flatMap((code) => {
          const service = outletService(code)
          return service ? [pick(service.name, service.nameEn)] : []
        })
        return names.length > 0 ? [names.join(t('merchant.listing.comma'))] : none()
      }
      case 'prices': {
        const { success, output } = v.safeParse(fields.prices, value)
        if (!success) return half
        return orNone(
          output.map((price) =>
            t('merchant.values.price', { item: price.item, price: priceWords(price, t) }),
          ),
        )
      }
      case 'payment': {
        const { success, output } = v.safeParse(fields.payment, value)
        return success ? factLines(payments, output) : half
      }
      case 'accessibility': {
        const { success, output } = v.safeParse(fields.accessibility, value)
        return success ? factLines(accessibilities, output) : half
      }
      case 'delivery': {
        const { success, output } = v.safeParse(fields.delivery, value)
        return success ? factLines(deliveries, output) : half
      }
      case 'type': {
        const type = typeOf(String(value))
        return [pick(type.name, type.nameEn) || String(value)]
      }
      case 'chain':
        if (value === null) return [t('merchant.values.unknown')]
        return [t(value === true ? 'merchant.values.chain' : 'merchant.values.notChain')]
      case 'honest':
        return [flag(value === true)]
      case 'status': {
        const { success, output } = v.safeParse(fields.status, value)
        return success ? [t(`merchant.values.status.${output}`)] : half
      }
      case 'circle': {
        const found = city.city?.communities.find(({ code }) => code === value)
        return [
          found ? pick(found.name, found.nameEn) : value === null ? t('merchant.values.none') : String(value),
        ]
      }
      case 'position': {
        const { success, output } = v.safeParse(fields.position, value)
        return success ? [output.map((degrees) => degrees.toFixed(5)).join(', ')] : half
      }
      default:
        if (value === null || value === '') return [t('merchant.values.notGiven')]
        return [typeof value === 'string' ? value : JSON.stringify(value)]
    }
  }

  /** How long ago a day was: today, yesterday, 92 days ago. */
  function ago(date: string, now: number): string {
    const n = Math.max(0, daysSince(date, now))
    if (n === 0) return t('merchant.listing.today')
    return n === 1 ? t('merchant.listing.yesterday') : t('merchant.listing.daysAgo', { n })
  }

  return { t, pick, language, fieldName, fieldNames, valueLines, closureWords, hoursWords, ago }
}
