import { env } from 'cloudflare:workers'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as v from 'valibot'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { STOPS_DAYS } from '../../schema/contract/feed.ts'
import { ImportOpened } from '../../schema/contract/import.ts'
import { NewOutletMade } from '../../schema/contract/ledger.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState, isOpen } from '../../schema/rules/hours/evaluate.ts'
import type { Closure } from '../../schema/rules/hours/model.ts'
import { newsFeed } from '../../worker/places/news-feed.ts'
import type { NewsRow } from '../../worker/places/news-store.ts'
import { letRevisionExpire, problemOf, send } from './api.ts'
import { type CalendarEvent, readCalendar } from './calendars.ts'
import { newOutlet, start, townWithKeepers } from './keepers.ts'
import { communities, outlets } from './town.ts'

const { merchant, community } = await townWithKeepers()

const Link = v.object({ '@rel': v.string(), '@href': v.string() })
const Text = v.object({ '#text': v.string(), '@type': v.literal('text') })
const Entry = v.object({
  id: v.string(),
  title: Text,
  updated: v.pipe(v.string(), v.isoTimestamp()),
  link: v.pipe(v.array(Link), v.length(1)),
  content: v.optional(Text),
})
/** What RFC 4287 (4.1.1, 4.1.2) wants of a feed and its entries. */
const Feed = v.object({
  '@xmlns': v.literal('http://www.w3.org/2005/Atom'),
  '@xml:lang': v.string(),
  id: v.pipe(v.string(), v.startsWith('tag:')),
  title: Text,
  subtitle: v.optional(Text),
  updated: v.pipe(v.string(), v.isoTimestamp()),
  author: v.object({ name: v.pipe(v.string(), v.minLength(1)) }),
  link: v.array(Link),
  entry: v.optional(v.array(Entry), []),
})
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => name === 'entry' || name === 'link',
})

/** A feed, which must be a valid one. */
async function feedAt(path: string) {
  letRevisionExpire()
  const response = await send(path, { headers: { Origin: 'https://elsewhere.test' } })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8')
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(XMLValidator.validate(text)).toBe(true)
  const feed = v.parse(Feed, parser.parse(text).feed)
  const self = feed.link.filter((link) => link['@rel'] === 'self').map((link) => link['@href'])
  expect(self).toEqual([`https://yikezhong.test${path}`])
  const times = feed.entry.map(({ updated }) => updated)
  expect(times).toEqual(times.toSorted().toReversed())
  if (times.length > 0) expect(feed.updated).toBe(times[0])
  expect(new Set(feed.entry.map(({ id }) => id)).size).toBe(feed.entry.length)
  return { text, tag: response.headers.get('ETag') ?? '', ...feed }
}

const minan = `/api/circles/${communities.minan}/changes.atom`
const titlesOf = ({ entry }: { entry: v.InferOutput<typeof Entry>[] }) =>
  entry.map(({ title }) => title['#text'])
const minute = () => vi.setSystemTime(Date.now() + 60_000)

describe('a circle’s news', () => {
  let shop = ''
  let added = ''

  beforeAll(async () => {
    vi.setSystemTime(start)
    shop = await newOutlet(merchant)
    const steps: (() => Promise<unknown>)[] = [
      async () => {
        const given = {
          name: '银杏早点 <新> & "豆浆"',
          type: 'breakfast',
          address: '银杏路 12 号',
          position: [111.8712, 34.7465],
          circle: communities.minan,
          hours: null,
          phone: null,
        }
        const answer = await community.fetch('POST', '/api/desk/outlets', given, {
          'Idempotency-Key': crypto.randomUUID(),
        })
        added = v.parse(NewOutletMade, await answer.json()).id
      },
      // nobody's news
      () => merchant.edit(shop, { hours: 'Mo-Su 09:00-20:00', phone: '0398-0001299' }),
      () => community.do('POST', `/api/listings/${shop}/confirmation`),
      () =>
        merchant.edit(shop, { closures: [{ from: '2027-02-05', to: '2027-02-08', reason: '回老家过年' }] }),
      () => merchant.edit(shop, { closures: [{ from: '2026-12-01', to: '2026-12-01', reason: '盘点' }] }),
      () => merchant.edit(shop, { closures: [] }),
      // waits for staff, who approve it
      () => merchant.edit(shop, { name: '惠民大药房（民安店）' }),
      async () => {
        const [proposal] = await community.proposals()
        await community.judge(proposal?.id ?? '', { verdict: 'approve' })
      },
      () => community.dispute(shop, true),
      () => community.edit(shop, { status: 'paused' }),
      () => community.edit(shop, { status: 'open' }),
      () => community.edit(shop, { position: [111.8751, 34.747] }),
      () => community.edit(shop, { position: [111.878, 34.747], address: '柳林街 3 号' }),
      () => community.edit(shop, { status: 'closed' }),
      async () => {
        const body = {
          file: '台账.xlsx',
          sha256: 'a'.repeat(64),
          source: 'ledger',
          carries: ['circle'],
          total: 2,
          leftOut: 0,
        }
        const opened = await community.fetch('POST', '/api/desk/imports', body, {
          'Idempotency-Key': crypto.randomUUID(),
        })
        const { id } = v.parse(ImportOpened, await opened.json())
        const row = { type: 'pharmacy', position: [111.875, 34.747], circle: communities.minan }
        const rows = ['一号药店', '二号药店'].map((name) => ({ ...row, name, sourceId: name }))
        await community.do('PUT', `/api/desk/imports/${id}/parts/0`, { rows })
      },
    ]
    for (const step of steps) {
      minute()
      await step()
    }
  })

  it('are told in plain words, the newest first', async () => {
    const feed = await feedAt(minan)
    const now = '惠民大药房（民安店）'
    expect(titlesOf(feed)).toEqual([
      '新收录 2 个网点',
      `不再营业：${now}`,
      `搬迁：${now}，现在在柳林街 3 号`,
      `恢复营业：${now}`,
      `暂停营业：${now}，恢复时间未定`,
      `改名：惠民大药房，现在叫${now}`,
      `照常营业：${now}，12月1日不停业了`,
      `停业几天：${now}，12月1日`,
      `停业几天：${now}，2027年2月5日至2月8日`,
      '新收录：银杏早点 <新> & "豆浆"（早餐店）',
    ])
    expect(feed['@xml:lang']).toBe('zh-CN')
    expect(feed.title['#text']).toBe('民安社区便民生活圈：网点变化')
    expect(feed.subtitle?.['#text']).toContain('虚构')
    expect(feed.entry[0]?.content?.['#text']).toBe('二号药店\n一号药店')
    expect(feed.entry[7]?.content?.['#text']).toBe('原定2027年2月5日至2月8日的停业取消了。')
  })

  it('lead to the outlets', async () => {
    const { entry } = await feedAt(minan)
    const links = entry.map(({ link: [first] }) => first?.['@href'])
    expect(links[0]).toBe(`https://yikezhong.test/circles/${communities.minan}`)
    expect(links[1]).toBe(`https://yikezhong.test/outlets/${shop}`)
    expect(links.at(-1)).toBe(`https://yikezhong.test/outlets/${added}`)
  })

  it('are told in English, too, as the same entries', async () => {
    const english = await feedAt(`${minan}?lang=en`)
    expect(english['@xml:lang']).toBe('en')
    expect(titlesOf(english)).toContain(
      'Closed for some days: 惠民大药房（民安店）, 5 February 2027 to 8 February 2027',
    )
    expect(titlesOf(english)).toContain('Moved: 惠民大药房（民安店）, now at 柳林街 3 号')
    expect(english.entry.map(({ id }) => id)).toEqual((await feedAt(minan)).entry.map(({ id }) => id))
    expect(english.entry[1]?.link[0]?.['@href']).toBe(`https://yikezhong.test/outlets/${shop}?lang=en`)
    const lines = titlesOf(english).join('')
    expect(lines).not.toMatch(/[：，。]/)
  })

  it('tell nothing of who did it, why, or what waits', async () => {
    const { text } = await feedAt(minan)
    for (const secret of [
      'huimin',
      merchant.account,
      community.account,
      '两人都称',
      '回老家',
      '盘点',
      '台账',
    ]) {
      expect(text).not.toContain(secret)
    }
    minute()
    await merchant.edit(await newOutlet(merchant), { name: '还没通过的名字' })
    expect((await feedAt(minan)).text).not.toContain('还没通过')
  })

  it('are not asked for again while nothing has changed', async () => {
    const { tag } = await feedAt(minan)
    const again = await send(minan, { headers: { 'If-None-Match': tag } })
    expect(again.status).toBe(304)
    const english = await send(`${minan}?lang=en`, { headers: { 'If-None-Match': tag } })
    expect(english.status).toBe(200)
    await english.body?.cancel()
  })

  it('are a feed also where there are none', async () => {
    const { entry } = await feedAt(`/api/circles/${communities.village}/changes.atom`)
    expect(entry).toEqual([])
  })

  it('are refused for what is no community, and in languages that nobody speaks here', async () => {
    expect(await problemOf('/api/circles/411281999999/changes.atom')).toMatchObject({ code: 'not_found' })
    expect(await problemOf('/api/circles/nowhere/changes.atom')).toMatchObject({ code: 'not_found' })
    expect(await problemOf(`${minan}?lang=fr`)).toMatchObject({ code: 'invalid_request' })
  })
})

describe('an import', () => {
  const at = '2026-11-24T12:00:00.000Z'
  const names = { name: '民安', nameEn: 'Min’an' }
  const told = (address: string): NewsRow['after'] => ({
    name: '药店',
    status: 'open',
    address,
    position: null,
    closures: [],
  })
  const row = (outlet: string, before: NewsRow['before'] = null): NewsRow => ({
    at,
    outlet,
    name: outlet,
    type: 'pharmacy',
    imported: true,
    before,
    after: told('千秋路 1 号'),
  })
  const entriesOf = (rows: readonly NewsRow[]) =>
    newsFeed(
      { origin: 'https://yikezhong.test', code: communities.minan, language: 'zh-CN' },
      { revision: 1, sample: false, city: names, community: names, touched: at },
      names,
      rows,
    ).entries

  it('is told in one entry, also where it changes others in between', () => {
    const entries = entriesOf([row('一'), row('二'), row('旧', told('银杏路 9 号')), row('三'), row('四')])
    expect(entries.map(({ title }) => title)).toEqual(['新收录 4 个网点', '搬迁：旧，现在在千秋路 1 号'])
    expect(entries[0]?.text).toBe('一\n二\n三\n四')
  })

  it('is the same entry when only one of its outlets is still in the circle', () => {
    const [many] = entriesOf([row('一'), row('二')])
    const [one] = entriesOf([row('一')])
    expect(one?.id).toBe(many?.id)
    expect(one?.link).toBe('https://yikezhong.test/outlets/一')
  })
})

describe('the changes of the API', () => {
  it.each(['', '?lang=en'])('are a feed%s', async (language) => {
    const { entry, text } = await feedAt(`/api/changes.atom${language}`)
    expect(entry.length).toBeGreaterThan(5)
    expect(text).toContain('listOutlets')
  })
})

describe('a calendar of stops', () => {
  const van = `/api/outlets/${outlets.van.id}/stops.ics`
  /** Friday of the week before New Year's Day, a holiday for which the Saturday of the week after is worked. */
  const friday = new Date('2026-12-25T02:00:00Z')
  const holidays = [
    { date: '2027-01-01', kind: 'holiday', name: '元旦' },
    { date: '2027-01-09', kind: 'workday', name: '元旦' },
  ] as const
  const calendar = holidayCalendar([2026, 2027], holidays)

  async function stopsAt(path = van) {
    letRevisionExpire()
    const response = await send(path, { headers: { Origin: 'https://elsewhere.test' } })
    const text = await response.text()
    expect(response.status, text).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const { properties, components, events } = readCalendar(text)
    expect(properties.get('VERSION')).toBe('2.0')
    expect(properties.get('PRODID')).toBeTruthy()
    expect(components.length).toBeGreaterThan(0)
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    return { properties, components, events, tag: response.headers.get('ETag') ?? '' }
  }

  const set = async (sql: string, ...params: string[]) => {
    await env.DB.prepare(sql)
      .bind(...params)
      .run()
  }
  const setHours = (stop: string, hours: string) =>
    set('UPDATE outlet_stop SET hours = ?2 WHERE id = ?1', stop, hours)

  beforeAll(async () => {
    vi.setSystemTime(friday)
    await set('INSERT INTO holiday_year (year) VALUES (2027)')
    for (const { date, kind, name } of holidays) {
      await set('INSERT INTO holiday (date, kind, name) VALUES (?1, ?2, ?3)', date, kind, name)
    }
  })

  it('has each coming time, with where it is and what to open', async () => {
    const { events, properties } = await stopsAt()
    expect(properties.get('X-WR-CALNAME')).toBe('蔬菜直通车：到站时间')
    const town = events.filter(({ location }) => location === '民安社区门口')
    // not on the Saturday that is a working day
    expect(town).toHaveLength(STOPS_DAYS / 7 - 1)
    expect(town[0]).toMatchObject({
      from: Date.parse('2026-12-26T07:00:00+08:00'),
      to: Date.parse('2026-12-26T09:00:00+08:00'),
      summary: '蔬菜直通车 · 民安社区门口',
      geo: '34.7471;111.8741',
      url: `https://yikezhong.test/outlets/${outlets.van.id}?stop=stopTown01`,
      stamp: Date.parse('2026-09-01T00:00:00Z'),
    })
  })

  it.each<[string, string, Closure[]]>([
    ['Sa 07:00-09:00', 'Mo-Fr 17:00-18:30; PH off', []],
    ['PH 10:00-12:00; Sa 08:00-09:30', '20:00-26:00', [{ from: '2027-01-03', to: '2027-01-06' }]],
    ['Mo-Fr 06:30-08:00,16:00-18:00; PH 08:00-10:00', 'We[1] 09:00-11:00; Su 07:00-09:00+', []],
    [
      'Mo unknown; Tu 09:00-11:00',
      'Fr,PH 09:00-17:00 open "大集"',
      [{ from: '2026-12-29', to: '2026-12-29' }],
    ],
  ])('agrees with the evaluator for four weeks: %s and %s', async (town, village, closures) => {
    await setHours('stopTown01', town)
    await setHours('stopVillage', village)
    await set('DELETE FROM outlet_closure WHERE outlet = ?1', outlets.van.id)
    for (const { from, to } of closures) {
      await set(
        'INSERT INTO outlet_closure (outlet, from_date, to_date) VALUES (?1, ?2, ?3)',
        outlets.van.id,
        from,
        to,
      )
    }
    const { events } = await stopsAt()
    expect(events.length).toBeGreaterThan(3)
    const from = Date.parse('2026-12-25T00:00:00+08:00')
    const inIt = (event: CalendarEvent, at: number) => event.from <= at && at < event.to
    for (const [name, hours] of [
      ['民安社区门口', town],
      ['石佛村口', village],
    ] as const) {
      const own = events.filter(({ location }) => location === name)
      // no time is shorter than an hour and a half; beside that, the minutes at which each begins and ends
      const grid = Array.from({ length: (28 * 24) / 1.5 }, (_, step) => from + step * 5_400_000)
      const edges = own.flatMap((event) => [event.from - 60_000, event.from, event.to - 60_000, event.to])
      for (const at of [...grid, ...edges.filter((edge) => edge < from + 28 * 86_400_000)]) {
        const open = isOpen(hoursState(hours, at, { calendar, closures, status: 'open' }))
        expect(
          own.some((event) => inIt(event, at)),
          `${name} at ${new Date(at).toISOString()}`,
        ).toBe(open)
      }
    }
  })

  it('folds long lines between characters, and writes what would break it as text', async () => {
    const name = `${'蔬菜直通车'.repeat(6)}，甲;乙,丙\\丁`
    await set('UPDATE outlet SET name = ?2 WHERE id = ?1', outlets.van.id, `${name}\nBEGIN:VEVENT`)
    await set('UPDATE outlet_stop SET name = ?2 WHERE id = ?1', 'stopTown01', '南门\r\nX:1')
    await setHours('stopTown01', 'Sa 07:00-09:00 open "带秤,自备袋"')
    const { events, properties } = await stopsAt()
    expect(properties.get('NAME')).toBe(`${name} BEGIN:VEVENT：到站时间`)
    const event = events.find(({ location }) => location === '南门 X:1')
    expect(event?.summary).toBe(`${name} BEGIN:VEVENT · 南门 X:1`)
    expect(event?.description).toBe('带秤,自备袋\n时间有变以网点页面为准。')
    await set('UPDATE outlet SET name = ?2 WHERE id = ?1', outlets.van.id, outlets.van.name)
    await set('UPDATE outlet_stop SET name = ?2 WHERE id = ?1', 'stopTown01', '民安社区门口')
  })

  it('calls the same time the same on another day, and is another calendar then', async () => {
    const first = await stopsAt()
    const known = await send(van, { headers: { 'If-None-Match': first.tag } })
    expect(known.status).toBe(304)
    vi.setSystemTime(friday.getTime() + 86_400_000)
    const next = await stopsAt()
    expect(next.tag).not.toBe(first.tag)
    const still = first.events.filter(({ to }) => to > Date.parse('2026-12-26T00:00:00+08:00'))
    expect(next.events.map(({ uid }) => uid)).toEqual(expect.arrayContaining(still.map(({ uid }) => uid)))
  })

  it('speaks English, too', async () => {
    const { properties, events } = await stopsAt(`${van}?lang=en`)
    expect(properties.get('X-WR-CALNAME')).toBe('蔬菜直通车: times at its stops')
    expect(events[0]?.url).toContain('&lang=en')
  })

  it.each(['paused', 'closed'])('is empty and yet a calendar while the outlet is %s', async (status) => {
    await set('UPDATE outlet SET status = ?2 WHERE id = ?1', outlets.van.id, status)
    const { events, components } = await stopsAt()
    expect(events).toEqual([])
    expect(components).toEqual(['VTIMEZONE'])
    await set('UPDATE outlet SET status = ?2 WHERE id = ?1', outlets.van.id, 'open')
  })

  it('is not there for outlets without stops, nor for those that nobody knows', async () => {
    expect(await problemOf(`/api/outlets/${outlets.pharmacy.id}/stops.ics`)).toMatchObject({
      code: 'not_found',
    })
    expect(await problemOf('/api/outlets/nothing001/stops.ics')).toMatchObject({ code: 'not_found' })
    expect(await problemOf('/api/outlets/!/stops.ics')).toMatchObject({ code: 'not_found' })
    expect(await problemOf(`${van}?lang=fr`)).toMatchObject({ code: 'invalid_request' })
  })
})
