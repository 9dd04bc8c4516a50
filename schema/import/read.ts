/** Finds out what a file is, by its first bytes rather than its name, and reads it. */

import { isAmap, readAmap } from './amap.ts'
import { readCsv } from './csv.ts'
import { readGeoJson } from './geojson.ts'
import { readOsm } from './osm.ts'
import { osmScan } from './osm-file.ts'
import { readTables, type Tables } from './table.ts'
import { decodeText } from './text.ts'
import { type Reading, UnreadableFile } from './types.ts'
import { readXlsx } from './xlsx.ts'

/** Characters of a text file that are looked at to tell what it is. */
const HEAD = 512

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function readJson(text: string): Reading {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw new UnreadableFile(
      `JSON 有误。 The JSON cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
  return isAmap(document) ? readAmap(document) : readGeoJson(document)
}

/** A file taken apart as far as that needs nobody's choice: tables, of which somebody may say how they are meant, or rows. */
export type Opened = { kind: 'tables'; tables: Tables } | { kind: 'reading'; reading: Reading }

/**
 * Opens a file: CSV, XLSX, GeoJSON, Amap's JSON, or an OpenStreetMap extract (PBF, XML, gzip).
 * @throws UnreadableFile when it is none of them
 */
export async function openFile(bytes: Uint8Array): Promise<Opened> {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。 The file is empty.')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { kind: 'tables', tables: await readXlsx(bytes) }
  const scan = osmScan(bytes)
  if (scan) return { kind: 'reading', reading: readOsm(scan) }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new UnreadableFile('请把 .xls 另存为 .xlsx 或 .csv。 Old .xls workbooks: save as .xlsx or .csv.')
  }
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD)).trimStart()
  if (head.startsWith('{') || head.startsWith('[')) {
    return { kind: 'reading', reading: readJson(decodeText(bytes).text) }
  }
  return { kind: 'tables', tables: readCsv(bytes) }
}

/**
 * Takes a file apart as it is most likely meant.
 * @throws UnreadableFile when it cannot be, or lacks what every outlet needs
 */
export async function readFile(bytes: Uint8Array): Promise<Reading> {
  const opened = await openFile(bytes)
  return opened.kind === 'tables' ? readTables(opened.tables) : opened.reading
}
