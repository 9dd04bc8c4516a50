/**
 * The ledger as a file: outlets as rows of cells, under headers that the readers know, so that a file that was taken
 * out and is brought in again changes nothing, and one that was corrected meanwhile changes what was corrected.
 */

import { outletTypes } from '../catalog/outlet-types.ts'
import { outletServices } from '../catalog/services.ts'
import type { LedgerLine } from '../contract/ledger.ts'
import { noCommunity } from './circles.ts'

/** The names of places, as they are written into a file. */
export interface FilePlaces {
  communities: readonly { code: string; name: string; subdistrict: string }[]
  subdistricts: readonly { code: string; name: string }[]
}

/** A cell as a spreadsheet has it: positions are numbers, everything else is text; null is left empty. */
export type LedgerCell = string | number | null

interface FileColumn {
  header: string
  /** width in characters, for spreadsheets */
  width: number
  cell: (line: LedgerLine, names: Names) => LedgerCell
}

interface Names {
  community: (code: string) => { name: string; subdistrict: string } | undefined
}

const typeNames = new Map(outletTypes.map(({ code, name }) => [code, name]))
const serviceNames = new Map(outletServices.map(({ code, name }) => [code, name]))
const states = { open: '营业', paused: '暂停营业', closed: '永久关闭' } as const
const confirmers = { merchant: '商户', staff: '工作人员', residents: '居民' } as const
const flag = (value: boolean | null) => (value === null ? null : value ? '是' : '否')

/** Those that the readers know come first; the last four tell people something and are not read. */
const fileColumns: readonly FileColumn[] = [
  { header: '网点编号', width: 14, cell: ({ id }) => id },
  { header: '名称', width: 24, cell: ({ fields }) => fields.name },
  { header: '业态', width: 16, cell: ({ fields }) => typeNames.get(fields.type) ?? fields.type },
  {
    header: '所属街道',
    width: 14,
    cell: ({ fields: { circle } }, { community }) =>
      circle === null ? null : (community(circle)?.subdistrict ?? null),
  },
  {
    header: '所属社区',
    width: 14,
    cell: ({ fields: { circle } }, { community }) =>
      circle === null ? noCommunity : (community(circle)?.name ?? circle),
  },
  { header: '地址', width: 28, cell: ({ fields }) => fields.address },
  { header: '经度（WGS84）', width: 14, cell: ({ fields }) => fields.position[0] },
  { header: '纬度（WGS84）', width: 14, cell: ({ fields }) => fields.position[1] },
  { header: '电话', width: 18, cell: ({ fields }) => fields.phone },
  { header: '营业时间', width: 28, cell: ({ fields }) => fields.hours },
  { header: '营业时间原文', width: 24, cell: ({ fields }) => fields.hoursText },
  {
    header: '服务',
    width: 24,
    cell: ({ fields }) => fields.services.map((code) => serviceNames.get(code) ?? code).join('、') || null,
  },
  { header: '现金', width: 8, cell: ({ fields }) => flag(fields.payment.cash) },
  { header: '银行卡', width: 8, cell: ({ fields }) => flag(fields.payment.bank_card) },
  { header: '移动支付', width: 8, cell: ({ fields }) => flag(fields.payment.mobile_pay) },
  { header: '无台阶', width: 8, cell: ({ fields }) => flag(fields.accessibility.step_free) },
  { header: '座椅', width: 8, cell: ({ fields }) => flag(fields.accessibility.seat) },
  { header: '助听', width: 8, cell: ({ fields }) => flag(fields.accessibility.hearing_aid) },
  { header: '助视', width: 8, cell: ({ fields }) => flag(fields.accessibility.sight_aid) },
  { header: '老年人窗口', width: 10, cell: ({ fields }) => flag(fields.accessibility.elder_counter) },
  { header: '夜间配送', width: 8, cell: ({ fields }) => flag(fields.delivery.night_delivery) },
  { header: '即时配送', width: 8, cell: ({ fields }) => flag(fields.delivery.instant_delivery) },
  { header: '连锁', width: 8, cell: ({ fields }) => flag(fields.chain) },
  { header: '信用等级', width: 8, cell: ({ fields }) => fields.credit },
  { header: '诚信商店', width: 8, cell: ({ fields }) => flag(fields.honest) },
  { header: '状态', width: 10, cell: ({ fields }) => states[fields.status] },
  { header: '最后核实日期', width: 12, cell: ({ confirmedAt }) => confirmedAt },
  {
    header: '核实来源',
    width: 10,
    cell: ({ confirmedBy }) => (confirmedBy === null ? null : confirmers[confirmedBy]),
  },
  { header: '商户账号', width: 16, cell: ({ holder }) => holder },
  { header: '归属争议', width: 8, cell: ({ disputed }) => flag(disputed) },
]

/** The headers of a file, with widths in characters. */
export const ledgerHeaders: readonly { header: string; width: number }[] = fileColumns.map(
  ({ header, width }) => ({ header, width }),
)

function namesOf({ communities, subdistricts }: FilePlaces): Names {
  const streets = new Map(subdistricts.map(({ code, name }) => [code, name]))
  const known = new Map(
    communities.map(({ code, name, subdistrict }) => [
      code,
      { name, subdistrict: streets.get(subdistrict) ?? '' },
    ]),
  )
  return { community: (code) => known.get(code) }
}

/** Makes the function that gives the cells of an outlet, in the order of {@link ledgerHeaders}. */
export function ledgerCells(places: FilePlaces): (line: LedgerLine) => LedgerCell[] {
  const names = namesOf(places)
  return (line) => fileColumns.map(({ cell }) => cell(line, names))
}

/** A cell that a spreadsheet would take for a formula (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/

function csvCell(cell: LedgerCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of a CSV file (RFC 4180), with its end; no cell of text begins like a formula. */
export function csvLine(cells: readonly LedgerCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Begins a CSV file: the mark by which Excel knows UTF-8, and the headers. */
export function csvHead(): string {
  return `\uFEFF${csvLine(ledgerHeaders.map(({ header }) => header))}`
}

/** Headers of which GeoJSON needs none: the geometry has the position. */
const placed = new Set(['经度（WGS84）', '纬度（WGS84）'])

/** Makes the function that gives an outlet as a feature (RFC 7946), its properties under the headers of a table. */
export function ledgerFeature(places: FilePlaces): (line: LedgerLine) => object {
  const cells = ledgerCells(places)
  return (line) => {
    const row = cells(line)
    const properties = ledgerHeaders.flatMap(({ header }, at): [string, LedgerCell][] =>
      placed.has(header) ? [] : [[header, row[at] ?? null]],
    )
    return {
      type: 'Feature',
      id: line.id,
      geometry: { type: 'Point', coordinates: line.fields.position },
      properties: Object.fromEntries(properties),
    }
  }
}
