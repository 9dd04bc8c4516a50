/** Prices between fen, as they are stored, and yuan, as people type them: digits only, never a fraction in binary. */

const plain = /^(\d{0,7})(?:\.(\d{0,2}))?$/
const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d{0,2})?$/

/**
 * Reads yuan as people type them: `12`, `12.5`, `.5`, `1,200.00`, `¥3`, `3元`, `１２。５`.
 * @returns fen; null for what is no amount, or has more than two decimals
 */
export function fenOf(text: string): number | null {
  const given = text
    .normalize('NFKC')
    .replace(/[\s¥元]/g, '')
    .replace('。', '.')
  const amount = grouped.test(given) ? given.replaceAll(',', '') : given
  const [, yuan = '', fraction = ''] = plain.exec(amount) ?? []
  if (yuan + fraction === '') return null
  return Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
}

/** Fen as a field shows them, always with two decimals: 505 → `5.05`, 500 → `5.00`. */
export function yuanField(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** Fen as people read them, without needless zeros: 500 → `5`, 550 → `5.5`, 505 → `5.05`. */
export function yuanText(fen: number): string {
  return String(Math.round(fen) / 100)
}
