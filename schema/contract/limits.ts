/** Limits of the contract, apart from its shapes: the site needs the numbers without the validator. */

/** The most outlets that one answer may be asked for. */
export const OUTLET_LIMIT_MAX = 20_000
/** The longest walk that a search may ask for, in minutes. */
export const WITHIN_MAX = 60
/** Characters of a search text. */
export const QUERY_MAX = 40
/** Characters of a resident's comment. */
export const COMMENT_MAX = 300
/** The most months that a trend may be asked for. */
export const TREND_MONTHS_MAX = 36
/** Comments on one page. */
export const COMMENTS_A_PAGE = 20
/** Bytes of a request's body; a rating takes less than two thousand. */
export const BODY_MAX = 8_192
/** Bytes of a listing's edit: a hundred prices in Chinese take some twenty thousand. */
export const LISTING_BODY_MAX = 49_152
/** Closures of one outlet that lie ahead or are under way. */
export const CLOSURES_MAX = 30
/** Published prices of one outlet. */
export const PRICES_MAX = 100
/** Characters of a reason that staff give. */
export const REASON_MAX = 200
/** Rows of the audit log on one page. */
export const AUDIT_A_PAGE = 50
/** The most rows of the audit log in one export. */
export const AUDIT_EXPORT_MAX = 20_000
