import { type MessageKey, useWords } from '../shell/words.ts'

const acts: Record<string, MessageKey> = {
  file: 'complaints.acts.file',
  add: 'complaints.acts.add',
  accept: 'complaints.acts.accept',
  reject: 'complaints.acts.reject',
  transfer: 'complaints.acts.transfer',
  assign: 'complaints.acts.assign',
  answer: 'complaints.acts.answer',
  extend: 'complaints.acts.extend',
  resolve: 'complaints.acts.resolve',
  merge: 'complaints.acts.merge',
  publish: 'complaints.acts.publish',
  respond: 'complaints.acts.respond',
  confirm: 'complaints.acts.confirm',
  reopen: 'complaints.acts.reopen',
  lapse: 'complaints.acts.lapse',
  escalate: 'complaints.acts.escalate',
}

/** The word of what was done to a case; an act that this page does not know yet is shown by its name. */
export function useActWords(): (act: string) => string {
  const { t } = useWords()
  return (act) => {
    const key = acts[act]
    return key === undefined ? act : t(key)
  }
}
