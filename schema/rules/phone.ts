/** Phone numbers as ledgers have them: several in one field, with spaces and hyphens. */

/** The first number of a field that may hold several, or null. */
export function firstNumber(phone: string | null): string | null {
  return numbersOf(phone)[0] ?? null
}

/** All numbers of a field. */
export function numbersOf(phone: string | null): string[] {
  return (phone ?? '')
    .split(/[,;/、，；]+/)
    .map((number) => number.trim())
    .filter((number) => /\d{3}/.test(number))
}

/** The address by which a phone dials a number. */
export function telLink(number: string): string {
  return `tel:${number.replace(/[^\d+*#]/g, '')}`
}
