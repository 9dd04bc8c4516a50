import type { Case } from '../../schema/contract/complaint.ts'
import { useCaseWords } from './case-words.ts'
import { useCountdown } from './countdown-words.ts'

/** How a case stands in a few words: days left, late, or how it ended. */
export interface Standing {
  words: string
  /** `bad` is late, `warn` runs out today, `plain` has time left, `ok` has been confirmed, `over` has ended otherwise */
  tone: 'bad' | 'warn' | 'plain' | 'ok' | 'over'
}

/** Says how cases stand, anew as time goes on. */
export function useStanding(): (one: Case) => Standing {
  const { t, limitName, stageName } = useCaseWords()
  const countdown = useCountdown()

  return ({ next, replyUntil, stage, outcome }) => {
    if (next) {
      const { words, urgency } = countdown.limit(next.until)
      const tone = urgency === 'late' ? 'bad' : urgency === 'today' ? 'warn' : 'plain'
      return { words: t('cases.row.limit', { limit: limitName(next.limit), left: words }), tone }
    }
    if (stage === 'resolved' && replyUntil) {
      return { words: t('cases.row.reply', { left: countdown.reply(replyUntil).words }), tone: 'plain' }
    }
    return { words: stageName(stage), tone: outcome === 'confirmed' ? 'ok' : 'over' }
  }
}
