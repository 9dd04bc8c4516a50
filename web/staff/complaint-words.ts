import type { ComplaintLevel } from '../../schema/catalog/complaints.ts'
import { roles } from '../../schema/catalog/roles.ts'
import type { CaseWords } from '../../schema/contract/complaint.ts'
import { useCaseWords } from '../complaints/case-words.ts'
import type { MessageKey } from '../shell/words.ts'

/** How a message came about, where the one who wrote it does not say it all. */
const acts: Readonly<Record<string, MessageKey>> = {
  file: 'deskComplaints.said.file',
  add: 'deskComplaints.said.add',
  reopen: 'deskComplaints.said.reopen',
  answer: 'deskComplaints.said.answer',
  resolve: 'deskComplaints.said.resolve',
  extend: 'deskComplaints.said.extend',
  reject: 'deskComplaints.said.reject',
  transfer: 'deskComplaints.said.transfer',
  respond: 'deskComplaints.said.respond',
}

/** The words of a case at the desk: those of the public ledger, and what only staff see. */
export function useComplaintWords() {
  const words = useCaseWords()
  const { t, pick } = words
  const levelName = (level: ComplaintLevel) => pick(roles[level].name, roles[level].nameEn)

  return {
    ...words,
    levelName,
    /** who said something, and with which act */
    saidBy: ({ by, level, act }: Pick<CaseWords, 'by' | 'level' | 'act'>) => {
      const who =
        by === 'staff' && level
          ? t('deskComplaints.by.staffOf', { level: levelName(level) })
          : t(`deskComplaints.by.${by}`)
      const how = acts[act]
      return how ? `${who} · ${t(how)}` : who
    },
  }
}
