/** The two things a text can ask for: values in `{braces}`, and singular or plural with `|` between them. */

const placeholder = /\{(\w+)\}/g

/**
 * Fills a text's placeholders: `fill('{n} outlet | {n} outlets', { n: 2 }, 'en')` is `2 outlets`.
 * A placeholder without a value stays as it is, so that the mistake can be seen.
 * @param text one form, or singular and plural with `|` between them, chosen by the value `n`
 * @param language BCP 47; decides which numbers are singular
 */
export function fill(
  text: string,
  values: Readonly<Record<string, string | number>> | undefined,
  language: string,
): string {
  const [one = '', other] = text.split(' | ')
  const form = other === undefined || isSingular(values?.['n'], language) ? one : other
  return values ? form.replace(placeholder, (whole, name: string) => String(values[name] ?? whole)) : form
}

function isSingular(n: string | number | undefined, language: string): boolean {
  return typeof n === 'number' && new Intl.PluralRules(language).select(n) === 'one'
}

/** The names of a text's placeholders. */
export function placeholdersOf(text: string): Set<string> {
  return new Set([...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []))
}
