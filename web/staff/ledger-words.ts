import { computed } from 'vue'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { LedgerLine } from '../../schema/contract/ledger.ts'
import { readHours } from '../../schema/rules/hours/evaluate.ts'
import { describe } from '../../schema/rules/hours/words.ts'
import type { LedgerNames, LedgerSort } from '../../schema/rules/ledger.ts'
import { useWhen } from '../accounts/account-words.ts'
import { hoursLanguage } from '../places/state-words.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'
import type { EditableField, FieldValue } from './ledger-edits.ts'

/** How types and communities are called, in the language of the page. */
export function useLedgerNames(): LedgerNames {
  const city = useCity()
  const { pick } = useWords()
  const types = computed(() => new Map(outletTypes.map((type) => [type.code, pick(type.name, type.nameEn)])))
  const circles = computed(
    () => new Map(city.city?.communities.map((one) => [one.code, pick(one.name, one.nameEn)])),
  )
  return {
    type: (code) => types.value.get(code) ?? code,
    circle: (code) => circles.value.get(code) ?? code,
  }
}

/** Hours in words by expression: the same few hundred are asked for at every scroll. */
const hoursSaid = new Map<string, string>()

/** The words of the table: what stands in a cell, and how a value of a field is said. */
export function useLedgerWords() {
  const { t, language } = useWords()
  const names = useLedgerNames()
  const when = useWhen()

  function hoursWords(expression: string): string {
    const key = `${language.value} ${expression}`
    const known = hoursSaid.get(key)
    if (known !== undefined) return known
    const read = readHours(expression)
    const words = read.ok ? describe(read.schedule, hoursLanguage(language.value)) : expression
    hoursSaid.set(key, words)
    return words
  }

  const yesNo = (flag: boolean | null) =>
    t(flag === null ? 'ledger.value.unknown' : flag ? 'ledger.value.yes' : 'ledger.value.no')

  /** A value of a field, as people say it. */
  function valueWords(field: EditableField, value: FieldValue): string {
    if (field === 'circle') {
      return typeof value === 'string' ? names.circle(value) : t('ledger.value.noCircle')
    }
    if (field === 'credit') return typeof value === 'string' ? value : t('ledger.value.noCredit')
    if (typeof value === 'boolean' || field === 'chain')
      return yesNo(value === true ? true : value === false ? false : null)
    if (Array.isArray(value)) return value.join(', ')
    if (typeof value !== 'string' || value === '') return t('ledger.value.empty')
    if (field === 'type') return names.type(value)
    if (field === 'hours') return hoursWords(value)
    if (field === 'status') return statusWords(value)
    return value
  }

  const statusWords = (status: string) =>
    t(
      status === 'open'
        ? 'ledger.status.open'
        : status === 'paused'
          ? 'ledger.status.paused'
          : 'ledger.status.closed',
    )

  /** What stands in a cell. */
  function cellWords(line: LedgerLine, column: LedgerSort): string {
    const { fields, confirmedAt, confirmedBy, holder, version } = line
    if (column === 'confirmed') {
      if (confirmedAt === null) return t('ledger.value.never')
      const by = confirmedBy === null ? '' : ` · ${t(`ledger.by.${confirmedBy}`)}`
      return `${confirmedAt}${by}`
    }
    if (column === 'holder') return holder ?? t('ledger.value.nobody')
    if (column === 'updated') return when(version)
    if (column === 'hours' && fields.hours === null && fields.hoursText !== null) {
      return t('ledger.value.unread', { text: fields.hoursText })
    }
    return valueWords(column, fields[column])
  }

  return { names, cellWords, valueWords, hoursWords }
}
