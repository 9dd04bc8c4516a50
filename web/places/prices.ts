import type { OutletPrice } from '../../schema/contract/outlet.ts'
import type { MessageKey, MessageValues } from '../shell/words.ts'

type Translate = (key: MessageKey, values?: MessageValues) => string

/** Fen as yuan, without needless zeros: 500 → 5, 550 → 5.5, 505 → 5.05. */
export function yuan(fen: number): string {
  return String(Math.round(fen) / 100)
}

/** A published price in words: 免费, 5 元, 3–5 元 / 剂. */
export function priceWords({ fen, fenTo, unit }: OutletPrice, t: Translate): string {
  if (fen === 0 && !fenTo) return t('places.outlet.free')
  const price =
    fenTo !== null && fenTo > fen
      ? t('places.outlet.yuanRange', { from: yuan(fen), to: yuan(fenTo) })
      : t('places.outlet.yuan', { amount: yuan(fen) })
  return unit ? t('places.outlet.perUnit', { price, unit }) : price
}
