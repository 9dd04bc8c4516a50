/** What people write in their own words, as it is kept. */

/**
 * Tidies a comment: one kind of line break, tabs as blanks, composed characters (Unicode NFC), nothing at its ends.
 * Its length is counted after this.
 */
export function tidyComment(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .normalize('NFC')
    .trim()
}
