import { useWords } from '../shell/words.ts'

/** A month by its name, such as 2026-11: 2026年11月, Nov 2026. */
export function useMonthWords(): (month: string) => string {
  const { language } = useWords()
  return (month) =>
    new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'short',
    }).format(Date.parse(`${month}-01`))
}
