import type { DeskAct } from './complaint-acts.ts'
import type { KeyHint } from './desk-keys.ts'

export type CaseKey = DeskAct | 'next' | 'previous' | 'help'

/** The key of each act, as it stands on its button. */
export const actKeys: Readonly<Record<DeskAct, string>> = {
  accept: 'A',
  answer: 'W',
  resolve: 'D',
  extend: 'E',
  assign: 'G',
  transfer: 'T',
  reject: 'R',
  merge: 'M',
  publish: 'P',
}

/** What single keys do among the cases. */
export const caseKeys: Readonly<Record<string, CaseKey>> = {
  j: 'next',
  k: 'previous',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  a: 'accept',
  w: 'answer',
  d: 'resolve',
  e: 'extend',
  g: 'assign',
  t: 'transfer',
  r: 'reject',
  m: 'merge',
  p: 'publish',
  '?': 'help',
}

const hint = (act: DeskAct): KeyHint => ({ key: actKeys[act], text: `deskComplaints.acts.${act}` })

/** All keys of acts, for the page that explains them. */
export const caseHints: readonly KeyHint[] = [
  hint('accept'),
  hint('answer'),
  hint('resolve'),
  hint('extend'),
  hint('assign'),
  hint('transfer'),
  hint('reject'),
  hint('merge'),
  hint('publish'),
]
/** Those that are used most, for the line below the list. */
export const firstHints: readonly KeyHint[] = caseHints.slice(0, 3)
