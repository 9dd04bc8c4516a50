import { importFields } from '../../schema/catalog/import-states.ts'
import { IMPORT_FILE_MAX, IMPORT_ROWS_MAX } from '../../schema/contract/limits.ts'
import type { Column } from '../../schema/import/columns.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'
import type { FileTrouble } from './import.ts'
import { reasonIn } from './reader-reason.ts'

const fields = ['name', 'type', 'position', ...importFields] as const
type KnownField = (typeof fields)[number]

const isField = (field: string): field is KnownField => fields.some((one) => one === field)
const statuses = ['open', 'paused', 'closed'] as const

/** The words of what files and outlets hold. */
export function useImportWords() {
  const { t, pick } = useWords()
  const city = useCity()

  const columnName = (column: Column) => t(`imports.name.${column}`)
  const fieldName = (field: string) => (isField(field) ? t(`imports.name.${field}`) : field)

  /** A code of the city's as people call it. */
  function named(list: readonly { code: string; name: string; nameEn: string }[] | undefined, code: unknown) {
    const found = list?.find((one) => one.code === code)
    return found ? pick(found.name, found.nameEn) : String(code)
  }

  /** A value of a field, as the comparison tells it. */
  function valueText(field: string, value: unknown): string {
    if (value === null || value === undefined) return t('imports.value.unknown')
    if (typeof value === 'boolean') return t(value ? 'imports.value.yes' : 'imports.value.no')
    if (field === 'type') return named(city.city?.types, value)
    if (field === 'circle') return named(city.city?.communities, value)
    if (field === 'services' && Array.isArray(value)) {
      return value.length === 0
        ? t('imports.value.none')
        : value.map((code: unknown) => named(city.city?.services, code)).join(t('places.outlet.listComma'))
    }
    const status = field === 'status' ? statuses.find((one) => one === value) : undefined
    if (status) return t(`imports.status.${status}`)
    return Array.isArray(value) ? value.join(', ') : String(value)
  }

  const listed = (names: readonly string[]) => names.map(fieldName).join(t('places.outlet.listComma'))
  /** What the importer says in both languages, in the one that shows. */
  const said = ({ zh, en }: { zh: string; en: string }) => pick(zh, en)

  /** What is wrong with a file. The reader says it in both languages, one after the other. */
  function troubleText(trouble: FileTrouble | null): string | null {
    switch (trouble?.kind) {
      case undefined:
        return null
      case 'too_large':
        return t('imports.file.tooLarge', { mb: IMPORT_FILE_MAX / 1_000_000 })
      case 'too_many':
        return t('imports.file.tooMany', { n: IMPORT_ROWS_MAX })
      case 'unreadable': {
        const { reason } = trouble
        if (reason === null) return t('imports.file.unreadable')
        return reasonIn(reason, pick)
      }
    }
  }

  return { t, columnName, fieldName, valueText, listed, said, troubleText }
}
