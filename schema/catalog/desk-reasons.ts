/**
 * Reasons that staff give again and again, ready to choose. They are kept in Chinese, whatever language the desk is read
 * in: merchants and residents read them.
 */

export interface DeskReason {
  name: string
  nameEn: string
}

/** Why a merchant's change is not made. */
export const refusalReasons: readonly DeskReason[] = [
  { name: '和门头、营业执照上的不一样', nameEn: 'Differs from the sign or the licence' },
  { name: '到店看过，还是原来的', nameEn: 'Checked on the spot: still as it was' },
  { name: '写得不清楚，请写全再提交', nameEn: 'Unclear; please write it in full' },
  { name: '带有广告或不合适的话', nameEn: 'Contains advertising or unsuitable words' },
]

/** Why a report of a wrong fact changes nothing; the merchant reads it. */
export const reportReasons: readonly DeskReason[] = [
  { name: '到店看过，现在的没错', nameEn: 'Checked on the spot: it is right as it is' },
  { name: '问过店里，现在的没错', nameEn: 'Asked the shop: it is right as it is' },
  { name: '说的不是这家店', nameEn: 'It is about another shop' },
  { name: '看不出要改什么', nameEn: 'It does not say what to change' },
]

/** Why a shop that somebody has named does not come onto the map. */
export const applicationReasons: readonly DeskReason[] = [
  { name: '到现场看过，没有这家店', nameEn: 'Checked on the spot: there is no such shop' },
  { name: '地图上已经有这家店', nameEn: 'It is on the map already' },
  { name: '不对居民营业', nameEn: 'It does not serve residents' },
  { name: '写得不清楚，找不到地方', nameEn: 'Unclear: the place cannot be found' },
]

/** Why a voice that was held back goes into the measure; the first is what one key gives. */
export const clearReasons: readonly DeskReason[] = [
  { name: '看过，没有看出是刷的', nameEn: 'Looked at: no sign of stuffing' },
]

/** Why a voice is taken out of the measure; its resident reads it. */
export const dropReasons: readonly DeskReason[] = [
  { name: '短时间里成批发来，像是刷的', nameEn: 'Came in batches within minutes; looks like stuffing' },
  { name: '同一个网络发来一大片，像是刷的', nameEn: 'Came in numbers from one network; looks like stuffing' },
  { name: '以前作废过，又来一样的', nameEn: 'The same again after it was dropped before' },
]

/** Why a comment is not made public. */
export const commentReasons: readonly DeskReason[] = [
  { name: '写了个人信息', nameEn: 'It tells personal data' },
  { name: '骂人、侮辱人', nameEn: 'It insults somebody' },
  { name: '是广告', nameEn: 'It is advertising' },
  { name: '说的不是这里', nameEn: 'It is about something else' },
]

/** Why a merchant's photo is not shown; the merchant reads it. */
export const photoReasons: readonly DeskReason[] = [
  { name: '看不清，请重新拍', nameEn: 'It cannot be made out; please take it again' },
  { name: '看得清人的脸，请换一张', nameEn: 'It shows the faces of people; please take another' },
  { name: '拍的不是这家店', nameEn: 'It is not of this shop' },
  { name: '是广告图，请拍真实的店', nameEn: 'It is an advertisement; please show the shop itself' },
]

/** Why a merchant's reply is not made public; the merchant reads it. */
export const replyReasons: readonly DeskReason[] = [
  { name: '写了个人信息', nameEn: 'It tells personal data' },
  { name: '骂人、威胁人', nameEn: 'It insults or threatens somebody' },
  { name: '是广告', nameEn: 'It is advertising' },
  { name: '没有回答居民说的', nameEn: 'It does not answer what the resident says' },
]

/** Why a listing is not as it says; the merchant reads it. */
export const staleReasons: readonly DeskReason[] = [
  { name: '到店看过，没开门', nameEn: 'Checked on the spot: it was shut' },
  { name: '电话打不通', nameEn: 'Nobody answers the phone' },
  { name: '已经搬走', nameEn: 'It has moved away' },
  { name: '不做这个了', nameEn: 'It does something else now' },
]

/** Why a sampled survey is removed. */
export const surveyReasons: readonly DeskReason[] = [
  { name: '录错了', nameEn: 'Entered wrongly' },
  { name: '录了两次', nameEn: 'Entered twice' },
  { name: '调查不算数了', nameEn: 'The survey is no longer valid' },
]

/** Why what residents want is not done for now; everybody reads it. */
export const declineReasons: readonly DeskReason[] = [
  { name: '附近已经有，走得到', nameEn: 'There is one nearby, within a walk' },
  { name: '没有合适的场地', nameEn: 'There is no place for it' },
  { name: '想要的人还不多，先留着看', nameEn: 'Few want it as yet; kept in mind' },
  { name: '今年没有安排，明年再看', nameEn: 'Not planned for this year; looked at again next year' },
]

/** Why an account is suspended. */
export const suspensionReasons: readonly DeskReason[] = [
  { name: '人已经离岗', nameEn: 'Has left the post' },
  { name: '账号可能被别人用了', nameEn: 'Somebody else may be using it' },
  { name: '店已经转手', nameEn: 'The shop has changed hands' },
]

/** Why an account is given back. */
export const restorationReasons: readonly DeskReason[] = [
  { name: '核实过，可以再用', nameEn: 'Checked: may be used again' },
]

/** Why an outlet is taken from a merchant, or given to another. */
export const holdingReasons: readonly DeskReason[] = [
  { name: '店已经转手', nameEn: 'The shop has changed hands' },
  { name: '请错了人', nameEn: 'The wrong person was invited' },
  { name: '店主要求的', nameEn: 'The owner asked for it' },
]

/** Why a credit grade or a state falls. */
export const downReasons: readonly DeskReason[] = [
  { name: '抽检不合格', nameEn: 'Failed an inspection' },
  { name: '投诉查实', nameEn: 'A complaint was found to be right' },
  { name: '到店看过，没在营业', nameEn: 'Checked on the spot: it was shut' },
  { name: '已经搬走或关店', nameEn: 'It has moved away or closed' },
]

/** Why whose outlet it is, is in dispute, or no longer. */
export const disputeReasons: readonly DeskReason[] = [
  { name: '两人都称是店主，核实中', nameEn: 'Two people say that it is theirs; being checked' },
  { name: '店正在转手', nameEn: 'The shop is changing hands' },
]
export const settledReasons: readonly DeskReason[] = [
  { name: '核实过，归属清楚了', nameEn: 'Checked: it is clear whose it is' },
]

/** Why a complaint is not taken up; the complainant reads it, and everybody in the ledger. */
export const complaintRejections: readonly DeskReason[] = [
  { name: '看不出是哪里、什么事，没法查', nameEn: 'It does not say where or what; it cannot be looked into' },
  { name: '不在本市', nameEn: 'It is not in this city' },
  { name: '法院或仲裁已经在办', nameEn: 'A court or an arbitration has it already' },
  { name: '同一件事已经办结，没有新情况', nameEn: 'The same has been resolved; there is nothing new' },
]

/** Why it is rejected as abuse, which takes its voice along. */
export const abuseReasons: readonly DeskReason[] = [
  { name: '是广告，不是投诉', nameEn: 'It is advertising, not a complaint' },
  { name: '只有辱骂，没有说什么事', nameEn: 'Nothing but insults' },
  { name: '查实是编造的', nameEn: 'Found to be made up' },
]

/** Why a complaint goes elsewhere; the complainant reads it, and everybody in the ledger. */
export const transferReasons: readonly DeskReason[] = [
  { name: '属于消费维权，由 12315 处理', nameEn: 'A consumer’s right; 12315 deals with it' },
  { name: '不归生活圈管，由 12345 分派', nameEn: 'Not a matter of the circle; 12345 assigns it' },
  { name: '要执法，由主管部门处理', nameEn: 'It needs enforcement by the department' },
]

/** Why a complaint needs a month; published. */
export const complexReasons: readonly DeskReason[] = [
  { name: '要检测或鉴定，等结果', nameEn: 'Waiting for a test or an expert’s finding' },
  { name: '要施工或采购，工期较长', nameEn: 'Building or buying takes longer' },
  { name: '要几个部门一起办', nameEn: 'Several departments must act together' },
]
