/** What feeds and calendars say, in Chinese. */

import type { Dates } from '../../../schema/rules/listing-news.ts'

const day = (date: string, beside: string) => {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${date.slice(0, 4) === beside.slice(0, 4) ? '' : `${year}年`}${month}月${dayOfMonth}日`
}

/** Days in words; the year where it is not that of `beside`. */
const dates = (some: readonly Dates[], beside: string) =>
  some
    .map(({ from, to }) => (from === to ? day(from, beside) : `${day(from, beside)}至${day(to, from)}`))
    .join('、')

export const words = {
  pick: ({ name }: { name: string; nameEn: string }) => name,
  newsTitle: (community: string) => `${community}便民生活圈：网点变化`,
  newsSubtitle: '新收录、暂停营业、恢复营业、不再营业、改名和搬迁的网点',
  newsAuthor: (city: string) => `${city}一刻钟便民生活圈`,
  sample: '示例数据：网点、街道和人物都是虚构的。',
  listed: (name: string, type: string) => `新收录：${name}（${type}）`,
  listedMany: (count: number) => `新收录 ${count} 个网点`,
  andMore: (count: number) => `还有 ${count} 个`,
  renamed: (from: string, to: string) => `改名：${from}，现在叫${to}`,
  paused: (name: string, some: readonly Dates[], beside: string) =>
    some.length > 0 ? `暂停营业：${name}，${dates(some, beside)}` : `暂停营业：${name}，恢复时间未定`,
  closing: (name: string, some: readonly Dates[], beside: string) =>
    `停业几天：${name}，${dates(some, beside)}`,
  calledOff: (name: string, some: readonly Dates[], beside: string) =>
    `照常营业：${name}，${dates(some, beside)}不停业了`,
  insteadOf: (some: readonly Dates[], beside: string) => `原定${dates(some, beside)}的停业取消了。`,
  reopened: (name: string) => `恢复营业：${name}`,
  closed: (name: string) => `不再营业：${name}`,
  moved: (name: string, address: string | null) =>
    address === null ? `换了位置：${name}` : `搬迁：${name}，现在在${address}`,
  stopsTitle: (name: string) => `${name}：到站时间`,
  visit: (name: string, stop: string) => `${name} · ${stop}`,
  visitOpenEnd: '结束时间不定，这里写的是最早的。',
  stopsAsOf: '时间有变以网点页面为准。',
}

export type Words = typeof words
