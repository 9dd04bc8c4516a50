/** The operations of what the city office sets. */

import { settingsExample, surveyInputExample } from './examples-settings.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'
import {
  CalendarYearInput,
  PopulationsInput,
  SatisfiedFromInput,
  SettingsPublic,
  SurveyAdded,
  SurveyInput,
  SurveyParams,
  SurveyRemoval,
} from './settings.ts'

const nothing = { contentType: null } as const
const meanwhile = 'What was read is sent along: when it is something else by now, nothing is stored.'

export const settingsOperations: readonly Operation[] = [
  guarded('getSettings', {
    method: 'get',
    path: '/api/desk/settings',
    summary: 'What the city office has set: holidays, populations, surveys, the official definition',
    summaryZh: '设置：放假安排、人口、抽样调查、满意口径',
    answer: { contentType: 'application/json', schema: SettingsPublic, example: settingsExample },
    problems: ['not_loaded'],
  }),
  guarded('setCalendarYear', {
    method: 'put',
    path: '/api/desk/settings/calendar',
    summary: 'Enter the holidays of a year, and the weekend days worked in exchange',
    summaryZh: '录入一年的放假和调休',
    description: `All days of the year at once; null takes the year back. ${meanwhile}`,
    body: {
      schema: CalendarYearInput,
      example: { year: 2027, read: null, days: [{ date: '2027-01-01', kind: 'holiday', name: '元旦' }] },
    },
    status: 204,
    answer: nothing,
    problems: ['changed_meanwhile'],
  }),
  guarded('setPopulations', {
    method: 'put',
    path: '/api/desk/settings/populations',
    summary: 'Enter how many people live in communities',
    summaryZh: '录入社区人口',
    description: `Communities that are not named keep what they have. ${meanwhile}`,
    body: {
      schema: PopulationsInput,
      example: {
        read: [{ community: '411281001001', residents: null, source: null }],
        populations: [{ community: '411281001001', residents: 4210 }],
        source: '第七次人口普查',
      },
    },
    status: 204,
    answer: nothing,
    problems: ['changed_meanwhile'],
  }),
  guarded('setSatisfiedFrom', {
    method: 'put',
    path: '/api/desk/settings/satisfied-from',
    summary: 'Set from which grade a voice is officially satisfied',
    summaryZh: '设定几级以上算满意',
    description: meanwhile,
    body: { schema: SatisfiedFromInput, example: { read: 3, satisfiedFrom: 4 } },
    status: 204,
    answer: nothing,
    problems: ['changed_meanwhile'],
  }),
  guarded('addSurvey', {
    method: 'post',
    path: '/api/desk/settings/surveys',
    summary: 'Enter a sampled survey',
    summaryZh: '录入抽样调查',
    headers: [idempotencyKey],
    body: { schema: SurveyInput, example: surveyInputExample },
    status: 201,
    answer: { contentType: 'application/json', schema: SurveyAdded, example: { id: 'Sv83mQx0Lk' } },
    problems: ['key_reused'],
  }),
  guarded('removeSurvey', {
    method: 'post',
    path: '/api/desk/settings/surveys/{id}/removal',
    summary: 'Remove a survey that was entered by mistake',
    summaryZh: '删除录错的抽样调查',
    params: SurveyParams,
    body: { schema: SurveyRemoval, example: { reason: '录错了' } },
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('restoreSurvey', {
    method: 'post',
    path: '/api/desk/settings/surveys/{id}/restoration',
    summary: 'Bring a removed survey back',
    summaryZh: '恢复删除的抽样调查',
    params: SurveyParams,
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
]
