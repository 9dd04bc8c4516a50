/** What the history tells of (`change`). */
export const changeSubjects = [
  'city',
  'circle',
  'outlet',
  'calendar',
  'voice',
  'population',
  'survey',
  'setting',
  'account',
  'invitation',
  'report',
  'notice',
  'application',
] as const
export type ChangeSubject = (typeof changeSubjects)[number]
