import type { Translation } from '../../words.ts'
import type { report as chinese } from '../zh-CN/report.ts'

export const report: Translation<typeof chinese> = {
  title: 'Something is wrong',
  titleOf: '{name}: something is wrong',
  ask: 'What is wrong?',
  noFact: 'Choose first what is wrong',
  right: 'What is right',
  noRight: 'Say what is right, so that it can be put right',
  long: 'At most {n} characters; please shorten it',
  note: 'Please write no names or private phone numbers.',
  send: 'Send',
  sending: 'Sending…',
  promise: 'No login. The merchant and staff see it, check it, and put it right.',
  thanks: 'Thank you, we have it',
  after: 'The merchant and the community’s staff see it, check it, and put it right.',
  more: 'Something else is wrong',
  back: 'Back',
  backTo: 'Back to {name}',
  kept: 'Not sent yet, but kept',
  unkept: 'Not sent yet',
  retry: 'Try again',
  drop: 'Do not send it',
  waiting: {
    offline: 'There is no network. It will be sent once when there is one.',
    tooMany: 'Too many people report just now; it will be tried again by itself.',
    trouble: 'The site is in trouble; it will be tried again by itself.',
  },
  refused: {
    title: 'It was not sent',
    invalid: 'Something is not filled in right. Change it and send it again.',
    work: 'The phone has not solved the task. Please send it again.',
    noResident:
      'The browser keeps no cookie for this site, so it cannot be sent. Allow it in the settings; no login, no name.',
    notFound: 'There is no such outlet, or it has closed for good.',
    other: 'The site could not take it. Please try again later.',
  },
}
