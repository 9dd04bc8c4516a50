/** What residents may say is wrong with a listing (信息有误). */

export const reportFacts = [
  { code: 'hours', name: '营业时间', nameEn: 'Opening hours' },
  { code: 'closed', name: '已经关门不干了', nameEn: 'It has closed for good' },
  { code: 'phone', name: '电话', nameEn: 'Phone' },
  { code: 'position', name: '地图上的位置', nameEn: 'Place on the map' },
  { code: 'address', name: '地址', nameEn: 'Address' },
  { code: 'name', name: '店名', nameEn: 'Name' },
  { code: 'type', name: '业态或服务', nameEn: 'Type or services' },
  { code: 'prices', name: '价格', nameEn: 'Prices' },
  { code: 'payment', name: '付款方式', nameEn: 'Ways to pay' },
  { code: 'access', name: '台阶、坡道等无障碍情况', nameEn: 'Steps and access' },
  { code: 'other', name: '别的', nameEn: 'Something else' },
] as const
export type ReportFact = (typeof reportFacts)[number]['code']
export const reportFactCodes = reportFacts.map(({ code }) => code)

export const reportStates = ['open', 'mended', 'refused'] as const
export type ReportState = (typeof reportStates)[number]

export const reportRule = {
  /** characters of what is right instead */
  most: 200,
  /** reports of one resident, refused above; seconds */
  byResident: { most: 20, seconds: 24 * 3_600 },
  /** reports on one outlet, refused above: staff have enough to look at; seconds */
  onOutlet: { most: 20, seconds: 3_600 },
  /** seconds for which is kept that two reports came from the same resident */
  residentFor: 24 * 3_600,
} as const
