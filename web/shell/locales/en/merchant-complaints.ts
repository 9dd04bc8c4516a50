import type { Translation } from '../../words.ts'
import type { merchantComplaints as chinese } from '../zh-CN/merchant-complaints.ts'

export const merchantComplaints: Translation<typeof chinese> = {
  title: 'Complaints',
  lead: 'Only those that the complainant lets you read. You will not learn who it is, and your response is not published.',
  waiting: '{n} complaint waits for your response | {n} complaints wait for your response',
  offline: 'No network; the complaints did not come.',
  failed: 'The complaints did not come.',
  photo: 'Photo {n}',
  from: 'What the complainant wrote',
  mine: 'Your response',
  respond: 'Respond',
  again: 'Respond again',
  label: 'Your response, for staff and the complainant',
  hint: 'Say what happened and what you do about it. Please give no names or phone numbers of others.',
  count: '{n} / {max}',
  send: 'Send the response',
  sending: 'Storing…',
  cancel: 'Not now',
  missing: 'Write something',
  over: '{n} character too many | {n} characters too many',
  sent: 'Stored; staff and the complainant can read it.',
  closed: 'This one can no longer be responded to.',
  filed: 'Filed {day}',
}
