/**
 * What in somebody's words looks like it tells of a private person: a mobile number, an identity number, a bank card, an
 * account to write to, a name. It is pointed out before a complaint is sent, and the person decides; so it finds what is
 * written in the usual ways, and leaves alone what belongs to a business: landlines, service numbers, order numbers.
 */

import { doubleSurnames, surnames } from '../catalog/surnames.ts'

export const personalKinds = ['mobile', 'identity', 'card', 'account', 'name'] as const
export type PersonalKind = (typeof personalKinds)[number]

/** Where it stands: from `start` up to, and not including, `end`, in UTF-16 units of the text. */
export interface PersonalFinding {
  kind: PersonalKind
  start: number
  end: number
  text: string
}

/** What takes the place of what is blanked. It does not tell how long that was. */
export const blanked = '***'

const chineseDigits = '零一二三四五六七八九'

/** One character for one, so that places stay: full-width digits, letters and signs become plain. */
function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
}

/** Digits that are written out, as who wants to be called and not found writes them. */
function spelled(text: string): string {
  return text
    .replace(/[零一二三四五六七八九]/g, (digit) => String(chineseDigits.indexOf(digit)))
    .replace(/[〇○]/g, '0')
    .replace(/幺/g, '1')
}

/** Between two digits of one number: nothing, or one blank or hyphen. */
const gap = String.raw`[ \-—–]?`
const mobile = new RegExp(String.raw`(?<!\d)(?:\+?86${gap})?1${gap}[3-9](?:${gap}\d){9}(?!\d)`, 'g')
const identity = new RegExp(String.raw`(?<!\d)[1-9](?:${gap}\d){16}${gap}(?:\d(?!\d)|[Xx])`, 'g')
/** UnionPay with 16 to 19 digits; Visa, Mastercard and JCB with 16. */
const card = new RegExp(
  String.raw`(?<!\d)(?:6${gap}[02](?:${gap}\d){14,17}|(?:4${gap}\d|5${gap}[1-5]|3${gap}5)(?:${gap}\d){14})(?!${gap}\d)`,
  'g',
)
const wechat =
  /(?:微信|薇信|威信|wechat|weixin|wx|vx|v信)\s*(?:号|账号|id)?\s*[:是为]?\s*([a-z][\w-]{5,19})(?![\w-])/gi
const qq = /qq\s*(?:号|账号)?\s*[:是为]?\s*(\d{5,11})(?!\d)/gi
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

const digitsOf = (text: string) => text.replace(/[^\dXx]/g, '').toUpperCase()

/** GB 11643-1999: the last character is a checksum (ISO 7064, MOD 11-2), and there is a date of birth in the middle. */
function isIdentity(text: string): boolean {
  const digits = digitsOf(text)
  const sum = [...digits.slice(0, 17)].reduce(
    (total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11),
    0,
  )
  const [month, day] = [Number(digits.slice(10, 12)), Number(digits.slice(12, 14))]
  const isDate = /^(19|20)/.test(digits.slice(6, 8)) && month >= 1 && month <= 12 && day >= 1 && day <= 31
  return isDate && '10X98765432'[sum % 11] === digits[17]
}

/** ISO/IEC 7812-1, annex B (Luhn). */
function isCard(text: string): boolean {
  const digits = [...digitsOf(text)].reverse().map(Number)
  const sum = digits.reduce((total, digit, at) => {
    const weighed = at % 2 === 0 ? digit : digit * 2
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}

/** `wechat payment` is no account; one is told by a digit or a line in it, or by what stands before it. */
const isAccount = (handle: string, before: string) =>
  /[\d_-]/.test(handle) || /[号账id:是为]\s*$/i.test(before)

/** What introduces a name. After 我是 almost anything may follow, so that there a name must end where it ends. */
const introductions = [
  { words: '(?:我|他|她|老板|老板娘|店主|店长|店员|经理|服务员|收银员|名字|名|就)叫(?:做)?', loose: true },
  { words: '(?:姓名|名字|联系人|当事人|投诉人|举报人|法人|负责人)(?:是|叫|为)?\\s*[:,]?\\s*', loose: true },
  { words: '(?:我|本人)是', loose: false },
  { words: '本人(?!是)', loose: false },
] as const

const han = '[\\u4e00-\\u9fff]'
/** What may follow a name: an end, a sign, a digit, or one of the words that follow names. */
const endOfName = {
  loose: `(?!${han})|(?=的|电话|手机|微信|先生|女士|和|跟|住|说|他|她)`,
  strict: `(?!${han})|(?=电话|手机|微信|先生|女士)`,
} as const

/** Words that begin like a name and are none. */
const ordinary =
  /^(?:周[一二三四五六日天末]|常[客住来年]|顾客|高[中考龄兴血管]|任何|石油|钟点|金[牌卡]|白[天领班]|马[上路]|方便|万一|文[员化]|安[保心]|程序|江[苏西北南]|黄[色牌]|田里|夏[天令]|于是|何[人时]|单[位身亲]|解决|管理|包[月年工]|关[门店]|古稀|游客|房[东主客]|党员|康复|温州|叶子|龙头|简单|卫生|左边|景区|苗木|许多|曾经|莫名|甘肃|牛肉|毛病|宁[夏波])/
/** What ends words for people, places and days, and hardly a name. */
const ordinaryEnd = /[人员客们店路区户者车楼号街村镇县市省工班家师长迷的了]$/

function isName(words: string): boolean {
  const family = doubleSurnames.find((double) => words.startsWith(double)) ?? words.slice(0, 1)
  if (family.length === 1 && !surnames.has(family)) return false
  const given = words.length - family.length
  return given >= 1 && given <= 2 && !ordinary.test(words) && !ordinaryEnd.test(words)
}

function namesIn(text: string): PersonalFinding[] {
  return introductions.flatMap(({ words, loose }) => {
    // The shortest that ends like a name: 2 to 4 characters.
    const pattern = new RegExp(`${words}(${han}{2,4}?)(?:${loose ? endOfName.loose : endOfName.strict})`, 'g')
    return [...text.matchAll(pattern)].flatMap((match) => {
      const [whole, name = ''] = match
      const end = match.index + whole.length
      return isName(name) ? [{ kind: 'name' as const, start: end - name.length, end, text: name }] : []
    })
  })
}

function numbersIn(text: string, kind: PersonalKind, pattern: RegExp, isOne: (found: string) => boolean) {
  return [...text.matchAll(pattern)]
    .filter(([found]) => isOne(found))
    .map(({ 0: found, index }) => ({ kind, start: index, end: index + found.length, text: found }))
}

function accountsIn(text: string, pattern: RegExp): PersonalFinding[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, handle = ''] = match
    if (!isAccount(handle, whole.slice(0, -handle.length))) return []
    const end = match.index + whole.length
    return [{ kind: 'account' as const, start: end - handle.length, end, text: handle }]
  })
}

/**
 * Finds what looks personal.
 * @param text as it was written; places are in it as it is
 * @returns in the order of the text, none over another; what is a longer number is not found as a shorter one in it
 */
export function findPersonal(text: string): PersonalFinding[] {
  const read = plain(text)
  const found = [
    ...numbersIn(read, 'identity', identity, isIdentity),
    ...numbersIn(read, 'card', card, isCard),
    ...numbersIn(spelled(read), 'mobile', mobile, () => true),
    ...accountsIn(read, wechat),
    ...accountsIn(read, qq),
    ...numbersIn(read, 'account', mail, () => true),
    ...namesIn(read),
  ]
  const apart: PersonalFinding[] = []
  for (const one of found) {
    if (!apart.some(({ start, end }) => one.start < end && start < one.end)) {
      apart.push({ ...one, text: text.slice(one.start, one.end) })
    }
  }
  return apart.sort((one, other) => one.start - other.start)
}

/**
 * Blanks what was found.
 * @param findings places in this text, none over another, in any order
 */
export function blankPersonal(text: string, findings: readonly PersonalFinding[]): string {
  return [...findings]
    .sort((one, other) => other.start - one.start)
    .reduce((rest, { start, end }) => rest.slice(0, start) + blanked + rest.slice(end), text)
}
