/** Notices and events of a circle: what residents are told for a while. */

/** What a notice is about; the icon is a name in `web/ui/icons.ts`. */
export const noticeKinds = [
  { code: 'culture', name: '文化惠民活动', nameEn: 'Culture for all', icon: 'lantern' },
  { code: 'service_day', name: '便民服务日', nameEn: 'Service day', icon: 'heart' },
  { code: 'mobile', name: '流动网点变动', nameEn: 'Change of a mobile outlet', icon: 'truck' },
  { code: 'hours', name: '服务时间', nameEn: 'Service hours', icon: 'clock' },
  { code: 'works', name: '施工、停水停电', nameEn: 'Works and outages', icon: 'repair' },
  { code: 'other', name: '其他', nameEn: 'Other', icon: 'info' },
] as const
export type NoticeKind = (typeof noticeKinds)[number]['code']
export const noticeKindCodes = noticeKinds.map(({ code }) => code)

/** How a notice stands at a moment. */
export const noticeStandings = ['current', 'coming', 'over'] as const
export type NoticeStanding = (typeof noticeStandings)[number]

export const noticeRule = {
  /** characters */
  title: 40,
  text: 500,
  place: 60,
  /** days from the first to the last, both counted: what holds longer belongs into a listing */
  days: 92,
  /** days for which the desk still lists what is over */
  keptAtDesk: 180,
} as const
