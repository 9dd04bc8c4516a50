/** Cells that say yes or no, list ways of paying, services and aids, or name a grade or state. */

import { creditGrades, type OutletStatus } from '../catalog/marks.ts'
import { outletServices } from '../catalog/services.ts'

/** Parts of a cell that lists things. */
export function listOf(cell: string): string[] {
  return cell
    .split(/[;；,，、/|+\n]|\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/**
 * Yes or no.
 * @returns undefined when it says neither
 */
export function readFlag(cell: string): boolean | undefined {
  const text = cell.trim().toLowerCase()
  if (/^(?:是|有|有的|支持|可以|可|提供|√|✓|✔|y|yes|true|1|收)$/.test(text)) return true
  if (/^(?:否|不是|无|没有|不支持|不可以|不可|不提供|×|✗|✘|x|n|no|false|0|不收)$/.test(text)) return false
  return undefined
}

/** Fact by the words for it in a list. */
export type FactWords<T extends string> = readonly (readonly [fact: T, words: RegExp])[]

export const paymentWords: FactWords<'cash' | 'bankCard' | 'mobilePay'> = [
  ['cash', /现金|cash/i],
  ['bankCard', /银行卡|刷卡|银联|信用卡|借记卡|pos|card/i],
  ['mobilePay', /微信|支付宝|扫码|移动支付|手机支付|云闪付|数字人民币|二维码|mobile|wechat|alipay/i],
]

export const accessWords: FactWords<'stepFree' | 'seat' | 'hearingAid' | 'sightAid' | 'elderCounter'> = [
  ['stepFree', /坡道|无台阶|轮椅|平进|无障碍(?:通道|出入口|入口|卫生间)|step.?free|ramp|wheelchair/i],
  ['seat', /座椅|座位|休息区|凳|seat/i],
  ['hearingAid', /助听|手语|字幕|hearing/i],
  ['sightAid', /盲文|盲道|语音|老花镜|放大镜|大字|sight|braille/i],
  ['elderCounter', /老年|老人|长者|爱心(?:窗口|专座|通道)|敬老|人工窗口|elder/i],
]

/**
 * The facts that a list names: true for each that is in it, false for each that it says is not (不收现金).
 * What a list does not name is not known.
 */
export function readFacts<T extends string>(
  cell: string,
  words: FactWords<T>,
): { facts: Partial<Record<T, boolean>>; unread: string[] } {
  const facts: Partial<Record<T, boolean>> = {}
  const unread: string[] = []
  for (const part of listOf(cell)) {
    const named = words.filter(([, pattern]) => pattern.test(part))
    if (named.length === 0) unread.push(part)
    for (const [fact] of named) facts[fact] = !/^(?:不|无(?!台阶|障碍)|没有|no\s)/i.test(part)
  }
  return { facts, unread }
}

const serviceByWord = new Map(
  outletServices.flatMap(({ code, name, nameEn, synonyms }) =>
    [code, name, nameEn.toLowerCase(), ...synonyms].map((word) => [word, code] as const),
  ),
)

/** The services that a list names, by code. */
export function readServices(cell: string): { services: string[]; unread: string[] } {
  const services = new Set<string>()
  const unread: string[] = []
  for (const part of listOf(cell)) {
    const code =
      serviceByWord.get(part) ??
      serviceByWord.get(part.replace(/服务$/, '')) ??
      serviceByWord.get(part.toLowerCase())
    if (code) services.add(code)
    else unread.push(part)
  }
  return { services: [...services], unread }
}

/** A grade A–D, as `A`, `A级`, `a 级`. */
export function readCredit(cell: string): (typeof creditGrades)[number] | undefined {
  const letter = /^([A-D])\s*级?$/i.exec(cell.trim())?.[1]?.toUpperCase()
  return creditGrades.find((grade) => grade === letter)
}

const closedWords = /永久|关闭|关门|倒闭|注销|吊销|撤销|拆除|迁出|不再营业|已停业|closed|disused/i
const pausedWords = /暂停|暂时|歇业|停业|装修|休业|整顿|未营业|筹备|即将开业|paused|temporar/i
const openWords = /营业|正常|在营|在业|存续|开业|开放|运营|open|active/i

/** A state of business in words; 停业 alone is taken for a pause, because nothing says that it is for good. */
export function readStatus(cell: string): OutletStatus | undefined {
  if (/temporar|暂/i.test(cell)) return 'paused'
  if (closedWords.test(cell)) return 'closed'
  if (pausedWords.test(cell)) return 'paused'
  return openWords.test(cell) ? 'open' : undefined
}

/** A remark about the state at the end of a name, in brackets of any kind: `某某店（暂停营业）`. */
export function splitStatusFromName(name: string): {
  name: string
  status: OutletStatus | undefined
  remark: string
} {
  const [remark = '', inside = ''] = /\s*[（(【[]([^（）()【】[\]]{2,12})[）)】\]]\s*$/.exec(name) ?? []
  const status = closedWords.test(inside) || pausedWords.test(inside) ? readStatus(inside) : undefined
  if (!status || remark.length === name.length) return { name, status: undefined, remark: '' }
  return { name: name.slice(0, name.length - remark.length), status, remark: remark.trim() }
}
