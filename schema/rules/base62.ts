/** The characters of public identifiers: digits and letters, which need no escaping anywhere. */
export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** What a public identifier looks like; official codes of communities, of twelve digits, look like one, too. */
export const identifierForm = /^[0-9A-Za-z]{8,16}$/
