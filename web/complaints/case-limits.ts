import { type ComplaintLimit, complaintLimitCodes } from '../../schema/catalog/complaints.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import { gradeName } from '../satisfaction/rating-words.ts'
import { useCaseWords } from './case-words.ts'

/** One number of 13710, and how a case stands with it. */
export interface LimitStep {
  key: ComplaintLimit | 'complex' | 'confirm'
  digit: '1' | '3' | '7' | '0'
  state: 'ok' | 'late' | 'now' | 'idle'
  /** when, or what became of it */
  note: string
  /** what only the drawing tells beside that */
  word?: 'ok' | 'now'
}

const digits = { accept: '1', answer: '3', resolve: '7' } as const satisfies Record<ComplaintLimit, string>

/** A case that was rejected or transferred has kept the limits that it will not need, all at that moment. */
function isSkipped({ stage, done }: Case, limit: ComplaintLimit): boolean {
  const ended = stage === 'rejected' || stage === 'transferred'
  return ended && limit !== 'accept' && done[limit] === done.resolve
}

/** Says how a case stands with each number of 13710. */
export function useLimitSteps(): (one: Case) => LimitStep[] {
  const { t, pick, day, lastDay } = useCaseWords()

  function limitStep(one: Case, limit: ComplaintLimit): LimitStep {
    const step = { key: limit, digit: digits[limit] }
    const [done, missed] = [one.done[limit], one.missed.includes(limit)]
    if (isSkipped(one, limit)) return { ...step, state: 'idle', note: t('cases.limits.skipped') }
    if (done !== null) {
      const note = t(missed ? 'cases.limits.doneLate' : 'cases.limits.done', { day: day(done) })
      return missed ? { ...step, state: 'late', note } : { ...step, state: 'ok', note, word: 'ok' }
    }
    if (missed) return { ...step, state: 'late', note: t('cases.limits.missed') }
    const note = t('cases.limits.until', { day: lastDay(one.deadlines[limit]) })
    return one.next?.limit === limit
      ? { ...step, state: 'now', note, word: 'now' }
      : { ...step, state: 'idle', note }
  }

  function complexStep({ complexReason }: Case): LimitStep {
    const used = complexReason !== null
    const note = t(used ? 'cases.limits.used' : 'cases.limits.unused')
    return { key: 'complex', digit: '1', state: used ? 'ok' : 'idle', note }
  }

  function confirmStep({ outcome, grade, stage, replyUntil }: Case): LimitStep {
    const step = { key: 'confirm', digit: '0' } as const
    if (outcome === 'confirmed')
      return { ...step, state: 'ok', note: grade === null ? '' : gradeName(grade, pick) }
    if (outcome === 'no_reply') return { ...step, state: 'idle', note: t('cases.limits.noReply') }
    if (stage === 'resolved' && replyUntil !== null) {
      const note = t('cases.limits.replyUntil', { day: lastDay(replyUntil) })
      return { ...step, state: 'now', note, word: 'now' }
    }
    const over = stage === 'rejected' || stage === 'transferred'
    return { ...step, state: 'idle', note: t(over ? 'cases.limits.skipped' : 'cases.limits.waiting') }
  }

  return (one) => [
    ...complaintLimitCodes.map((limit) => limitStep(one, limit)),
    complexStep(one),
    confirmStep(one),
  ]
}
