import type { Translation } from '../../words.ts'
import type { ledger as chinese } from '../zh-CN/ledger.ts'

export const ledger: Translation<typeof chinese> = {
  title: 'Ledger',
}
