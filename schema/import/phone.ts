/** Phone numbers of shops, as cells have them: several in a cell, of full width, with lost or added marks. */

/** The most that an outlet keeps, in characters. */
const LENGTH_MAX = 60

/**
 * One number in its usual form: `13812345678`, `0398-1234567` or `0398-123 4567`, `400-123-4567`, `110`, `+4232361234`.
 * @returns undefined when it is none
 */
function normalNumber(text: string): string | undefined {
  const [, main = '', extension] = /^(.*?)(?:(?:转|分机|ext\.?|x)\s*(\d{1,6}))?$/i.exec(text.trim()) ?? []
  if (/^(?:010|02\d|0[3-9]\d{2})-\d{3,4} \d{4}$/.test(text.trim())) return text.trim()
  const digits = main.replace(/[\s().（）\-—–]/g, '').replace(/^(?:\+|00)86/, '')
  const tail = extension ? `转${extension}` : ''
  if (/^1[3-9]\d{9}$/.test(digits)) return digits
  if (/^[48]00\d{7}$/.test(digits))
    return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}${tail}`
  // 010 and 02x are three-digit area codes, all others have four digits.
  const landline = /^(010|02\d|0[3-9]\d{2})(\d{7,8})$/.exec(digits)
  if (landline) return `${landline[1]}-${landline[2]}${tail}`
  if (/^[2-9]\d{6,7}$/.test(digits)) return `${digits}${tail}`
  if (/^(?:95\d{3,4}|96\d{3,4}|1[012]\d|12\d{3})$/.test(digits)) return digits
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  return undefined
}

/**
 * The numbers of a cell, joined by `;`.
 * @returns `dropped`: the parts that are no phone number
 */
export function readPhones(cell: string): { phone: string | null; dropped: string[] } {
  const dropped: string[] = []
  const numbers: string[] = []
  // A spreadsheet makes 15852601815.0 of a number; a blank separates numbers only between whole ones.
  const parts = cell
    .replace(/\.0\b/g, '')
    .replace(/(\d{7})\s+(?=[01+])/g, '$1;')
    .split(/[;；,，、/|\n]|或/)
    .map((part) => part.replace(/^[^\d+(（]*/, '').trim())
  for (const part of parts) {
    if (part === '') continue
    const number = normalNumber(part)
    if (!number) dropped.push(part)
    else if (!numbers.includes(number)) {
      if ([...numbers, number].join(';').length > LENGTH_MAX) dropped.push(part)
      else numbers.push(number)
    }
  }
  return { phone: numbers.length > 0 ? numbers.join(';') : null, dropped }
}
