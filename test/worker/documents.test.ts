import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { ownPages, publicPages } from '../../schema/catalog/pages.ts'
import { classedTypes } from '../../schema/catalog/schema-org.ts'
import { filesOf, mappedPages, sitemapIndex, sitemapOf } from '../../worker/documents/sitemap.ts'
import { app } from '../../worker/index.ts'
import { letRevisionExpire } from './api.ts'
import { communities, loadTown, outlets } from './town.ts'

const origin = 'https://yikezhong.test'

/** The site's document as far as it is written into; that the real one has all of it is seen end to end. */
const shell = `<!doctype html>
<html lang="zh-CN"><head><title>一刻钟</title><meta name="description" content="走路一刻钟"></head>
<body><div id="app"><p class="boot">一刻钟</p></div><script type="module" src="/main.ts"></script></body></html>`

/** The site's files: its document, and an icon. */
const ASSETS = {
  ...env.ASSETS,
  fetch: async (input: RequestInfo | URL) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (pathname === '/icon.svg')
      return new Response('<svg/>', { headers: { 'Content-Type': 'image/svg+xml' } })
    if (pathname !== '/') return new Response(null, { status: 404 })
    return new Response(shell, { headers: { 'Content-Type': 'text/html', ETag: '"shell"' } })
  },
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  return app.request(`${origin}${path}`, init, { ...env, ASSETS })
}

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }

/** The value of an attribute as a browser reads it. */
function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name) ?? ''
  return Object.entries(entities).reduce((text, [entity, letter]) => text.replaceAll(entity, letter), value)
}

/** What can be read out of a document. */
async function documentAt(path: string) {
  const response = await ask(path)
  const text = await response.text()
  const found = {
    status: response.status,
    lang: '',
    title: '',
    body: '',
    robots: '',
    meta: new Map<string, string>(),
    canonical: null as string | null,
    alternates: new Map<string, string>(),
    links: [] as string[],
    json: '',
    handlers: 0,
  }
  await new HTMLRewriter()
    .on('html', {
      element(element) {
        found.lang = attribute(element, 'lang')
      },
    })
    .on('title', {
      text(part) {
        found.title += part.text
      },
    })
    .on('#app', {
      text(part) {
        found.body += part.text
      },
    })
    .on('meta', {
      element(element) {
        const name = element.getAttribute('name') ?? element.getAttribute('property')
        if (name === 'robots') found.robots = attribute(element, 'content')
        else if (name) found.meta.set(name, attribute(element, 'content'))
      },
    })
    .on('link[rel="canonical"]', {
      element(element) {
        found.canonical = attribute(element, 'href')
      },
    })
    .on('link[hreflang]', {
      element(element) {
        found.alternates.set(attribute(element, 'hreflang'), attribute(element, 'href'))
      },
    })
    .on('#app a', {
      element(element) {
        found.links.push(attribute(element, 'href'))
      },
    })
    .on('*', {
      element(element) {
        if ([...element.attributes].some(([name = '']) => name.startsWith('on'))) found.handlers += 1
      },
    })
    .on('script[type="application/ld+json"]', {
      text(part) {
        found.json += part.text
      },
    })
    .transform(new Response(text))
    .text()
  return { ...found, text, data: found.json === '' ? null : JSON.parse(found.json) }
}

const pharmacy = `/outlets/${outlets.pharmacy.id}`
const minan = `/circles/${communities.minan}`
// Short addresses are led on before they come to a document.
const own = ownPages.filter((path) => !path.startsWith('/q/')).map((path) => path.replace(/:\w+/g, 'x1'))
const indexed = [
  '/',
  pharmacy,
  minan,
  ...Object.values(publicPages).filter((path) => path !== '/' && !path.includes(':')),
]

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-09-20T12:00:00+08:00') })
  await loadTown(env.DB)
})
beforeEach(letRevisionExpire)
afterAll(() => {
  vi.useRealTimers()
})

describe('the document of a page for everybody', () => {
  it.each(indexed)('%s: names itself, and its two languages name each other', async (path) => {
    const [chinese, english] = [await documentAt(path), await documentAt(`${path}?lang=en`)]
    const addresses = { chinese: origin + path, english: `${origin}${path}?lang=en` }
    expect([chinese.status, chinese.lang, english.lang]).toEqual([200, 'zh-CN', 'en'])
    expect(chinese.canonical).toBe(addresses.chinese)
    expect(english.canonical).toBe(addresses.english)
    for (const { alternates, robots } of [chinese, english]) {
      expect(Object.fromEntries(alternates)).toEqual({
        'zh-CN': addresses.chinese,
        en: addresses.english,
        'x-default': addresses.chinese,
      })
      expect(robots).toBe('')
    }
    expect(chinese.title).toMatch(/^.+ · 一刻钟义马$/)
    expect(english.title).toMatch(/^.+ · Yikezhong Yima$/)
    for (const { meta, title } of [chinese, english]) {
      expect(meta.get('description')?.length).toBeGreaterThan(10)
      expect(meta.get('og:description')).toBe(meta.get('description'))
      expect(title).toContain(meta.get('og:title'))
      expect(meta.get('og:image')).toBe(`${origin}/icon-180.png`)
      expect(meta.get('twitter:card')).toBe('summary')
    }
    expect(chinese.meta.get('og:url')).toBe(addresses.chinese)
    expect(chinese.meta.get('og:locale')).toBe('zh_CN')
    expect(english.meta.get('og:locale:alternate')).toBe('zh_CN')
    expect(english.body).not.toMatch(/营业|投诉|生活圈/)
  })

  it.each([
    [pharmacy, ['惠民大药房', '药店', '每天 8:00–21:00；法定节假日 9:00–12:00', '千秋路 18 号', '收现金']],
    [pharmacy, ['门口没有台阶', '没有座位', '代煎中药 3–5 元 / 剂', '量血压 免费', '商户2026年9月1日确认过']],
    [
      `${pharmacy}?lang=en`,
      ['Pharmacy', 'daily 8:00–21:00', 'takes cash', 'no step at the door', '¥3–5 / 剂'],
    ],
    [`/outlets/${outlets.breakfast.id}`, ['2026年10月1日至2026年10月7日不营业（回老家）', '没有登记']],
    [`/outlets/${outlets.cobbler.id}`, ['还没有人登记，去之前最好先打电话问']],
    [`/outlets/${outlets.barber.id}`, ['暂停营业']],
    [`/outlets/${outlets.van.id}`, ['民安社区门口：周六 7:00–9:00', '石佛村口：周日 7:00–9:00']],
    [
      minan,
      ['民安社区生活圈', '千秋路街道', '惠民大药房', '每天 5:30–10:00', '民安社区党群服务中心，千秋路 12 号'],
    ],
    ['/circles', ['千秋路街道', '兴苑社区', '石佛社区']],
    ['/', ['一刻钟义马', '正在打开', '民安社区']],
  ])('%s says in plain words what is known', async (path, words) => {
    const { body } = await documentAt(path)
    for (const word of words) expect(body).toContain(word)
    expect(body).toContain('示例数据'.slice(0, path.includes('lang=en') ? 0 : 4))
  })

  it.each([
    ['', '2026年10月1日至2026年10月7日不营业（回老家）'],
    ['?lang=en', 'closed 1 Oct 2026 to 7 Oct 2026 (回老家)'],
  ])('says of days that it is closed on them, also where they stand alone%s', async (language, told) => {
    const { meta } = await documentAt(`/outlets/${outlets.breakfast.id}${language}`)
    expect(meta.get('description')).toContain(told)
  })

  it('links to what belongs to it, in the way in which it is read', async () => {
    expect((await documentAt(pharmacy)).links).toEqual(
      expect.arrayContaining([
        minan,
        'tel:03980001288',
        'tel:12345',
        'tel:12315',
        '/circles',
        `${pharmacy}?lang=en`,
      ]),
    )
    const english = await documentAt(`${minan}?elder=1&lang=en`)
    expect(english.links).toContain(`${pharmacy}?elder=1&lang=en`)
    expect(english.links).toContain(`${minan}?elder=1`)
    expect(english.text).toContain('data-elder')
    expect((await documentAt('/')).links).toContain(minan)
  })

  it('stays small where the list comes after it', async () => {
    const response = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } })
    const bytes = (await response.arrayBuffer()).byteLength
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
    expect(bytes).toBeLessThan(3_000)
  })

  it('shows the photo that staff approved', async () => {
    await env.DB.prepare(
      `INSERT INTO photo (id, key, outlet, state, width, height, by, at)
        VALUES ('photo00001', 'photokey00000001', ?, 'approved', 800, 600, 'shop', '2026-09-01T00:00:00.000Z')`,
    )
      .bind(outlets.clinic.id)
      .run()
    const { meta, data } = await documentAt(`/outlets/${outlets.clinic.id}`)
    expect(meta.get('og:image')).toBe(`${origin}/api/photos/photokey00000001`)
    expect(meta.get('og:image:width')).toBe('800')
    expect(meta.get('og:image:alt')).toBe('民安卫生服务站的照片')
    expect(meta.get('twitter:card')).toBe('summary_large_image')
    expect(data.image).toBe(`${origin}/api/photos/photokey00000001`)
  })

  it('escapes whatever a name holds', async () => {
    const name = `</script><script>alert("1")</script><!--'&amp;`
    await env.DB.prepare('UPDATE outlet SET name = ?, address = ? WHERE id = ?')
      .bind(name, '"><b onclick=x>', outlets.chainPharmacy.id)
      .run()
    const { text, title, data, handlers, meta, body } = await documentAt(
      `/outlets/${outlets.chainPharmacy.id}`,
    )
    expect(text.match(/<script/g)).toHaveLength(2)
    expect(text).not.toContain('<!--')
    expect(title).toContain('&lt;/script&gt;')
    expect(data.name).toBe(name)
    expect(handlers).toBe(0)
    expect(meta.get('description')).toContain('"><b onclick=x>')
    expect(meta.get('og:title')).toBe(name)
    expect(body).toContain('&quot;&gt;&lt;b onclick=x&gt;')
    await env.DB.prepare('UPDATE outlet SET name = ?, address = NULL WHERE id = ?')
      .bind(outlets.chainPharmacy.name, outlets.chainPharmacy.id)
      .run()
  })
})

describe('what is not to be found', () => {
  it.each(own)('%s: says noindex, and nothing else', async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(await response.text()).toBe(shell)
  })

  it.each([
    '/outlets/nobody0001',
    '/outlets/x',
    '/outlets/%3Cb%3E',
    '/circles/411281009999',
    '/no/such/page',
    '/desk/nothing',
    '/index.php',
  ])('%s: is 404, with the site behind it', async (path) => {
    const { status, robots, body, text, canonical } = await documentAt(path)
    expect(status).toBe(404)
    expect(robots).toBe('noindex')
    expect(body).toContain('没有这一页')
    expect(text).toContain('/main.ts')
    expect(canonical).toBeNull()
    expect((await ask(path)).headers.has('ETag')).toBe(false)
  })

  it.each(['//stranger.test/x', '/\\stranger.test/x', '/%5Cstranger.test/x', '/%09/stranger.test/x'])(
    '%s: leads to no other site',
    async (path) => {
      const { status, links } = await documentAt(path)
      expect(status).toBe(404)
      const hosts = links.filter((link) => link.startsWith('/')).map((link) => new URL(link, origin).host)
      expect(new Set(hosts)).toEqual(new Set(['yikezhong.test']))
    },
  )

  it('an outlet that is closed for good says so, and stays to be looked up', async () => {
    const { status, robots, title, body, data } = await documentAt(`/outlets/${outlets.gone.id}`)
    expect([status, robots, data]).toEqual([200, 'noindex', null])
    expect(title).toBe('旧杂货铺：已停业 · 一刻钟义马')
    expect(body).not.toContain('24 小时')
  })

  it('a file is a file', async () => {
    const response = await ask('/icon.svg')
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'image/svg+xml'])
  })
})

describe('asking again', () => {
  it.each(indexed)('%s: is answered 304 until something changes', async (path) => {
    const first = await ask(path)
    const tag = first.headers.get('ETag') ?? ''
    expect(tag).toMatch(/^W\/"/)
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=0, must-revalidate')
    const again = await ask(path, { headers: { 'If-None-Match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('Cache-Control')).toBe(first.headers.get('Cache-Control'))
    const head = await ask(path, { method: 'HEAD' })
    expect([head.status, await head.text(), head.headers.get('ETag')]).toEqual([200, '', tag])
    const english = await ask(`${path}?lang=en`, { headers: { 'If-None-Match': tag } })
    expect(english.status).toBe(200)
  })

  it('tells a change at once', async () => {
    const tag = (await ask(pharmacy)).headers.get('ETag') ?? ''
    await env.DB.prepare("UPDATE outlet SET hours = '09:00-18:00' WHERE id = ?")
      .bind(outlets.pharmacy.id)
      .run()
    letRevisionExpire()
    const response = await ask(pharmacy, { headers: { 'If-None-Match': tag } })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('每天 9:00–18:00')
    await env.DB.prepare('UPDATE outlet SET hours = ? WHERE id = ?')
      .bind(outlets.pharmacy.hours, outlets.pharmacy.id)
      .run()
  })

  it('tells another day, which has other closures before it', async () => {
    const breakfast = `/outlets/${outlets.breakfast.id}`
    const tag = (await ask(breakfast)).headers.get('ETag') ?? ''
    vi.setSystemTime(new Date('2026-10-08T12:00:00+08:00'))
    const response = await ask(breakfast, { headers: { 'If-None-Match': tag } })
    expect(response.status).toBe(200)
    expect(await response.text()).not.toContain('回老家')
  })

  it('gives the site as it is while the database is away, and has search engines come again', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const away = vi.spyOn(env.DB, 'withSession').mockImplementation(() => {
      throw new Error('away')
    })
    const response = await ask(pharmacy)
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([503, 'no-store'])
    expect(response.headers.get('Retry-After')).toBe('300')
    expect(await response.text()).toBe(shell)
    away.mockRestore()
    logged.mockRestore()
  })
})

interface Thing {
  '@type': string
  [property: string]: unknown
}

/*
 * Properties that we use and the classes that schema.org defines them for, from its text; what stands under another
 * class has its properties, too.
 */
const under: Readonly<Record<string, readonly string[]>> = {
  LocalBusiness: ['Organization', 'Place'],
  CivicStructure: ['Place'],
  AdministrativeArea: ['Place'],
  City: ['AdministrativeArea'],
  Store: ['LocalBusiness'],
  ConvenienceStore: ['Store'],
  GroceryStore: ['Store'],
  FoodEstablishment: ['LocalBusiness'],
  Restaurant: ['FoodEstablishment'],
  HealthAndBeautyBusiness: ['LocalBusiness'],
  DryCleaningOrLaundry: ['LocalBusiness'],
  MedicalBusiness: ['LocalBusiness'],
  Pharmacy: ['MedicalBusiness'],
  MedicalClinic: ['MedicalBusiness'],
  HomeAndConstructionBusiness: ['LocalBusiness'],
  SportsActivityLocation: ['LocalBusiness'],
  EntertainmentBusiness: ['LocalBusiness'],
  ChildCare: ['LocalBusiness'],
  GovernmentOffice: ['LocalBusiness'],
  LegalService: ['LocalBusiness'],
  Organization: [],
  Place: [],
  WebSite: ['CreativeWork'],
  CreativeWork: [],
  SearchAction: ['Action'],
  Action: [],
  EntryPoint: [],
  PostalAddress: [],
  GeoCoordinates: [],
  OpeningHoursSpecification: [],
  LocationFeatureSpecification: ['PropertyValue'],
  PropertyValue: [],
}
const properties: Readonly<Record<string, readonly string[]>> = {
  name: Object.keys(under),
  url: Object.keys(under),
  image: Object.keys(under),
  potentialAction: Object.keys(under),
  address: ['Place', 'Organization'],
  telephone: ['Place', 'Organization'],
  geo: ['Place'],
  openingHoursSpecification: ['Place'],
  amenityFeature: ['Place'],
  containedInPlace: ['Place'],
  containsPlace: ['Place'],
  location: ['Organization'],
  paymentAccepted: ['LocalBusiness'],
  streetAddress: ['PostalAddress'],
  addressLocality: ['PostalAddress'],
  addressCountry: ['PostalAddress'],
  latitude: ['GeoCoordinates'],
  longitude: ['GeoCoordinates'],
  dayOfWeek: ['OpeningHoursSpecification'],
  opens: ['OpeningHoursSpecification'],
  closes: ['OpeningHoursSpecification'],
  validFrom: ['OpeningHoursSpecification', 'LocationFeatureSpecification'],
  validThrough: ['OpeningHoursSpecification', 'LocationFeatureSpecification'],
  value: ['PropertyValue'],
  inLanguage: ['CreativeWork'],
  about: ['CreativeWork'],
  target: ['Action'],
  urlTemplate: ['EntryPoint'],
  // of the notation for forms: https://schema.org/docs/actions.html
  'query-input': ['Action'],
}

function classesOf(name: string): string[] {
  const above = under[name]
  if (!above) throw new Error(`${name} is no class of schema.org that this test knows`)
  return [name, ...above.flatMap(classesOf)]
}

/** Every property of every thing in it, with the class that it stands on. */
function* uses(thing: unknown): Generator<[type: string, property: string]> {
  if (Array.isArray(thing)) for (const one of thing) yield* uses(one)
  else if (typeof thing === 'object' && thing !== null) {
    const type = '@type' in thing ? String(thing['@type']) : ''
    for (const [property, value] of Object.entries(thing)) {
      if (!property.startsWith('@')) yield [type, property]
      yield* uses(value)
    }
  }
}

describe('what search engines are told', () => {
  it.each(['/', minan, ...Object.values(outlets).map(({ id }) => `/outlets/${id}`)])(
    '%s: only properties that schema.org has for its classes',
    async (path) => {
      for (const language of ['', '?lang=en']) {
        const { data } = await documentAt(path + language)
        for (const [type, property] of uses(data)) {
          const defined = properties[property] ?? []
          expect(
            classesOf(type).some((name) => defined.includes(name)),
            `${type}.${property}`,
          ).toBe(true)
        }
      }
    },
  )

  it('every outlet type has its class', () => {
    expect([...classedTypes].sort()).toEqual(outletTypes.map(({ code }) => code).sort())
  })

  it('an outlet is told with what is known of it, and no more', async () => {
    vi.setSystemTime(new Date('2026-09-20T12:00:00+08:00'))
    const { data } = await documentAt(pharmacy)
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Pharmacy',
      '@id': origin + pharmacy,
      name: '惠民大药房',
      telephone: ['0398-000 1288'],
      address: { streetAddress: '千秋路 18 号', addressLocality: '义马', addressCountry: 'CN' },
      geo: { latitude: 34.747, longitude: 111.875 },
      paymentAccepted: '现金',
      containedInPlace: { '@type': 'AdministrativeArea', url: origin + minan },
    })
    expect(data.amenityFeature.map(({ name, value }: Thing) => [name, value])).toEqual([
      ['门口没有台阶', true],
      ['有座位', false],
    ])
    const holiday = data.openingHoursSpecification.filter(
      ({ validFrom }: Thing) => validFrom === '2026-10-01',
    )
    expect(holiday).toMatchObject([
      { dayOfWeek: ['Thursday'], opens: '09:00', closes: '12:00', validThrough: '2026-10-01' },
    ])
    const { data: cobbler } = await documentAt(`/outlets/${outlets.cobbler.id}`)
    for (const property of ['openingHoursSpecification', 'telephone', 'amenityFeature', 'image']) {
      expect(cobbler).not.toHaveProperty(property)
    }
  })

  it('a mobile outlet is where its stops are', async () => {
    const { data } = await documentAt(`/outlets/${outlets.van.id}`)
    expect(data).not.toHaveProperty('geo')
    expect(data.location).toMatchObject([
      { name: '民安社区门口', geo: { latitude: 34.7471 } },
      { name: '石佛村口', geo: { latitude: 34.7701 } },
    ])
    expect(data.location[0].openingHoursSpecification).toContainEqual(
      expect.objectContaining({ dayOfWeek: ['Saturday'], opens: '07:00', closes: '09:00' }),
    )
  })

  it('a circle contains its outlets, and the site can be searched', async () => {
    const { data: circle } = await documentAt(minan)
    expect(circle.containsPlace.map(({ url }: Thing) => url)).toContain(origin + pharmacy)
    expect(JSON.stringify(circle)).not.toContain(outlets.gone.id)
    const { data: site } = await documentAt('/')
    expect(site.potentialAction.target.urlTemplate).toBe(`${origin}/?q={search_term_string}`)
  })
})

describe('the site map', () => {
  const addressesOf = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)

  it('names every page that is to be found, in both languages, and no other', async () => {
    const response = await ask('/sitemap.xml')
    expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
    const xml = await response.text()
    const shown = Object.values(outlets).filter(({ id }) => id !== outlets.gone.id)
    const pages = [
      ...indexed.filter((path) => path !== pharmacy && path !== minan),
      ...Object.values(communities).map((code) => `/circles/${code}`),
      ...shown.map(({ id }) => `/outlets/${id}`),
    ]
    const expected = pages.flatMap((path) => [origin + path, `${origin}${path}?lang=en`])
    expect(addressesOf(xml).sort()).toEqual(expected.sort())
    expect(xml).toContain(
      `<url><loc>${origin}${pharmacy}</loc><lastmod>2026-09-01</lastmod><xhtml:link rel="alternate" hreflang="zh-CN" href="${origin}${pharmacy}"/><xhtml:link rel="alternate" hreflang="en" href="${origin}${pharmacy}?lang=en"/><xhtml:link rel="alternate" hreflang="x-default" href="${origin}${pharmacy}"/></url>`,
    )
    const again = await ask('/sitemap.xml', {
      headers: { 'If-None-Match': response.headers.get('ETag') ?? '' },
    })
    expect(again.status).toBe(304)
  })

  it('is several files where one would be too large', async () => {
    const many = Array.from({ length: 25_000 }, (_, index) => ({
      id: `outlet${String(index).padStart(6, '0')}`,
      circle: null,
      updatedAt: '2026-09-01T00:00:00.000Z',
      confirmedAt: '2026-09-10',
    }))
    const pages = mappedPages(['411281001001'], many)
    const files = filesOf(pages)
    expect(files).toHaveLength(3)
    expect(files.flat()).toEqual(pages)
    const xml = await Promise.all(files.map((file) => sitemapOf(file, origin)))
    for (const file of xml) {
      expect(addressesOf(String(file)).length).toBeLessThanOrEqual(50_000)
      expect(String(file).length).toBeLessThan(50_000_000)
    }
    expect(String(xml[2])).toContain('<lastmod>2026-09-10</lastmod>')
    expect(addressesOf(String(await sitemapIndex(3, origin)))).toEqual(
      [1, 2, 3].map((part) => `${origin}/sitemap-${part}.xml`),
    )
  })

  it('has the files that it names, and no others', async () => {
    expect((await ask('/sitemap-1.xml')).status).toBe(200)
    expect((await ask('/sitemap-2.xml')).status).toBe(404)
  })

  it('is named to robots, which may read what scripts read', async () => {
    const text = await (await ask('/robots.txt')).text()
    expect(text).toContain(`Sitemap: ${origin}/sitemap.xml`)
    expect(text).not.toMatch(/^Disallow: \/(api\/)?$/m)
  })
})
