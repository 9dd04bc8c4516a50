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
/** Characters of a reason that staff give, at least and at most. */
export const REASON_MIN = 2
export const REASON_MAX = 200
/** Characters of a holiday's name. */
export const HOLIDAY_NAME_MAX = 12
/** Days of a year on which the calendar differs from the plain week; the State Council names some forty. */
export const HOLIDAYS_MAX = 80
/** People in a community or asked in a survey: more is a slip of the keyboard. */
export const RESIDENTS_MAX = 10_000_000
/** Characters that say where a number comes from. */
export const SOURCE_MAX = 60
/** Characters that say how people were chosen and asked. */
export const SURVEY_METHOD_MAX = 120
/** Bytes of a change of settings: the populations of a thousand communities take some two hundred thousand. */
export const SETTINGS_BODY_MAX = 262_144
/** Outlets on one page of the ledger: so many fit into a worker's memory and time. */
export const LEDGER_A_PAGE = 500
/** The most outlets that are acted on at once. */
export const LEDGER_BULK_MAX = 100
/** Rows of the audit log on one page. */
export const AUDIT_A_PAGE = 50
/** The most rows of the audit log in one export. */
export const AUDIT_EXPORT_MAX = 20_000
/** Of those, rows that are read at once; D1 allows a request fifty queries where nothing is paid. */
export const AUDIT_EXPORT_PART = 500
/** Bytes of a file that the desk imports: a ledger of a hundred thousand rows takes some ten million. */
export const IMPORT_FILE_MAX = 20_000_000
/** Rows of one import at the desk. */
export const IMPORT_ROWS_MAX = 50_000
/** Rows of an import that are loaded, compared or taken back in one request and one atomic batch. */
export const IMPORT_PART_ROWS = 500
/** Bytes of such a request: a row whose texts are all as long as they may be takes some three thousand. */
export const IMPORT_BODY_MAX = 1_500_000
/** Bytes of a complaint: three photos of 512 KB, a thousand characters, and what a form puts around them. */
export const COMPLAINT_BODY_MAX = 1_600_000
/** Bytes of a complaint by Open311: four thousand characters in Chinese take some forty thousand in a form. */
export const OPEN311_BODY_MAX = 65_536
/** Open311 requests in one answer, and the days that they may span: the specification's own numbers. */
export const OPEN311_REQUESTS_MAX = 1_000
export const OPEN311_DAYS_MAX = 90
/** Cases on one page of the public ledger and of the desk's list. */
export const CASES_A_PAGE = 50
/** Cases that are read at once for the open data. */
export const CASES_A_PART = 500
/** Events of the chain in one answer. */
export const EVENTS_A_PAGE = 500
/** Versions of the street network that are kept, to go back to. */
export const NETWORKS_KEPT = 10
/** The longest walk that a standard may allow to a type, in minutes. */
export const LIMIT_MINUTES_MAX = 60
/** Bytes of a standard: every type three times, with its demand. */
export const STANDARD_BODY_MAX = 32_768
/** Places where people live, in one city. */
export const RESIDENCES_MAX = 5_000
/** Households of one such place: more is a slip of the keyboard. */
export const HOUSEHOLDS_MAX = 50_000
/** Bytes of all of them together: one with a long name takes some 250. */
export const RESIDENCES_BODY_MAX = 1_500_000
/** Posters that are printed at once: fifty sheets of A4, which a printer of an office takes. */
export const POSTERS_MOST = 200
/** Vacant premises in a list among which the best are looked for. */
export const PREMISES_MAX = 400
