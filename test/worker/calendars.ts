/** Reads iCalendar for the tests: from the text of RFC 5545, and knowing nothing of what writes it here. */

export interface CalendarEvent {
  uid: string
  stamp: number
  from: number
  to: number
  summary: string
  description: string
  location: string
  geo: string
  url: string
}

/** A calendar as it was read: its own properties, what it holds, and events. */
export interface ReadCalendar {
  properties: ReadonlyMap<string, string>
  components: string[]
  events: CalendarEvent[]
}

/** Lines of at most 75 octets that end with CRLF (3.1); folded ones in one piece again. */
function linesOf(text: string): string[] {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end')
  const raw = text.slice(0, -2).split('\r\n')
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error(`a line breaks without CRLF: ${line}`)
    if (new TextEncoder().encode(line).length > 75) throw new Error(`a line is too long: ${line}`)
  }
  return raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
}

/** TEXT as it is meant (3.3.11). */
const meant = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped))

/** Form 2 of DATE-TIME (3.3.5), as epoch milliseconds. */
function instantOf(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) throw new Error(`${text} is no instant in UTC`)
  const [year = 0, month = 0, day = 0, hour, minute, second] = parts.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** A calendar, which must be one. */
export function readCalendar(text: string): ReadCalendar {
  const properties = new Map<string, string>()
  const components: string[] = []
  const events: CalendarEvent[] = []
  const open: { name: string; own: Map<string, string> }[] = []
  for (const line of linesOf(text)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?:(.*)$/.exec(line) ?? []
    if (name === '') throw new Error(`not a line of a calendar: ${line}`)
    if (name === 'BEGIN') open.push({ name: value, own: new Map() })
    else if (name === 'END') {
      const ended = open.pop()
      if (ended?.name !== value) throw new Error(`${value} ends, but ${ended?.name} has begun`)
      if (open.length === 1) components.push(value)
      if (value === 'VEVENT') events.push(eventOf(ended.own))
      if (value === 'VCALENDAR') for (const [own, said] of ended.own) properties.set(own, meant(said))
    } else open.at(-1)?.own.set(name, value)
  }
  if (open.length > 0) throw new Error('something has not ended')
  return { properties, components, events }
}

function eventOf(own: ReadonlyMap<string, string>): CalendarEvent {
  const said = (name: string) => {
    const value = own.get(name)
    if (value === undefined) throw new Error(`an event has no ${name}`)
    return value
  }
  return {
    uid: said('UID'),
    stamp: instantOf(said('DTSTAMP')),
    from: instantOf(said('DTSTART')),
    to: instantOf(said('DTEND')),
    summary: meant(said('SUMMARY')),
    description: meant(said('DESCRIPTION')),
    location: meant(said('LOCATION')),
    geo: said('GEO'),
    url: said('URL'),
  }
}
