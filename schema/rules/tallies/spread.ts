/** In how many ways voices may be spread over communities of which only the sum is told. */

/** log10 of n!, by sums that are kept. */
const factorials = [0]
function logFactorial(n: number): number {
  for (let next = factorials.length; next <= n; next++) {
    factorials.push((factorials.at(-1) ?? 0) + Math.log10(next))
  }
  return factorials[n] ?? 0
}

/** log10 of the number of choices of `few` among `many`; minus infinity where there is none. */
const logChoices = (many: number, few: number) =>
  few < 0 || few > many
    ? Number.NEGATIVE_INFINITY
    : logFactorial(many) - logFactorial(few) - logFactorial(many - few)

/**
 * The decimal digits of the number of ways in which the voices of some classes can come from so many communities, each
 * of which has at least one: at least so many, because the largest class alone is taken to give everyone theirs.
 * @param classes voices of each class
 * @param communities how many have voices, at least 1
 * @returns log10 of the ways; 0 where there is only one, or too few voices to say
 */
export function spreadDigits(classes: readonly number[], communities: number): number {
  const [largest = 0, ...others] = [...classes].sort((one, other) => other - one)
  const sure = logChoices(largest - 1, communities - 1)
  const free = others.map((count) => logChoices(count + communities - 1, communities - 1))
  return Math.max(
    0,
    free.reduce((sum, digits) => sum + digits, sure),
  )
}
