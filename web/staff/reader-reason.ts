/**
 * What a reader of files says in both languages, one after the other, in one of them.
 * @param pick chooses the one that shows
 */
export function reasonIn(reason: string, pick: (zh: string, en: string) => string): string {
  const end = reason.indexOf('。 ') + 1
  return end === 0 ? reason : pick(reason.slice(0, end), reason.slice(end + 1))
}
