/** What the dictionary of the open data says of a field. The rows that are served are typed by it. */

/** A value that a field may have, with its name where it has one. */
export interface AllowedValue {
  value: string
  zh: string
  en: string
}

/** `list`: several codes, in JSON an array, in CSV parted by blanks. */
export type FieldType = 'text' | 'code' | 'list' | 'integer' | 'number' | 'boolean' | 'date' | 'instant'

export interface Field {
  name: string
  type: FieldType
  unit?: Unit
  /** may be unknown or not apply: null in JSON, nothing in CSV */
  nullable?: true
  zh: string
  en: string
  /** the only ones that there are; a list holds some of them */
  values?: readonly AllowedValue[]
}

/** Units by what they are called. */
export const units = {
  degrees: { zh: '度（WGS-84）', en: 'degrees (WGS-84)' },
  metres: { zh: '米', en: 'metres' },
  minutes: { zh: '分钟', en: 'minutes' },
  fen: { zh: '分（人民币）', en: 'fen (0.01 yuan)' },
  share: { zh: '占比（0–1）', en: 'share of 1' },
  residents: { zh: '人', en: 'people' },
} as const
export type Unit = keyof typeof units

interface Values {
  text: string
  code: string
  list: readonly string[]
  integer: number
  number: number
  boolean: boolean
  date: string
  instant: string
}

type ValueOf<F extends Field> = Values[F['type']] | (F extends { nullable: true } ? null : never)

/** A row of a dataset: a value for every field of its dictionary, and nothing else. */
export type RowOf<Fields extends readonly Field[]> = {
  [F in Fields[number] as F['name']]: ValueOf<F>
}

/** Values of the catalog as the dictionary lists them. */
export const named = (
  entries: readonly { code: string; name: string; nameEn: string }[],
): readonly AllowedValue[] => entries.map(({ code, name, nameEn }) => ({ value: code, zh: name, en: nameEn }))

/** The same of codes that have no name in the catalog; the compiler lists which ones are missing. */
export const saying = <Code extends string>(
  names: Readonly<Record<Code, readonly [zh: string, en: string]>>,
) =>
  Object.entries<readonly [string, string]>(names).map(
    ([value, [zh, en]]): AllowedValue => ({ value, zh, en }),
  )
