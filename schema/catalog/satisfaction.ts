/**
 * The words and numbers of the 85 % measure (product.md, "Satisfaction"; plan, goals for 2025). Nothing of this is
 * said anywhere else.
 */

/** The five grades of 政务服务"好差评" (国办发〔2019〕51号), the best first, as people are asked. */
export const grades = [
  { grade: 5, name: '非常满意', nameEn: 'Very satisfied' },
  { grade: 4, name: '满意', nameEn: 'Satisfied' },
  { grade: 3, name: '基本满意', nameEn: 'Fairly satisfied' },
  { grade: 2, name: '不满意', nameEn: 'Dissatisfied' },
  { grade: 1, name: '非常不满意', nameEn: 'Very dissatisfied' },
] as const
export type Grade = (typeof grades)[number]['grade']

/** What a voice may say it is about. */
export const voiceTags = [
  { code: 'price', name: '价格', nameEn: 'Price' },
  { code: 'quality', name: '质量', nameEn: 'Quality' },
  { code: 'hygiene', name: '卫生', nameEn: 'Hygiene' },
  { code: 'attitude', name: '态度', nameEn: 'Attitude' },
  { code: 'waiting', name: '等候', nameEn: 'Waiting' },
  { code: 'access', name: '无障碍', nameEn: 'Accessibility' },
  { code: 'marked_prices', name: '明码标价', nameEn: 'Prices shown' },
] as const
export type VoiceTag = (typeof voiceTags)[number]['code']

/** What people have a voice on: an outlet, or a circle as a whole. */
export const subjectKinds = ['outlet', 'circle'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** Ways by which a voice may come that are told apart; most come by none of them. */
export const voiceWays = ['poster'] as const
export type VoiceWay = (typeof voiceWays)[number]

/** What the measure is taken of. A community's takes in the voices on its circle and on the outlets in it. */
export const measureScopes = ['city', 'subdistrict', 'community', 'outlet'] as const
export type MeasureScope = (typeof measureScopes)[number]

export const verdicts = ['met', 'not_met', 'undecided', 'too_few'] as const
export type Verdict = (typeof verdicts)[number]

/** The grades from which a voice may count as satisfied; which of them is official is a setting. */
export const satisfiedFromChoices = [3, 4] as const
export type SatisfiedFrom = (typeof satisfiedFromChoices)[number]

export const satisfactionRule = {
  /** the share of satisfied residents that the plan promises */
  target: 0.85,
  /** official unless the city sets otherwise: only the last two of five grades are bad */
  satisfiedFrom: 3,
  /** shown beside it */
  strictFrom: 4,
  /** of the Wilson interval, two-sided */
  confidence: 0.95,
  /** the standard normal quantile of that */
  quantile: 1.959963984540054,
  /** residents below which there is no verdict */
  verdictFrom: 30,
  /** residents below which an outlet shows no distribution */
  distributionFrom: 5,
  /** a count of a part of the voices is told in whole multiples of it, so that no cell below it is told */
  cellFrom: 5,
  /**
   * decimal digits of the number of ways in which voices may be spread over communities whose shares are told only
   * together. Two shares are two doubles of not quite 16 digits each: with two digits more a pair of numbers fits a
   * hundred ways on average, so that nobody tells the counts from it by trying
   */
  spreadDigits: 34,
  /** days of the rolling period, today among them */
  windowDays: 365,
  /** a community's weight is at most so many times the mean */
  weightCap: 5,
  /** voices with the same tag from which it is said to recur */
  tagFrom: 2,
} as const
