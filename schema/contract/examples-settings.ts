/** Examples of settings, for the API's description. A test checks them against the contract. */

import { communityMeasuresExample, surveysExample } from './examples.ts'
import type { Settings, SurveyGiven } from './settings.ts'

export const surveyInputExample: SurveyGiven = {
  date: '2026-09-20',
  method: '分层随机抽取 600 户，入户面访',
  distribution: [24, 58, 120, 178, 220],
}

export const settingsExample: Settings = {
  calendar: {
    years: [
      {
        year: 2026,
        days: [
          { date: '2026-02-14', kind: 'workday', name: '春节' },
          { date: '2026-02-15', kind: 'holiday', name: '春节' },
        ],
      },
    ],
    outlets: 214,
  },
  populations: communityMeasuresExample.communities.map(({ code, population, populationSource }) => ({
    community: code,
    residents: population,
    source: populationSource,
  })),
  surveys: surveysExample.surveys,
  official: {
    satisfiedFrom: 3,
    weighting: 'pooled',
    choices: [
      {
        satisfiedFrom: 3,
        rate: 0.8721,
        interval: [0.861, 0.8825],
        verdict: 'met',
        residents: 3712,
        voices: 5120,
      },
      {
        satisfiedFrom: 4,
        rate: 0.6904,
        interval: [0.6753, 0.705],
        verdict: 'not_met',
        residents: 3712,
        voices: 5120,
      },
    ],
  },
}
