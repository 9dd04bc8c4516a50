/** The dictionary of the open tallies. */

import { satisfactionRule } from '../satisfaction.ts'
import { type Field, saying } from './fields.ts'

/** What is counted: voices that count, and those held back until staff have looked at them. */
export const tallyKinds = ['counted', 'held'] as const
export type TallyKind = (typeof tallyKinds)[number]
const kinds = saying<TallyKind>({
  counted: ['计入的评价', 'voices that count'],
  held: ['待核查的评价', 'voices held back'],
})

/** How the city's rate is made of communities. */
export const weightingKinds = saying<'pooled' | 'population'>({
  pooled: ['全部评价合并', 'all voices alike'],
  population: ['按社区人口加权', 'communities by population'],
})

const { cellFrom, strictFrom } = satisfactionRule

export const tallyFields = [
  { name: 'kind', type: 'code', zh: '数的是什么', en: 'what is counted', values: kinds },
  {
    name: 'area',
    type: 'integer',
    zh: '片区序号：每类从 0 起，同号为同一片区',
    en: 'number of the area within its kind, from 0',
  },
  {
    name: 'communities',
    type: 'list',
    zh: '片区由哪些社区合并而成',
    en: 'communities that the area is put together of',
  },
  {
    name: 'unplaced',
    type: 'boolean',
    zh: '含不在任何社区内的网点',
    en: 'outlets outside every community are among them',
  },
  {
    name: 'weight',
    type: 'number',
    nullable: true,
    zh: '片区满意率在全市中的权重；空：不加权，或并入 othersRate',
    en: 'what the area’s share weighs in the city’s; empty where nothing is weighed, or its share is in othersRate',
  },
  { name: 'from', type: 'date', zh: '第一天', en: 'first day' },
  { name: 'to', type: 'date', zh: '最后一天（含）', en: 'last day, inclusive' },
  {
    name: 'gradeFrom',
    type: 'integer',
    nullable: true,
    zh: '最低一档评价（1 非常不满意）；待核查的不分档',
    en: 'lowest grade (1 very dissatisfied); what is held back has none',
  },
  {
    name: 'gradeTo',
    type: 'integer',
    nullable: true,
    zh: '最高一档评价（5 非常满意）',
    en: 'highest grade (5 very satisfied)',
  },
  {
    name: 'voices',
    type: 'integer',
    zh: `评价条数：0，或不少于 ${cellFrom}`,
    en: `voices: none, or at least ${cellFrom}`,
  },
] as const satisfies readonly Field[]

/** What the tallies' JSON says beside its rows. */
export const tallyHeadFields = [
  { name: 'asOf', type: 'instant', zh: '读取时间', en: 'when it was read' },
  { name: 'from', type: 'date', zh: '统计期第一天', en: 'first day of the period' },
  { name: 'to', type: 'date', zh: '统计期最后一天（含）', en: 'last day of the period, inclusive' },
  {
    name: 'satisfiedFrom',
    type: 'integer',
    zh: '官方口径：从几档起算满意',
    en: 'the grade from which a voice counts as satisfied, officially',
  },
  {
    name: 'strictFrom',
    type: 'integer',
    zh: `严格口径：从 ${strictFrom} 档起`,
    en: `the stricter definition: from grade ${strictFrom}`,
  },
  {
    name: 'weighting',
    type: 'code',
    zh: '全市满意率怎么合成',
    en: 'how the city’s rate is put together',
    values: weightingKinds,
  },
  {
    name: 'residents',
    type: 'integer',
    unit: 'residents',
    nullable: true,
    zh: `评价人数（n）；空为 1–${cellFrom - 1} 人`,
    en: `distinct residents (n); empty where they are 1 to ${cellFrom - 1}`,
  },
  {
    name: 'withheld',
    type: 'list',
    zh: `总数只有 1–${cellFrom - 1}、因而一条不给的类别`,
    en: `kinds of which there are 1 to ${cellFrom - 1} in all, so that nothing is told`,
    values: kinds,
  },
  {
    name: 'othersWeight',
    type: 'number',
    nullable: true,
    zh: '不能单独给出满意率的社区合计权重；空为没有',
    en: 'weight of all communities whose share is not told alone; empty where there are none',
  },
  {
    name: 'othersRate',
    type: 'number',
    unit: 'share',
    nullable: true,
    zh: '它们合计的满意率（官方口径）',
    en: 'their share together, by the official definition',
  },
  {
    name: 'othersStrictRate',
    type: 'number',
    unit: 'share',
    nullable: true,
    zh: '它们合计的满意率（严格口径）',
    en: 'the same by the stricter definition',
  },
] as const satisfies readonly Field[]

export const residentFields = [
  {
    name: 'scope',
    type: 'code',
    zh: '范围',
    en: 'scope',
    values: saying<'city' | 'subdistrict' | 'community'>({
      city: ['全市', 'city'],
      subdistrict: ['街道', 'subdistrict'],
      community: ['社区', 'community'],
    }),
  },
  { name: 'code', type: 'code', zh: '区划代码', en: 'division code' },
  {
    name: 'residents',
    type: 'integer',
    unit: 'residents',
    zh: `近 365 天评价过的人数：0，或不少于 ${cellFrom}`,
    en: `distinct residents with a voice in the last 365 days: none, or at least ${cellFrom}`,
  },
] as const satisfies readonly Field[]
