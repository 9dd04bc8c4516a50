import type { Column } from '../../schema/import/columns.ts'

/** What a column of a file can be taken for, in the order in which staff look for it. */
export const columnNames = [
  'name',
  'type',
  'typeCode',
  'address',
  'location',
  'lng',
  'lat',
  'circle',
  'subdistrict',
  'phone',
  'hours',
  'hoursText',
  'status',
  'services',
  'payment',
  'cash',
  'bankCard',
  'mobilePay',
  'access',
  'stepFree',
  'seat',
  'hearingAid',
  'sightAid',
  'elderCounter',
  'nightDelivery',
  'instantDelivery',
  'chain',
  'credit',
  'honest',
  'id',
] as const satisfies readonly Column[]

/** The cells to write anew when something is wrong with one: a position is two of them, or one text of both. */
export function cellsAtFault(column: Column | null): readonly Column[] {
  switch (column) {
    case 'lng':
    case 'lat':
      return ['lng', 'lat']
    case null:
      return ['name']
    default:
      return [column]
  }
}
