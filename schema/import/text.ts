/** Bytes to text, and text to the plain form in which it is compared and read. */

import { UnreadableFile } from './types.ts'

/**
 * Text of a file in UTF-8 (with or without mark) or, when it is not valid UTF-8, in GB18030, which contains GBK and
 * GB2312.
 * @throws UnreadableFile when it is neither
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: 'utf-8' | 'utf-16' | 'gb18030' } {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), encoding: 'utf-16' }
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
    } catch {
      // not this one: a strict decoder throws at the first byte that does not fit
    }
  }
  throw new UnreadableFile('文件编码既不是 UTF-8，也不是 GB18030。 The file is neither UTF-8 nor GB18030.')
}

/**
 * A cell made plain: letters, digits and blanks of full width become half width, control and invisible characters
 * go, runs of blanks become one. Chinese punctuation stays.
 */
export function plain(text: string): string {
  return text
    .replace(/[！-～]/g, (mark) =>
      /[０-９Ａ-Ｚａ-ｚ＋－．／＠＃％＆＊＝＿]/.test(mark)
        ? String.fromCharCode(mark.charCodeAt(0) - 0xfee0)
        : mark,
    )
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}+/gu, '')
    .trim()
}

/** A cell that says nothing: empty, a dash, 无, 暂无, 未知, null, `[]`. */
export function isBlank(text: string): boolean {
  return /^(?:[-—–_/\\.。]*|无|暂无|没有|未知|不详|null|none|nan|n\/a|undefined|#n\/a|\[\])$/i.test(
    text.trim(),
  )
}

/** A name as it is compared for duplicates: without width, case, brackets, blanks and marks. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]【】「」『』《》<>·•・.,，。、'"“”‘’\-—_/&|:：!！]/g, '')
}
