import * as v from 'valibot'
import { type ComplaintActor, complaintLevels, complaintLimitCodes } from '../../schema/catalog/complaints.ts'
import { grades } from '../../schema/catalog/satisfaction.ts'
import type { CaseWithEvents } from '../../schema/contract/complaint-lists.ts'
import { gradeName } from '../satisfaction/rating-words.ts'
import { useCaseWords } from './case-words.ts'

type Event = CaseWithEvents['events'][number]

/** An event in words. */
export interface EventWords {
  seq: number
  hash: string
  /** ISO instant */
  at: string
  /** whether that tells more than the day */
  timed: boolean
  who: string
  what: string
}

/** What is told of the facts of an event; what it does not know is left out. */
const Facts = v.object({
  level: v.optional(v.picklist(complaintLevels)),
  limit: v.optional(v.picklist(complaintLimitCodes)),
  unit: v.optional(v.string()),
  abuse: v.optional(v.boolean()),
  grade: v.optional(v.number()),
  text: v.optional(v.boolean()),
  photos: v.optional(v.number()),
})

function factsOf({ facts }: Event): v.InferOutput<typeof Facts> {
  try {
    const read = v.safeParse(Facts, JSON.parse(facts))
    return read.success ? read.output : {}
  } catch {
    return {}
  }
}

/** Acts that are told the same whatever their facts. */
const plainActs = [
  'file',
  'transfer',
  'answer',
  'extend',
  'resolve',
  'merge',
  'add',
  'respond',
  'reopen',
  'lapse',
] as const

/** Says what has happened to a case, event by event. */
export function useEventWords(): (event: Event) => EventWords {
  const { t, pick, unitName, limitName } = useCaseWords()

  function whoOf(by: ComplaintActor, { level }: v.InferOutput<typeof Facts>): string {
    return by === 'staff' && level ? t(`cases.level.${level}`) : t(`cases.by.${by}`)
  }

  function whatOf(act: string, facts: v.InferOutput<typeof Facts>): string {
    const plain = plainActs.find((one) => one === act)
    if (plain) return t(`cases.act.${plain}`)
    switch (act) {
      case 'accept':
      case 'assign':
        return t(`cases.act.${act}`, { unit: unitName(facts.unit ?? '') })
      case 'reject':
        return t(facts.abuse ? 'cases.act.abuse' : 'cases.act.reject')
      case 'publish':
        return t(facts.text || facts.photos ? 'cases.act.publish' : 'cases.act.unpublish')
      case 'confirm': {
        const given = grades.find(({ grade }) => grade === facts.grade)
        return t('cases.act.confirm', { grade: given ? gradeName(given.grade, pick) : '' })
      }
      case 'escalate':
        return t('cases.act.escalate', { limit: facts.limit ? limitName(facts.limit) : '' })
      default:
        return t('cases.act.other', { act })
    }
  }

  return (event) => {
    const facts = factsOf(event)
    const { seq, hash, at } = event
    const timed = event.by !== 'complainant'
    return { seq, hash, at, timed, who: whoOf(event.by, facts), what: whatOf(event.act, facts) }
  }
}
