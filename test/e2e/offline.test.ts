import { createServer, request, type Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openContext } from './browser.ts'
import { launch } from './chromium.ts'
import { site } from './site-of-file.ts'

/** 银杏社区 */
const yinxing = '411281001005'

/**
 * The site with a service worker of its own version: what it answers at `/sw.js` ends with a stamp, and another stamp is
 * another version.
 */
async function stampedSite(): Promise<{ origin: string; server: Server; stamp: (version: number) => void }> {
  let version = 1
  const target = new URL(site())
  const server = createServer((asked, answered) => {
    const headers = { ...asked.headers, host: target.host, 'accept-encoding': 'identity' }
    const passed = request(
      { host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers },
      (given) => {
        const { 'content-length': _, etag, ...told } = given.headers
        const isWorker = asked.url === '/sw.js'
        answered.writeHead(given.statusCode ?? 502, isWorker ? told : { ...told, ...(etag ? { etag } : {}) })
        given.pipe(answered, { end: false })
        given.on('end', () => answered.end(isWorker ? `\n// ${version}` : undefined))
      },
    )
    passed.on('error', () => answered.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('the proxy has no port')
  const stamp = (next: number) => {
    version = next
  }
  return { origin: `http://127.0.0.1:${at.port}`, server, stamp }
}

let browser: Browser
let context: BrowserContext
let page: Page
let stamped: Awaited<ReturnType<typeof stampedSite>>
beforeAll(async () => {
  ;[stamped, browser] = await Promise.all([stampedSite(), launch()])
  context = await openContext(browser, { baseURL: stamped.origin, serviceWorkers: 'allow' })
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  stamped.server.close()
})

const rows = () => page.locator('main a.row')
const line = (on = page) => on.locator('.late-line')

/** Waits until the service worker says that it has everything. */
function ready(): Promise<unknown> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    const { port1, port2 } = new MessageChannel()
    const told = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data)
    })
    active?.postMessage({ kind: 'warm', used: [], thrifty: false }, [port2])
    return told
  })
}

describe('after one visit, without network', () => {
  beforeAll(async () => {
    await page.goto(`/?from=${yinxing}`)
    await rows().first().waitFor()
    expect(await ready()).toBe('warmed')
    await context.setOffline(true)
  })

  it('opens the list, searches it, and says how old it is', async () => {
    await page.goto('/')
    await rows().first().waitFor()
    await line().getByText('没有网络，这里是').waitFor()
    await page.getByRole('searchbox').fill('药店')
    await expect.poll(() => rows().first().textContent()).toMatch(/药/)
    expect(await rows().first().locator('.st').textContent()).toMatch(/营业中|关门|待核实|停业/)
    await expectAccessible(page, 'the list without network')
  })

  it('has the ground of the map and the streets that minutes are walked along', async () => {
    await page.locator('canvas.maplibregl-canvas').waitFor()
    await expect.poll(() => page.locator('.head').textContent(), { timeout: 20_000 }).not.toContain('估算')
  })

  it('opens an outlet that was never opened, with everything that is public of it', async () => {
    await rows().first().click()
    await page.getByRole('heading', { level: 2, name: '一周营业时间' }).waitFor()
    // which the list does not say
    await page.getByText(/^来源：/).waitFor()
  })

  it.each([
    [`/circles/${yinxing}`, '银杏社区'],
    ['/circles', '生活圈'],
    ['/satisfaction', '满意'],
    ['/goals', '目标'],
    ['/wishes', '需求'],
    ['/complaints', '投诉'],
  ])('opens %s', async (address, words) => {
    await page.goto(address)
    await expect.poll(() => page.locator('h1').first().textContent()).toContain(words)
    await line().getByText('没有网络').waitFor()
    expect(await page.locator('main').textContent()).not.toContain('没有打开')
  })

  it('tells hours and days, and stops telling when the network is back', async () => {
    await page.clock.setFixedTime(Date.now() + 3 * 3_600_000 + 60_000)
    await page.goto(`/circles/${yinxing}`)
    await line().getByText('没有网络，这里是 3 小时前的资料').waitFor()
    await context.setOffline(false)
    await line().getByRole('button', { name: '再取一次' }).click()
    await expect.poll(() => line().count()).toBe(0)
    await page.getByRole('heading', { level: 1, name: '银杏社区' }).waitFor()
  })
})

it('a file that is not there may be there the next time; one that is stays as it is', async () => {
  const document = await (await fetch(`${site()}/about`)).text()
  const [hashed = ''] = /\/assets\/[\w-]+\.js/.exec(document) ?? []
  const kept = async (path: string) => {
    const answer = await fetch(`${site()}${path}`)
    return [answer.status, answer.headers.get('Cache-Control')]
  }
  expect(await kept(hashed)).toEqual([200, 'public, max-age=31536000, immutable'])
  // of another version, which may be served again
  expect(await kept('/assets/index-00000000.js')).toEqual([404, 'no-store'])
  expect(await kept('/map/000000.json')).toEqual([404, 'no-store'])
})

describe('a new version', () => {
  beforeAll(async () => {
    await context.setOffline(false)
    await page.goto('/about')
    await ready()
  })

  it('is offered, and loses nothing of what was begun', async () => {
    await page.goto('/wishes/new')
    const why = page.locator('#wish-why')
    await why.fill('老人多，买菜要走半个小时')
    const other = await context.newPage()
    await other.goto('/about')
    await other.evaluate(() => document.body.setAttribute('data-same', ''))
    stamped.stamp(2)
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await line().getByText('有新版本').waitFor()
    await line(other).getByText('有新版本').waitFor()
    expect(await why.inputValue()).toBe('老人多，买菜要走半个小时')
    await Promise.all([
      page.waitForEvent('load'),
      line().getByRole('button', { name: '更新', exact: true }).click(),
    ])
    await expect.poll(() => why.inputValue()).toBe('老人多，买菜要走半个小时')
    expect(await line().count()).toBe(0)
    // The other page goes on as it was, until somebody there asks, too.
    await line(other).getByText('有新版本').waitFor()
    expect(await other.locator('body[data-same]').count()).toBe(1)
    await line(other).getByRole('button', { name: '以后再说' }).click()
    expect(await line(other).count()).toBe(0)
    await other.close()
  })
})

describe('installing', () => {
  it('has a manifest with icons that there are', async () => {
    const manifest = await (await context.request.get('/manifest.webmanifest')).json()
    expect(manifest).toMatchObject({ display: 'standalone', start_url: '/', short_name: '一刻钟' })
    for (const { src, type } of manifest.icons) {
      const icon = await context.request.get(src)
      expect(icon.headers()['content-type'], src).toBe(type)
    }
  })

  // Chromium without a window never makes the offer; here it is made as a browser would make it.
  it('is offered on a second visit, and never again when it is not wanted', async () => {
    await page.goto('/about')
    await page.evaluate(() => {
      const offer = new Event('beforeinstallprompt', { cancelable: true })
      Object.assign(offer, { prompt: async () => document.body.setAttribute('data-asked', '') })
      window.dispatchEvent(offer)
    })
    await line().getByRole('button', { name: '放到桌面' }).waitFor()
    await page.locator('#install').getByRole('button', { name: '放到桌面' }).click()
    expect(await page.locator('body[data-asked]').count()).toBe(1)
    await expect.poll(() => line().count()).toBe(0)
    await page.getByText('微信里').waitFor()
    await expectAccessible(page, 'how to install')
  })
})
