import { listingFields } from '../../schema/catalog/listing-fields.ts'
import { accessibilities, deliveries, payments } from '../../schema/catalog/marks.ts'
import { noticeKinds } from '../../schema/catalog/notices.ts'
import { outletType } from '../../schema/catalog/outlet-types.ts'
import { type Role, roleNames } from '../../schema/catalog/roles.ts'
import type { Audited } from '../../schema/contract/audit.ts'
import { roleName, useWhen } from '../accounts/account-words.ts'
import { useListingWords } from '../merchant/listing-words.ts'
import { useCity } from '../shell/city.ts'
import { audit as words } from '../shell/locales/zh-CN/audit.ts'
import { useWords } from '../shell/words.ts'

/** Whether there is a word for it; what is newer than this page is shown as it is stored. */
const has = <Words extends object>(group: Words, name: string): name is keyof Words & string =>
  Object.hasOwn(group, name)

const isInstant = (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)
const isListed = (field: string) => listingFields.some((one) => one === field)
/** Facts that the importer keeps one by one, as 1 and 0. */
const facts = [...payments, ...accessibilities, ...deliveries] as const
const factOf = (field: string) => facts.find((fact) => fact === field)
const isRole = (name: string): name is Role => roleNames.some((role) => role === name)

/** Fields that hold the code of a division. */
const divisionFields: readonly string[] = ['area', 'community', 'subdistrict', 'circle']

/** Says the rows of the audit log in the language of the page. */
export function useAuditWords() {
  const { t, pick } = useWords()
  const { fieldName, valueLines } = useListingWords()
  const when = useWhen()
  const site = useCity()

  /** What something was done to. */
  const kindName = (kind: string) => (has(words.kinds, kind) ? t(`audit.kinds.${kind}`) : kind)

  /** Who did it: a handle, or the import and its like. */
  const actorName = ({ actor, handle }: Audited['by']) =>
    handle ?? (has(words.actors, actor) ? t(`audit.actors.${actor}`) : actor)

  const roleOf = (role: string | null) => (role !== null && isRole(role) ? roleName(role, pick) : '')

  function fieldWords(field: string): string {
    const fact = factOf(field)
    if (fact) return t(`places.markNames.${fact}`)
    const type = outletType(field)
    if (type) return pick(type.name, type.nameEn)
    return has(words.fields, field) ? t(`audit.fields.${field}`) : fieldName(field)
  }

  function divisionWords(code: string): string {
    const { city } = site
    const found = [...(city?.communities ?? []), ...(city?.subdistricts ?? [])].find(
      (one) => one.code === code,
    )
    if (found) return pick(found.name, found.nameEn)
    return city?.code === code ? pick(city.name, city.nameEn) : code
  }

  function textWords(kind: string, field: string, text: string): string {
    if (text === '') return t('audit.empty')
    if (divisionFields.includes(field)) return divisionWords(text)
    if (field === 'proposal') return fieldWords(text)
    if (field === 'role') return roleOf(text) || text
    if (kind === 'notice' && field === 'kind') {
      const known = noticeKinds.find(({ code }) => code === text)
      return known ? pick(known.name, known.nameEn) : text
    }
    if (isInstant(text)) return when(text)
    return has(words.values, text) ? t(`audit.values.${text}`) : text
  }

  /** A value line by line. */
  function valueWords(kind: string, field: string, value: unknown): string[] {
    if (kind === 'outlet' && isListed(field) && value !== undefined) return valueLines(field, value)
    if (value === undefined || value === null) return [t('audit.empty')]
    if (field === 'type' || field === 'position') return valueLines(field, value)
    const fact = factOf(field)
    if (fact) return [t(value ? `places.marks.${fact}` : `places.notMarks.${fact}`)]
    if (field === 'chain' || field === 'honest') return [t(value ? 'audit.yes' : 'audit.no')]
    if (typeof value === 'boolean') return [t(value ? 'audit.yes' : 'audit.no')]
    if (typeof value === 'string') return [textWords(kind, field, value)]
    if (Array.isArray(value)) {
      const lines = value.flatMap((item) => valueWords(kind, field, item))
      return lines.length > 0 ? lines : [t('audit.empty')]
    }
    if (typeof value === 'object') {
      return Object.entries(value).map(([name, part]) =>
        t('audit.part', {
          name: fieldWords(name),
          value: valueWords(kind, name, part).join(t('audit.comma')),
        }),
      )
    }
    return [String(value)]
  }

  return { kindName, actorName, roleOf, fieldWords, valueWords, when }
}
