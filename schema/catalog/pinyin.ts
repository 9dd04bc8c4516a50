/** Readings of Chinese characters, for search in Latin letters. Some 18 KB gzipped: load it only when needed. */

import { table } from './pinyin-table.ts'

/** Every reading of a character, toneless, ü written v: 银 → yin; 长 → chang, zhang. */
export type PinyinTable = ReadonlyMap<string, readonly string[]>

/** The readings of the characters of GB 2312 and some more that shop signs use. Made anew at each call. */
export function pinyinTable(): PinyinTable {
  const readings = new Map<string, string[]>()
  for (const [, syllable = '', characters = ''] of table.matchAll(/([a-z]+)(.+)/g)) {
    for (const character of characters) {
      const known = readings.get(character)
      if (known) known.push(syllable)
      else readings.set(character, [syllable])
    }
  }
  return readings
}
