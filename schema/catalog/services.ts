/** Services that any outlet may carry beside its main type (一店多能; plan items 9, 10, 13, 15–19). */

export interface OutletService {
  code: string
  name: string
  nameEn: string
  /** plan item that names it */
  item: number
  synonyms: readonly string[]
}

type Entry = readonly [code: string, name: string, nameEn: string, item: number, synonyms: string]

const entries: readonly Entry[] = [
  ['newspapers', '书报', 'Books and newspapers', 15, '报纸 杂志 书'],
  ['printing', '打印复印', 'Printing and copying', 15, '打印 复印 扫描 文印'],
  ['bill_payment', '代扣代缴', 'Bill payment', 15, '交电费 交水费 交话费 缴费 充值 燃气费'],
  ['parcel_proxy', '代收代发', 'Parcels taken in and sent', 15, '取快递 寄快递 代收'],
  ['night_delivery', '夜间配送', 'Night delivery', 16, '夜里送 晚上送 夜间送药'],
  ['instant_retail', '即时零售', 'Delivered in 15–30 minutes', 17, '外卖 送货 跑腿 送上门'],
  ['meals', '助餐', 'Meals for elders', 10, '老年食堂 老人吃饭 送餐 爱心餐'],
  ['bathing', '助浴', 'Bathing help', 10, '洗澡'],
  ['cleaning', '助洁', 'Cleaning help', 10, '打扫 保洁'],
  ['urgent_help', '助急', 'Urgent help', 10, '急事 帮忙'],
  ['medical_help', '助医', 'Medical help', 10, '陪诊 取药 陪看病 量血压'],
  ['companionship', '精神慰藉', 'Companionship', 10, '聊天 心理 陪伴'],
  ['day_care', '日间照料', 'Day care', 10, '照料 托老'],
  ['emergency', '紧急援助', 'Emergency aid', 19, '求助 救助 急救'],
  ['cash', '现金支付', 'Cash payment', 19, '现金 收现金'],
  ['staffed', '人工服务', 'Staffed counter', 19, '人工 柜台'],
  ['health_advice', '健康咨询', 'Health advice', 16, '用药咨询 康护咨询'],
  ['legal_advice', '法律咨询', 'Legal advice', 16, '律师 纠纷'],
  ['online_order', '网订店取', 'Order online, collect here', 18, '自提 自取 团购'],
]

export const outletServices: readonly OutletService[] = entries.map(
  ([code, name, nameEn, item, synonyms]) => ({
    code,
    name,
    nameEn,
    item,
    synonyms: synonyms.split(' '),
  }),
)

const servicesByCode = new Map(outletServices.map((service) => [service.code, service]))

/**
 * The service with this code.
 * @returns undefined for a code the catalog does not hold
 */
export function outletService(code: string): OutletService | undefined {
  return servicesByCode.get(code)
}
