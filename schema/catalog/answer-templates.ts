/**
 * Beginnings of what staff write to a complainant, ready to be put in and finished. They are kept in Chinese, because
 * that is what is sent; their names are in both languages. `＿＿` stands for what only the case can tell.
 */

import type { ComplaintKind } from './complaints.ts'

export interface AnswerTemplate {
  code: string
  name: string
  nameEn: string
  /** which act it is for */
  act: 'answer' | 'resolve'
  /** what it fits best, and is offered first for; every kind where it is not said */
  kinds?: readonly ComplaintKind[]
  text: string
}

/** What is still to be filled in. */
const BLANK = '＿＿'

export const answerTemplates: readonly AnswerTemplate[] = [
  {
    code: 'visit',
    name: '定了去现场的日子',
    nameEn: 'A visit is arranged',
    act: 'answer',
    text: '您反映的情况收到了。我们＿＿月＿＿日到现场看，看完当天把结果写在这里。',
  },
  {
    code: 'visited',
    name: '去看过了',
    nameEn: 'It has been looked at',
    act: 'answer',
    text: '＿＿月＿＿日到现场看过，情况是：＿＿。接下来＿＿，最晚＿＿月＿＿日办完。',
  },
  {
    code: 'more',
    name: '请补充',
    nameEn: 'More is needed',
    act: 'answer',
    text: '要把事情弄清楚，还缺：＿＿。请在这里补充，不用留名字和电话。',
  },
  {
    code: 'price-tag',
    name: '价格：核对标价',
    nameEn: 'Price: tags are compared',
    act: 'answer',
    kinds: ['price'],
    text: '已经和店里核对标价和收银记录：＿＿。多收的钱，店家同意退，请＿＿月＿＿日前带小票到店。',
  },
  {
    code: 'hygiene-check',
    name: '卫生：已请市场监管所检查',
    nameEn: 'Hygiene: an inspection is under way',
    act: 'answer',
    kinds: ['hygiene', 'quality'],
    text: '已请市场监管所检查，＿＿月＿＿日到店。检查结果和店家怎么改，会写在这里。',
  },
  {
    code: 'nuisance-measure',
    name: '噪声油烟：约时间查看',
    nameEn: 'Noise or fumes: a time to look',
    act: 'answer',
    kinds: ['nuisance', 'street'],
    text: '我们会在您说的时段（＿＿）到现场看，请城管一起。请补充一般几点到几点最重。',
  },
  {
    code: 'corrected',
    name: '已经改正',
    nameEn: 'It has been put right',
    act: 'resolve',
    text: '已经改正：＿＿。＿＿月＿＿日我们去看过，现场照片在下面。还有问题，可以在这里要求重新办理。',
  },
  {
    code: 'refunded',
    name: '已经退款或赔付',
    nameEn: 'Money has been given back',
    act: 'resolve',
    kinds: ['price', 'dispute', 'quality'],
    text: '店家已经退＿＿元（凭小票，＿＿月＿＿日起可以到店领）。标价也已经改正。',
  },
  {
    code: 'explained',
    name: '查过，没有问题',
    nameEn: 'Looked into, found in order',
    act: 'resolve',
    text: '我们＿＿月＿＿日查过：＿＿。按＿＿的规定，这样做没有问题，理由是＿＿。您不同意，可以要求重新办理，会由上一级来办。',
  },
  {
    code: 'repaired',
    name: '设施已经修好',
    nameEn: 'Repaired',
    act: 'resolve',
    kinds: ['facility', 'street'],
    text: '＿＿已经修好，＿＿月＿＿日起可以用。以后由＿＿负责看护。',
  },
]

/**
 * The templates for an act, those first that are made for the kind, and those of other kinds not at all.
 */
export function templatesFor(act: AnswerTemplate['act'], kind: ComplaintKind): readonly AnswerTemplate[] {
  const fitting = answerTemplates.filter((one) => one.act === act && (one.kinds?.includes(kind) ?? true))
  return [...fitting.filter(({ kinds }) => kinds), ...fitting.filter(({ kinds }) => !kinds)]
}

/** Where the first blank of a text stands, that nobody has filled in yet; null where there is none. */
export function firstBlank(text: string): { start: number; end: number } | null {
  const start = text.indexOf(BLANK)
  return start < 0 ? null : { start, end: start + BLANK.length }
}
