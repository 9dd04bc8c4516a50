import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keptFiles, type Manifest, spokenParts } from '../../.dev/service-worker.ts'
import { AssessmentPublic, CircleAssessmentPublic } from '../../schema/contract/assessment.ts'
import { CircleOutletsPublic, CirclePublic } from '../../schema/contract/circle.ts'
import { wholeExample } from '../../schema/contract/examples.ts'
import { operations } from '../../schema/contract/operations.ts'
import { OutletPublic } from '../../schema/contract/outlet.ts'
import { documentWay, keepingOf, warmed } from '../../web/shell/offline/keeping.ts'
import { fromWhole } from '../../web/shell/service-worker/whole.ts'

const at = (address: string, method = 'GET', cache = 'default') =>
  keepingOf({ url: new URL(address, 'https://yikezhong.example'), method, cache })

/** An address of an operation, with something in the place of its parameters. */
const addressOf = (path: string) => path.replaceAll(/\{\w+\}/g, '7hK2mQ9xTz')

describe('what is kept of the API', () => {
  // Whoever adds an operation is asked nothing: what is not a public read must not be kept, whatever it is called.
  test.each(operations.map(({ method, path, cached, open }) => [method.toUpperCase(), path, cached, open]))(
    '%s %s is kept only if it is the same for everyone',
    (method, path, _cached, open) => {
      const keeping = at(addressOf(String(path)), String(method))
      if (keeping !== null) expect({ method, open }).toEqual({ method: 'GET', open: true })
    },
  )

  test.each([
    '/api/challenge',
    '/api/ratings/mine',
    '/api/wishes/mine',
    '/api/complaints/mine',
    '/api/complaints/mine/messages',
    '/api/complaints/mine/photos/7hK2mQ9xTz',
    '/api/session',
    '/api/account',
    '/api/account/sessions',
    '/api/invitation',
    '/api/merchant/outlets',
    '/api/listings/7hK2mQ9xTz',
    '/api/listings/7hK2mQ9xTz/photos/7hK2mQ9xTz',
    '/api/desk/inbox',
    '/api/desk/outlets',
    '/api/docs',
    '/api/openapi.json',
    '/api/health',
    '/open311/v2/requests.json',
  ])('nothing of %s is kept', (address) => {
    expect(at(address)).toBeNull()
  })

  test.each([
    ['/api/city', 'at-once'],
    ['/api/outlets', 'at-once'],
    ['/api/outlets?near=111.87,34.74&within=10', null],
    ['/map/411281.json', 'at-once'],
    ['/api/network/3?of=411281', 'for-good'],
    ['/api/photos/7hK2mQ9xTz', 'for-good'],
    ['/api/outlets/7hK2mQ9xTz', 'network-first'],
    ['/api/circles', 'network-first'],
    ['/api/circles/411281001005', 'network-first'],
    ['/api/circles/411281001005/assessment', 'network-first'],
    ['/api/satisfaction?scope=outlet&id=7hK2mQ9xTz', 'network-first'],
    ['/api/ratings?kind=outlet&id=7hK2mQ9xTz', 'network-first'],
    ['/api/notices?circle=411281001005', 'network-first'],
    ['/api/wishes/7hK2mQ9xTz', 'network-first'],
    ['/api/complaints', 'network-first'],
    ['/api/complaints/7hK2mQ9xTz', 'network-first'],
  ])('%s: %s', (address, keeping) => {
    expect(at(address)).toBe(keeping)
  })

  test('nobody who sends something, or wants nothing kept, is answered from it', () => {
    for (const address of warmed) {
      expect(at(address), address).not.toBeNull()
      expect(at(address, 'POST'), address).toBeNull()
      expect(at(address, 'GET', 'no-store'), address).toBeNull()
    }
  })

  test('who has just changed something is asked past it', () => {
    expect(at('/api/city', 'GET', 'no-cache')).toBe('network-first')
    expect(at('/api/outlets', 'GET', 'reload')).toBe('network-first')
  })
})

describe('what was never asked for', () => {
  const { answer } = operations.find(({ path }) => path === '/api/assessment') ?? {}
  const assessed = v.parse(AssessmentPublic, answer && 'example' in answer ? answer.example : null)
  const kept: Record<string, object> = { '/api/whole': wholeExample, '/api/assessment': assessed }
  beforeEach(() => {
    vi.stubGlobal('caches', {
      match: async (address: string) =>
        new Response(JSON.stringify(kept[address]), { headers: { 'X-Fetched-At': '1000' } }),
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  const { sample, revision } = wholeExample
  const [outlet] = wholeExample.outlets
  const [circle] = wholeExample.circles

  // The shapes are those of the contract: what is taken out of the whole is what the address itself would have told.
  test('is taken out of what is kept of the whole city', async () => {
    const ofOutlet = await fromWhole(`/api/outlets/${outlet?.id}`)
    expect(v.parse(OutletPublic, ofOutlet?.body)).toEqual({ sample, revision, ...outlet })
    expect(ofOutlet?.at).toBe(1000)
    const ofCircle = await fromWhole(`/api/circles/${circle?.code}`)
    expect(v.parse(CirclePublic, ofCircle?.body)).toEqual({ sample, revision, ...circle })
    const outlets = await fromWhole(`/api/circles/${outlet?.circle}/outlets`)
    expect(v.parse(CircleOutletsPublic, outlets?.body)).toEqual({ sample, revision, outlets: [outlet] })
    const [community] = assessed.communities
    const assessment = await fromWhole(`/api/circles/${community?.code}/assessment`)
    expect(v.parse(CircleAssessmentPublic, assessment?.body)).toMatchObject({ community })
  })

  test('a circle without outlets has none, which is something that is known', async () => {
    vi.stubGlobal('caches', {
      match: async () =>
        new Response(JSON.stringify({ ...wholeExample, revision: revision + 1, outlets: [] }), {
          headers: { 'X-Fetched-At': '2000' },
        }),
    })
    const none = await fromWhole(`/api/circles/${circle?.code}/outlets`)
    expect(v.parse(CircleOutletsPublic, none?.body)).toEqual({ sample, revision: revision + 1, outlets: [] })
  })

  test.each([
    '/api/outlets/nothing123',
    '/api/circles/411281009999',
    '/api/circles/411281009999/outlets',
    '/api/circles/411281009999/assessment',
    '/api/city',
  ])('%s is not in it', async (address) => {
    expect(await fromWhole(address)).toBeNull()
  })
})

describe('documents', () => {
  test.each([
    ['/', 'shell'],
    ['/outlets/7hK2mQ9xTz', 'shell'],
    ['/circles/411281001005/booklet', 'shell'],
    ['/desk/ledger', 'shell'],
    ['/q/7hK2mQ9xTz', 'network-then-shell'],
    ['/api/docs', null],
    ['/api/desk/audit/export', null],
    ['/open311/v2/services.xml', null],
    ['/sitemap.xml', null],
    ['/robots.txt', null],
    ['/sw.js', null],
  ])('%s: %s', (address, way) => {
    expect(documentWay(address)).toBe(way)
  })
})

describe('which files are kept', () => {
  const chunk = (name: string, more: Partial<Manifest[string]> = {}) => ({
    file: `assets/${name}.js`,
    ...more,
  })
  const manifest: Manifest = {
    'index.html': chunk('index', {
      imports: ['_first'],
      css: ['assets/index.css'],
      dynamicImports: [
        'places/OutletPage.vue',
        'staff/DeskPage.vue',
        'merchant/MerchantPage.vue',
        'accounts/SignInPage.vue',
        'shell/locales/en/messages.ts',
        'shell/locales/zh-CN/wishes.ts',
        'shell/locales/zh-CN/ledger.ts',
      ],
    }),
    _first: chunk('first'),
    _dialog: chunk('dialog', { css: ['assets/dialog.css'] }),
    _xlsx: chunk('xlsx'),
    'places/OutletPage.vue': chunk('OutletPage', {
      imports: ['_dialog', '_first'],
      dynamicImports: ['map/PlacesMap.vue'],
      assets: ['assets/walking.worker.js'],
    }),
    'map/PlacesMap.vue': chunk('PlacesMap'),
    'staff/DeskPage.vue': chunk('DeskPage', { imports: ['_xlsx'], dynamicImports: ['wishes/WishPage.vue'] }),
    'merchant/MerchantPage.vue': chunk('MerchantPage'),
    'accounts/SignInPage.vue': chunk('SignInPage'),
    'wishes/WishPage.vue': chunk('WishPage'),
    'shell/locales/en/messages.ts': chunk('messages'),
    'shell/locales/zh-CN/wishes.ts': chunk('wishes'),
    'shell/locales/zh-CN/ledger.ts': chunk('ledger'),
  }
  const sourceOf = (key: string) => `/** Words. */\nexport const ${/(\w+)\.ts$/.exec(key)?.[1]} = {}`

  test('are those that residents reach from the first page, without what only accounts need', () => {
    const { first, rest } = keptFiles(manifest, new Set(['wishes']), sourceOf)
    expect(first).toEqual(['assets/index.js', 'assets/index.css', 'assets/first.js'])
    expect(rest.sort()).toEqual([
      'assets/OutletPage.js',
      'assets/PlacesMap.js',
      'assets/dialog.css',
      'assets/dialog.js',
      'assets/messages.js',
      'assets/walking.worker.js',
      'assets/wishes.js',
    ])
  })

  test('speak the words of residents, not those of the desk', () => {
    const spoken = spokenParts()
    for (const part of ['outlet', 'circles', 'rating', 'complaints', 'cases', 'wishes', 'goals', 'offline']) {
      expect(spoken, part).toContain(part)
    }
    for (const part of ['deskComplaints', 'imports', 'ledger', 'streetNetwork', 'settings']) {
      expect(spoken, part).not.toContain(part)
    }
  })
})
