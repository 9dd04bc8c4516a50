/** What XML 1.0 has no way to write (2.2, Char), not even as a reference; a name may hold it all the same. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/** A text without the characters that would keep an XML document from being read. Marks are not escaped here. */
export function xmlCharacters(text: string): string {
  return text.replace(unwritable, '')
}
