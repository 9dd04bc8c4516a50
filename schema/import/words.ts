/** What the importer says about files and rows, in both languages. `{value}` is what it is about. */

import type { NoteCode, RefusalCode } from './types.ts'

export interface Sentence {
  zh: string
  en: string
}

export const refusalWords: Readonly<Record<RefusalCode, Sentence>> = {
  name_missing: { zh: '没有名称', en: 'no name' },
  name_too_long: { zh: '名称超过 60 个字', en: 'name longer than 60 characters' },
  type_missing: { zh: '没有业态', en: 'no type' },
  type_unknown: { zh: '业态不认识，或不属于便民生活圈', en: "type not known, or none of the plan's" },
  position_missing: { zh: '没有坐标', en: 'no position' },
  position_unreadable: { zh: '坐标无法识别', en: 'position cannot be read' },
  outside_city: {
    zh: '坐标在本市范围之外（检查坐标系）',
    en: 'outside the city (check the coordinate system)',
  },
  repeats_row: { zh: '与前面的行重复而内容不同', en: 'the same outlet as an earlier row, with other facts' },
  shape: { zh: '内容不符合规定', en: 'does not fit the ledger' },
}

export const noteWords: Readonly<Record<NoteCode, Sentence>> = {
  name_cleaned: { zh: '名称已整理', en: 'name cleaned' },
  status_from_name: { zh: '名称中的营业状态已移到“状态”', en: 'state taken out of the name' },
  type_guessed: { zh: '按关键词判断业态', en: 'type taken from a word in the cell' },
  type_from_name: { zh: '按名称判断业态', en: 'type taken from the name' },
  position_swapped: { zh: '经纬度颠倒，已交换', en: 'longitude and latitude swapped back' },
  phone_normalised: { zh: '电话格式已统一', en: 'phone written in the usual form' },
  phone_dropped: { zh: '电话无法识别，未导入', en: 'phone not readable and left out' },
  hours_read: { zh: '营业时间已识别', en: 'hours read' },
  hours_unreadable: { zh: '营业时间无法确定，保留原文', en: 'hours not certain; kept as text' },
  circle_unknown: { zh: '社区名称不认识', en: 'community not known' },
  circle_ambiguous: { zh: '同名社区不止一个', en: 'more than one community of that name' },
  circle_none: { zh: '未归入任何生活圈', en: 'in no circle' },
  fact_unreadable: { zh: '无法识别，按未知处理', en: 'not readable, taken as not known' },
  service_unknown: { zh: '服务项目不认识', en: 'service not known' },
  status_unknown: { zh: '营业状态不认识，按营业处理', en: 'state not known, taken as open' },
  address_cut: { zh: '地址过长，已截短', en: 'address cut at 120 characters' },
  same_row: { zh: '与前面的行完全相同，只导入一次', en: 'the same as an earlier row, loaded once' },
  encoding: { zh: '文件编码', en: 'encoding of the file' },
  crs_assumed: {
    zh: '未指定坐标系，按此处理（命令行可用 --crs 指定）',
    en: 'no coordinate system given (--crs); positions are taken as',
  },
  personal_ignored: { zh: '个人信息列不导入', en: 'columns with personal data are not imported' },
  columns_ignored: { zh: '未使用的列', en: 'columns not used' },
  hours_uniform: {
    zh: '过半的行营业时间相同，可能是批量填充，请核实',
    en: 'most rows have the same hours: were they filled in?',
  },
}
