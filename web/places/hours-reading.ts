import type { HoursContext, WeekDay } from '../../schema/rules/hours/model.ts'
import { weekTable } from '../../schema/rules/hours/week.ts'
import { hoursSentence } from '../../schema/rules/hours/words.ts'
import type { Language } from '../shell/preferences.ts'

export function weekOf(expression: string | null, now: number, context: HoursContext): WeekDay[] {
  return weekTable(expression, now, context)
}
export function sentenceOf(expression: string | null, language: Language): string | null {
  return hoursSentence(expression, language)
}
