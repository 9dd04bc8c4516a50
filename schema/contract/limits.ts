/** Limits of the contract, apart from its shapes: the site needs the numbers without the validator. */

/** The most outlets that one answer may be asked for. */
export const OUTLET_LIMIT_MAX = 20_000
/** The longest walk that a search may ask for, in minutes. */
export const WITHIN_MAX = 60
/** Characters of a search text. */
export const QUERY_MAX = 40
