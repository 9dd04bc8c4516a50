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
  'import',
  'reply',
  'notice',
  'application',
  'complaint',
  'wish',
  'project',
] as const
export type ChangeSubject = (typeof changeSubjects)[number]
