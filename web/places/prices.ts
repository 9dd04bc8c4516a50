import type { OutletPrice } from '../../schema/contract/outlet.ts'
import { yuanText } from '../../schema/rules/yuan.ts'
import type { MessageKey, MessageValues } from '../shell/words.ts'

type Translate = (key: MessageKey, values?: MessageValues) => string

/** A published price in words: 免费, 5 元, 3–5 元 / 剂. */
export function priceWords({ fen, fenTo, unit }: OutletPrice, t: Translate): string {
  if (fen === 0 && !fenTo) return t('places.outlet.free')
  const price =
    fenTo !== null && fenTo > fen
      ? t('places.outlet.yuanRange', { from: yuanText(fen), to: yuanText(fenTo) })
      : t('places.outlet.yuan', { amount: yuanText(fen) })
  return unit ? t('places.outlet.perUnit', { price, unit }) : price
}
