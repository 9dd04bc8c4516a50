/** The dictionary of complaints, wishes and projects. */

import {
  type ComplaintLevel,
  type ComplaintOutcome,
  complaintKinds,
  complaintLimits,
  complaintStages,
  transferTargets,
} from '../complaints.ts'
import { outletTypes } from '../outlet-types.ts'
import { grades, type SubjectKind } from '../satisfaction.ts'
import { outletServices } from '../services.ts'
import { projectStates } from '../wishes.ts'
import { type Field, named, saying } from './fields.ts'

const subjects = saying<SubjectKind>({ outlet: ['网点', 'outlet'], circle: ['生活圈', 'circle'] })
const levels = saying<ComplaintLevel>({
  community: ['社区', 'community'],
  subdistrict: ['街道', 'subdistrict'],
  city: ['市工作专班', 'city office'],
})
const outcomes = saying<ComplaintOutcome>({
  confirmed: ['投诉人已确认', 'confirmed by the complainant'],
  no_reply: ['办结后无回音', 'no reply after the resolution'],
})
const limits = named(complaintLimits)
const unit = {
  zh: '责任单位：区划代码或部门',
  en: 'who is responsible: a division by its code, or a department',
}
const instant = <const Name extends string>(name: Name, zh: string, en: string) =>
  ({ name, type: 'instant', zh, en }) as const
const when = <const Name extends string>(name: Name, zh: string, en: string) =>
  ({ ...instant(name, zh, en), nullable: true }) as const

export const complaintFields = [
  { name: 'id', type: 'text', zh: '案件编号', en: 'public number of the case' },
  { name: 'subjectKind', type: 'code', zh: '投诉对象的类型', en: 'what it is about: kind', values: subjects },
  {
    name: 'subject',
    type: 'text',
    zh: '网点编号或社区代码',
    en: 'identifier of the outlet, or code of the community',
  },
  { name: 'subjectName', type: 'text', zh: '投诉对象的名称', en: 'its name' },
  { name: 'community', type: 'code', nullable: true, zh: '所在社区', en: 'community' },
  { name: 'kind', type: 'code', zh: '投诉事项', en: 'kind of complaint', values: named(complaintKinds) },
  { name: 'stage', type: 'code', zh: '办到哪一步', en: 'stage', values: named(complaintStages) },
  { name: 'level', type: 'code', zh: '由哪一级办', en: 'level that must see to it', values: levels },
  { name: 'unit', type: 'code', nullable: true, ...unit },
  { name: 'filedOn', type: 'date', zh: '投诉日期', en: 'day of filing' },
  instant('acceptBy', '受理时限', 'limit for accepting'),
  instant('answerBy', '首次答复时限', 'limit for a first answer'),
  instant('resolveBy', '办结时限', 'limit for resolving'),
  {
    name: 'provisional',
    type: 'boolean',
    zh: '节假日尚未公布，时限为暂定',
    en: 'limits rest on holidays that are not published yet',
  },
  when('acceptedAt', '受理时间', 'when it was accepted'),
  when('answeredAt', '首次答复时间', 'when it was first answered'),
  when('resolvedAt', '办结时间', 'when it was resolved'),
  {
    name: 'missed',
    type: 'list',
    zh: '最近一轮超过的时限',
    en: 'limits missed since filing or the last reopening',
    values: limits,
  },
  { name: 'late', type: 'integer', zh: '累计超时次数', en: 'limits missed in all' },
  { name: 'reopened', type: 'integer', zh: '重新办理次数', en: 'how often it was reopened' },
  {
    name: 'complexReason',
    type: 'text',
    nullable: true,
    zh: '列为复杂件的理由',
    en: 'why it is complex and has a month',
  },
  {
    name: 'outcome',
    type: 'code',
    nullable: true,
    zh: '结案方式',
    en: 'how it was closed',
    values: outcomes,
  },
  {
    name: 'grade',
    type: 'integer',
    nullable: true,
    zh: `对办理的评价（${grades.map(({ grade, name }) => `${grade} ${name}`).join('、')}）`,
    en: 'how the complainant graded the handling, 5 the best',
  },
  {
    name: 'endedReason',
    type: 'text',
    nullable: true,
    zh: '不予受理或转办的理由',
    en: 'why it was rejected or transferred',
  },
  {
    name: 'transferredTo',
    type: 'code',
    nullable: true,
    zh: '转到哪里',
    en: 'where it was transferred to',
    values: named(transferTargets),
  },
  { name: 'mergedInto', type: 'text', nullable: true, zh: '并入的案件', en: 'case that it is handled with' },
] as const satisfies readonly Field[]

export const needFields = [
  {
    name: 'id',
    type: 'text',
    nullable: true,
    zh: '需求编号；没有人提过、只是标准上缺的为空',
    en: 'identifier of the wish; empty where nobody wished for it',
  },
  { name: 'community', type: 'code', zh: '社区', en: 'community' },
  {
    name: 'want',
    type: 'code',
    zh: '想要的业态或服务',
    en: 'type of outlet or service that is wanted',
    values: [...named(outletTypes), ...named(outletServices)],
  },
  {
    name: 'since',
    type: 'date',
    nullable: true,
    zh: '第一次提出的日期',
    en: 'day on which it was first wished for',
  },
  { name: 'supporters', type: 'integer', unit: 'residents', zh: '支持的人数', en: 'residents who want it' },
  {
    name: 'has',
    type: 'integer',
    nullable: true,
    zh: '社区里已有几家；空为未知',
    en: 'how many the community has; empty where not known',
  },
  {
    name: 'minutes',
    type: 'integer',
    unit: 'minutes',
    nullable: true,
    zh: '从服务中心走到最近一家',
    en: 'on foot from the service centre to the nearest one',
  },
  { name: 'lacks', type: 'boolean', zh: '按标准社区还缺', en: 'the community lacks it by the standard' },
  {
    name: 'project',
    type: 'code',
    nullable: true,
    zh: '项目进展；空为还没有立项',
    en: 'state of the project; empty where there is none',
    values: named(projectStates),
  },
  { name: 'projectUnit', type: 'code', nullable: true, ...unit },
  { name: 'projectBy', type: 'date', nullable: true, zh: '计划完成日期', en: 'day that it is planned for' },
  { name: 'projectResult', type: 'text', nullable: true, zh: '办成了什么', en: 'what has come of it' },
  { name: 'projectReason', type: 'text', nullable: true, zh: '暂不安排的理由', en: 'why it was declined' },
  when('projectChangedAt', '项目最近改动', 'when the project was last changed'),
] as const satisfies readonly Field[]
