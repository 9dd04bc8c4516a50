import {
  type ComplaintKind,
  type ComplaintLimit,
  type ComplaintStage,
  complaintKinds,
  complaintLimits,
  complaintStages,
  departments,
  type TransferTarget,
  transferTargets,
} from '../../schema/catalog/complaints.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import { useDayWords } from '../satisfaction/rating-words.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'

interface Named {
  code: string
  name: string
  nameEn: string
}

/** The words of cases, in the language that shows. The city, whose divisions have names, is the caller's to load. */
export function useCaseWords() {
  const { t, pick } = useWords()
  const place = useCity()
  const day = useDayWords()

  function nameIn(list: readonly Named[], code: string): string {
    const found = list.find((one) => one.code === code)
    return found ? pick(found.name, found.nameEn) : code
  }

  /** A unit by its code; the code itself while the city is not there. */
  function unitName(unit: string): string {
    const { city } = place
    return nameIn([...departments, ...(city ? [city, ...city.subdistricts, ...city.communities] : [])], unit)
  }

  /** What is complained of, in words. */
  function subjectName({ subject }: Pick<Case, 'subject'>): string {
    return subject.kind === 'circle' ? t('cases.row.circle', { name: subject.name }) : subject.name
  }

  return {
    t,
    pick,
    kindName: (kind: ComplaintKind) => nameIn(complaintKinds, kind),
    /** to everybody; the catalog's name of a resolution speaks to the complainant */
    stageName: (stage: ComplaintStage) =>
      stage === 'resolved' ? t('cases.row.resolved') : nameIn(complaintStages, stage),
    limitName: (limit: ComplaintLimit) => nameIn(complaintLimits, limit),
    targetName: (target: TransferTarget) => nameIn(transferTargets, target),
    unitName,
    subjectName,
    /** the day of an ISO instant or date; of another year with its year */
    day: (instant: string) => day(Date.parse(instant)),
    /** the day that a period ends on, of the midnight after it */
    lastDay: (until: string) => day(Date.parse(until) - 1),
  }
}

/** Where one goes to see what is complained of. */
export function subjectPage({ subject }: Pick<Case, 'subject'>) {
  return subject.kind === 'outlet'
    ? { name: 'outlet', params: { id: subject.id } }
    : { name: 'circle', params: { code: subject.id } }
}
