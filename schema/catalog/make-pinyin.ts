/**
 * Writes `pinyin-table.ts` from the readings of pinyin-pro: `npm exec -- node schema/catalog/make-pinyin.ts`.
 * A test compares the committed table with what this makes.
 */

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'

/** Written on shop signs and in place names, but missing from GB 2312. */
const BEYOND_GB2312 = '喆堃昇镕珺玥翀犇垚骉羴囍槑饸饹饳粿彧旸祎馎饦燊甡尛烎瞭啰'

/** What people type where the dictionary has only the interjection without a vowel. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 嗯: ['en'], 呣: ['mu'] }

/** The 6,763 characters of GB 2312, which hold nearly all of 通用规范汉字表 levels 1 and 2. */
function gb2312(): string[] {
  const decoder = new TextDecoder('gb18030')
  const characters: string[] = []
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell))
      // row D7 ends in five cells that hold no character
      if (/^\p{Script=Han}$/u.test(character)) characters.push(character)
    }
  }
  return characters
}

/** Toneless readings, ü written v as it is typed; 略 and 虐 also the way many type them, lue and nue. */
function readingsOf(character: string): Set<string> {
  const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })
  const typed = readings.flatMap((reading) =>
    /^[ln]ve$/.test(reading) ? [reading, reading.replace('v', 'u')] : reading,
  )
  return new Set([...typed, ...(ALSO[character] ?? [])])
}

/** The table as text: a line for each syllable, the syllable and then its characters in the order of Unicode. */
export function makePinyinTable(): string {
  const bySyllable = new Map<string, string[]>()
  for (const character of new Set([...gb2312(), ...BEYOND_GB2312])) {
    for (const reading of readingsOf(character)) {
      const characters = bySyllable.get(reading)
      if (characters) characters.push(character)
      else bySyllable.set(reading, [character])
    }
  }
  return [...bySyllable.keys()]
    .sort()
    .map((syllable) => syllable + (bySyllable.get(syllable) ?? []).sort().join(''))
    .join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = `/** Made by make-pinyin.ts: a line for each syllable, with the characters that can be read so. */
export const table = \`${makePinyinTable()}\`
`
  writeFileSync(fileURLToPath(new URL('pinyin-table.ts', import.meta.url)), source)
}
