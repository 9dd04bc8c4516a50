/**
 * The words and numbers of a complaint's way (product.md, "A complaint's way": 13710, after 义马's "13710" working
 * mechanism in the plan). Who may do what, when, is in schema/rules/complaints/way.ts.
 */

import { hotlines } from './hotlines.ts'
import type { Limit } from './voice-limits.ts'

/** What a complaint is about. */
export const complaintKinds = [
  { code: 'price', name: '价格', nameEn: 'Price' },
  { code: 'quality', name: '质量', nameEn: 'Quality' },
  { code: 'hygiene', name: '卫生', nameEn: 'Hygiene' },
  { code: 'street', name: '占道与环境', nameEn: 'Blocked pavement, surroundings' },
  { code: 'nuisance', name: '噪声油烟扰民', nameEn: 'Noise or fumes' },
  { code: 'attitude', name: '服务态度', nameEn: 'How one was treated' },
  { code: 'dispute', name: '消费纠纷', nameEn: 'Dispute over a purchase' },
  { code: 'facility', name: '设施', nameEn: 'Facilities' },
  { code: 'other', name: '其他', nameEn: 'Something else' },
] as const
export type ComplaintKind = (typeof complaintKinds)[number]['code']
export const complaintKindCodes = complaintKinds.map(({ code }) => code)

/** Where a case stands. */
export const complaintStages = [
  { code: 'filed', name: '待受理', nameEn: 'Filed' },
  { code: 'accepted', name: '办理中', nameEn: 'Accepted and assigned' },
  { code: 'answered', name: '已答复', nameEn: 'Answered' },
  { code: 'resolved', name: '已办结，等您确认', nameEn: 'Resolved, to be confirmed' },
  { code: 'reopened', name: '重新办理', nameEn: 'Reopened' },
  { code: 'closed', name: '已结案', nameEn: 'Closed' },
  { code: 'rejected', name: '不予受理', nameEn: 'Rejected' },
  { code: 'transferred', name: '已转办', nameEn: 'Transferred' },
] as const
export type ComplaintStage = (typeof complaintStages)[number]['code']
export const complaintStageCodes = complaintStages.map(({ code }) => code)

/** Stages in which somebody must still do something, and limits run. */
export const openStages = ['filed', 'accepted', 'answered', 'reopened'] as const satisfies ComplaintStage[]

/** How a case that is closed ended. */
export const complaintOutcomes = ['confirmed', 'no_reply'] as const
export type ComplaintOutcome = (typeof complaintOutcomes)[number]

/** The levels that a case rises through, the lowest first. */
export const complaintLevels = ['community', 'subdistrict', 'city'] as const
export type ComplaintLevel = (typeof complaintLevels)[number]

/** The limits of 13710 that staff must keep, in the order in which they run out. */
export const complaintLimits = [
  { code: 'accept', name: '受理', nameEn: 'Accepted' },
  { code: 'answer', name: '首次答复', nameEn: 'First answer' },
  { code: 'resolve', name: '办结', nameEn: 'Resolved' },
] as const
export type ComplaintLimit = (typeof complaintLimits)[number]['code']
export const complaintLimitCodes = complaintLimits.map(({ code }) => code)

export const complaintRule = {
  /** working days from filing within which each must have happened */
  workingDays: { accept: 1, answer: 3, resolve: 7 },
  /** calendar months within which a complex case must be resolved */
  complexMonths: 1,
  /** days of silence after a resolution, in which the complainant confirms or reopens; also after a rejection or a transfer */
  replyDays: 7,
  /** how often a case may be reopened */
  reopenings: 2,
  /** the voice that a complaint is until its handling is graded (product.md, "Satisfaction") */
  grade: 2,
  /** characters of what happened, of a message, an answer, a summary */
  textMax: 1_000,
  /** characters of where it is, for what is about no outlet */
  placeMax: 60,
  /** complaints of one resident, refused above */
  byResident: [
    { most: 5, seconds: 3_600 },
    { most: 20, seconds: 24 * 3_600 },
  ],
  /** complaints from one network, refused above: a mobile network shows a whole town behind one address */
  byNetwork: { most: 600, seconds: 3_600 },
  /** complaints from one network that came by Open311, which costs no proof of work; refused above */
  byOpen311: [
    { most: 20, seconds: 3_600 },
    { most: 60, seconds: 24 * 3_600 },
  ],
  /** of those, and of others from the network, on one subject: each counts as a voice of somebody of their own */
  byOpen311OnSubject: { most: 10, seconds: 24 * 3_600 },
  /** and from all networks together: somebody may have very many of them, and the site's own way stays open */
  byOpen311InAll: [
    { most: 300, seconds: 3_600 },
    { most: 1_000, seconds: 24 * 3_600 },
  ],
  /** seconds in which the same complaint from the same network by Open311 is one that was sent again */
  open311Again: 600,
  /** messages of a complainant on one case, refused above */
  messages: { most: 30, seconds: 24 * 3_600 },
  /**
   * receipts that were wrong from one network; above, right ones are refused as well, or guessing would not be slowed
   * down. A receipt has 70 bits, and a mobile network shows a whole town behind one address: who mistypes there must not
   * keep the others from their cases for long.
   */
  wrongReceipts: { most: 60, seconds: 900 },
  /** limits kept or missed, from which on a rate on time is told; fewer are too few */
  ratesFrom: 10,
} as const satisfies Record<string, number | Limit | readonly Limit[] | Record<ComplaintLimit, number>>

/** Who acted on a case, as everybody is told. */
export const complaintActors = ['complainant', 'staff', 'merchant', 'clock'] as const
export type ComplaintActor = (typeof complaintActors)[number]

/** The receipt: characters without those that look alike (Crockford's base 32), and how many; 70 bits. */
export const receiptRule = {
  alphabet: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  length: 14,
  /** as people read it: groups of so many, joined by hyphens */
  group: 4,
} as const

/** Where a case may be transferred to. */
export const transferTargets = [
  { code: hotlines.city, name: '12345 政务服务便民热线', nameEn: 'Hotline 12345' },
  { code: hotlines.consumer, name: '12315 消费者投诉举报', nameEn: 'Consumer hotline 12315' },
  { code: 'department', name: '其他部门', nameEn: 'Another department' },
] as const
export type TransferTarget = (typeof transferTargets)[number]['code']

/**
 * Departments of a county-level city that may be made responsible, beside the divisions themselves. They have no
 * accounts here: the level that has the case speaks for them.
 */
export const departments = [
  { code: 'commerce', name: '商务局', nameEn: 'Commerce bureau' },
  { code: 'market', name: '市场监督管理局', nameEn: 'Market regulation bureau' },
  { code: 'urban', name: '城市管理局', nameEn: 'Urban management bureau' },
  { code: 'ecology', name: '生态环境局', nameEn: 'Ecology and environment bureau' },
  { code: 'health', name: '卫生健康委员会', nameEn: 'Health commission' },
  { code: 'civil', name: '民政局', nameEn: 'Civil affairs bureau' },
  { code: 'housing', name: '住房和城乡建设局', nameEn: 'Housing and construction bureau' },
  { code: 'police', name: '公安局', nameEn: 'Public security bureau' },
  { code: 'post', name: '邮政管理部门', nameEn: 'Postal administration' },
] as const
export type Department = (typeof departments)[number]['code']
export const departmentCodes = departments.map(({ code }) => code)

/** What the desk's list shows. */
export const deskViews = ['mine', 'open', 'all'] as const
export type DeskView = (typeof deskViews)[number]
