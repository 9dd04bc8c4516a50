/** What an import says at its end: a summary for people, and a table of every finding. */

import Papa from 'papaparse'
import type { CheckedFile } from './check.ts'
import type { Duplicate } from './duplicates.ts'
import type { Disagreement } from './load.ts'
import type { Note, Reading, Refusal } from './types.ts'
import { noteWords, refusalWords, type Sentence } from './words.ts'

/** How many examples of one kind of finding the summary shows. */
const EXAMPLES = 5

export interface Findings {
  reading: Reading
  checked: CheckedFile
  duplicates: readonly Duplicate[]
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = found.get(key)
    if (group) group.push(item)
    else found.set(key, [item])
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length)
}

const both = ({ zh, en }: Sentence) => `${zh} / ${en}`

function example(at: string, column: string | null, value: string): string {
  const row = /^\d+$/.test(at) ? `第 ${at} 行 row ${at}` : at
  const place = [row, column].filter(Boolean).join(', ')
  return `      ${place}${value ? `: ${value}` : ''}`
}

function examples(lines: string[]): string[] {
  const more = lines.length - EXAMPLES
  return more > 0 ? [...lines.slice(0, EXAMPLES), `      … 另有 ${more} 条 ${more} more`] : lines
}

function refusalLines(refusals: readonly Refusal[]): string[] {
  return groups(refusals, (refusal) => refusal.code).flatMap(([, group]) => {
    const [first] = group
    if (!first) return []
    return [
      `    ${group.length}  ${both(refusalWords[first.code])}`,
      ...examples(group.map(({ at, column, value }) => example(at, column, value))),
    ]
  })
}

function noteLines(notes: readonly { at: string; note: Note }[]): string[] {
  return groups(notes, ({ note }) => note.code).flatMap(([, group]) => {
    const [first] = group
    if (!first) return []
    return [
      `    ${group.length}  ${both(noteWords[first.note.code])}`,
      ...examples(group.map(({ at, note }) => example(at, note.column, note.value))),
    ]
  })
}

/** Everything found, as lines: what the file is, refusals by reason, notes, near-duplicates, what was left out. */
export function findingLines({ reading, checked, duplicates }: Findings): string[] {
  const lines: string[] = []
  const section = (title: string, body: readonly string[]) => {
    if (body.length > 0) lines.push('', title, ...body)
  }
  section(
    '文件 File',
    reading.notes.map((note) => `    ${both(noteWords[note.code])}: ${note.value}`),
  )
  section(`拒绝 Refused: ${checked.refusedRows}`, refusalLines(checked.refusals))
  section('更正与说明 Corrections and notes', noteLines(checked.notes))
  section(
    `疑似重复 Near-duplicates: ${duplicates.length}`,
    examples(
      duplicates.map(
        ({ at, name, other, otherName, metres }) =>
          `      ${name} (${at}) ~ ${otherName} (${other}), ${Math.round(metres)} m`,
      ),
    ),
  )
  const leftOut = [...reading.leftOut].sort(([, a], [, b]) => b - a)
  section(
    `不属于便民生活圈业态，未读取 Left out, none of the plan's types: ${leftOut.reduce((sum, [, count]) => sum + count, 0)}`,
    leftOut.length > 0
      ? [
          `    ${leftOut
            .slice(0, 12)
            .map(([kind, count]) => `${kind} ${count}`)
            .join(', ')}`,
        ]
      : [],
  )
  return lines
}

/** Where merchants or staff had changed what the file has changed, too. */
export function disagreementLines(found: readonly Disagreement[]): string[] {
  const lines = (kept: boolean) =>
    examples(
      found
        .filter((one) => one.kept === kept)
        .map(({ outlet, name, fields }) => `      ${name} (${outlet}): ${fields.join(', ')}`),
    )
  const section = (title: string, body: readonly string[]) => (body.length > 0 ? ['', title, ...body] : [])
  return [
    ...section('本站已有人修改，保留未改 Changed here as well, left as it is', lines(true)),
    ...section('本站已有人修改，以文件为准 Changed here as well, the file was taken', lines(false)),
  ]
}

/** One row a finding, as CSV that spreadsheets open: row, outcome, column, code, both sentences, value. */
export function reportCsv({ reading, checked, duplicates }: Findings): string {
  const row = (
    at: string,
    outcome: string,
    column: string | null,
    code: string,
    words: Sentence,
    value: string,
  ) => ({
    row: at,
    outcome,
    column: column ?? '',
    code,
    说明: words.zh,
    meaning: words.en,
    value,
  })
  const rows = [
    ...reading.notes.map((note) => row('', 'note', note.column, note.code, noteWords[note.code], note.value)),
    ...checked.refusals.map(({ at, column, code, value }) =>
      row(at, 'refused', column, code, refusalWords[code], value),
    ),
    ...checked.notes.map(({ at, note }) =>
      row(at, 'note', note.column, note.code, noteWords[note.code], note.value),
    ),
    ...duplicates.map(({ at, name, other, otherName, metres }) =>
      row(
        at,
        'duplicate',
        'name',
        'near_duplicate',
        { zh: '疑似重复', en: 'near-duplicate' },
        `${name} ~ ${otherName} (${other}), ${Math.round(metres)} m`,
      ),
    ),
  ]
  return `\ufeff${Papa.unparse(rows, { escapeFormulae: true })}\r\n`
}
