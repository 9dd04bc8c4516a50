/** The characters of public identifiers: digits and letters, which need no escaping anywhere. */
export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
