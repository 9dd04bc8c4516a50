/** A made-up ledger of any length, as a city office would send one: Chinese headers, GCJ-02, uneven facts. */

import Papa from 'papaparse'
import { fromWgs84 } from '../../schema/rules/coordinates.ts'

const types = ['便利店', '药店', '早餐店', '理发店', '特色餐饮', '快递驿站', '农贸市场', '诊所']
const hours = ['8:00-22:00', '周一至周五 8:00-18:00；周六 9:00-12:00', '早7点—晚9点', '24小时', '看天气', '']
const communities = ['民安社区', '兴苑社区', '花园社区', '']

/** The text of a CSV file with `rows` outlets in Yima, the same for the same number. */
export function madeLedger(rows: number): string {
  const at = <T>(list: readonly T[], index: number) => list[index % list.length]
  return Papa.unparse(
    Array.from({ length: rows }, (_, index) => {
      const [lng, lat] = fromWgs84(
        [111.8 + (index % 150) * 0.001, 34.7 + Math.floor(index / 150) * 0.001],
        'gcj02',
      )
      return {
        商户名称: `第${index}号${at(types, index)}`,
        业态: at(types, index),
        详细地址: `千秋路${index}号`,
        经度: lng.toFixed(6),
        纬度: lat.toFixed(6),
        联系电话: index % 3 === 0 ? '' : `0398-58${String(index).padStart(5, '0')}`,
        营业时间: at(hours, index),
        所属社区: at(communities, index),
        支付方式: index % 2 === 0 ? '现金、微信' : '微信、支付宝',
        服务: index % 5 === 0 ? '代收代发、打印' : '',
      }
    }),
  )
}
