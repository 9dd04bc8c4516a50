import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, expectNarrowEnough, open, phone, renew } from './browser.ts'
import { launch } from './chromium.ts'
import { site } from './site-of-file.ts'

/** 银杏社区 */
const yinxing = '411281001005'

let browser: Browser
/** The phone of one resident after the other. */
let page: Page
let context: BrowserContext
/** Each journey has an outlet of its own: they share the city. */
let outlets: { id: string; name: string }[]
beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  const list = await (await fetch(`${site()}/api/outlets`)).json()
  outlets = list.features.map(({ properties }: { properties: { id: string; name: string } }) => properties)
  ;({ page, context } = await open(browser, '/about', { colorScheme: 'light' }))
})
beforeEach(() => renew(page))
afterAll(() => browser.close())

function takeOutlet(): { id: string; name: string } {
  const outlet = outlets.pop()
  if (!outlet) throw new Error('the sample city has too few outlets')
  return outlet
}

const section = (page: Page) => page.locator('.voices')
const send = (page: Page) => page.getByRole('button', { name: '发送评价' })
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const choose = (page: Page, grade: string) => page.getByRole('radio', { name: grade, exact: true }).check()

/** How many residents the section says have rated. */
async function residents(page: Page): Promise<number> {
  await section(page).locator('.rate, .b').first().waitFor()
  return Number(/(\d+) 位居民/.exec((await section(page).textContent()) ?? '')?.[1] ?? 0)
}

/** What the worker says this resident has said. */
async function mine(context: BrowserContext): Promise<{ grade: number; subject: { id: string } }[]> {
  return (await (await context.request.get('/api/ratings/mine')).json()).ratings
}

/** Counts the ratings that the worker has taken, and what a page's policy has refused. */
function watch(page: Page): { taken: () => number; refused: string[] } {
  let taken = 0
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.request().method() === 'POST' && response.status() === 201) taken += 1
  })
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  return { taken: () => taken, refused }
}

describe.each([
  ['phone', phone],
  ['desktop', desktop],
])('on a %s', (_name, viewport) => {
  it('rates an outlet in three taps, sees it counted, changes it and withdraws it', async () => {
    const outlet = takeOutlet()
    await page.setViewportSize(viewport)
    await page.goto(`/outlets/${outlet.id}`)
    const { taken, refused } = watch(page)
    const before = await residents(page)

    await page.getByRole('link', { name: '评价', exact: true }).click()
    await heading(page).getByText('您满意吗？').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await choose(page, '满意')
    await send(page).click()
    await heading(page).getByText('谢谢').waitFor()
    expect(await page.locator('.measure').textContent()).toContain(`${before + 1} 位居民`)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')

    await page
      .getByRole('button', { name: `回到${outlet.name}` })
      .last()
      .click()
    await section(page).getByRole('link', { name: '改我的评价' }).waitFor()
    await expect.poll(() => residents(page)).toBe(before + 1)
    expect(await section(page).locator('.own').textContent()).toContain('满意')
    const rate = await section(page).locator('.share').textContent()

    await section(page).getByRole('link', { name: '改我的评价' }).click()
    await page.getByRole('button', { name: '改一改' }).click()
    expect(await page.getByRole('radio', { name: '满意', exact: true }).isChecked()).toBe(true)
    await choose(page, '非常不满意')
    await page.getByRole('button', { name: '等候' }).click()
    await page.getByRole('textbox').fill('排了二十分钟。')
    await send(page).click()
    await heading(page).getByText('谢谢').waitFor()
    expect(await mine(context)).toMatchObject([{ grade: 1, subject: { id: outlet.id } }])
    await page.goBack()
    await expect.poll(() => section(page).locator('.share').textContent()).not.toBe(rate)
    expect(await residents(page)).toBe(before + 1)

    await page.goForward()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByRole('button', { name: '撤回评价' }).click()
    await page.locator('.gone').waitFor()
    expect(await mine(context)).toEqual([])
    await page.goBack()
    await expect.poll(() => residents(page)).toBe(before)
    expect(taken()).toBe(2)
    expect(refused).toEqual([])
  })
})

describe('who is who', () => {
  it('reading sets no cookie, opening the page for rating sets one', async () => {
    const outlet = takeOutlet()
    await page.goto(`/outlets/${outlet.id}`)
    await residents(page)
    expect(await context.cookies()).toEqual([])
    await page.getByRole('link', { name: '评价', exact: true }).click()
    await expect.poll(async () => (await context.cookies()).length).toBe(1)
    expect((await context.cookies())[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  })

  it('each browser is another resident', async () => {
    const outlet = takeOutlet()
    const before = await fetch(`${site()}/api/satisfaction?scope=outlet&id=${outlet.id}`)
    const { residents: others } = await before.json()
    for (const count of [1, 2]) {
      await renew(page)
      await page.goto(`/rate/outlet/${outlet.id}`)
      await choose(page, '非常满意')
      await send(page).click()
      await page.getByText(`${others + count} 位居民`).waitFor()
    }
  })
})

describe('without network', () => {
  it('keeps what was said and sends it once when the network is back', async () => {
    const outlet = takeOutlet()
    await page.goto(`/rate/outlet/${outlet.id}`)
    const { taken } = watch(page)
    await choose(page, '基本满意')
    await context.setOffline(true)
    await send(page).click()
    await heading(page).getByText('还没发出去，已经存好').waitFor()
    await page.getByRole('button', { name: '再试一次' }).click()
    expect(await mine(context)).toEqual([])
    await context.setOffline(false)
    await heading(page).getByText('谢谢').waitFor()
    expect(taken()).toBe(1)
    expect(await mine(context)).toMatchObject([{ grade: 3 }])
  })

  it('opens the page for rating that was fetched ahead, and says on the outlet that a voice waits', async () => {
    const outlet = takeOutlet()
    await page.goto(`/outlets/${outlet.id}`)
    const { taken } = watch(page)
    await residents(page)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.getByRole('link', { name: '评价', exact: true }).click()
    await choose(page, '不满意')
    await send(page).click()
    await heading(page).getByText('还没发出去').waitFor()
    await page.goBack()
    await section(page).getByText('您的评价还没发出去，已经存好。').waitFor()
    await context.setOffline(false)
    await section(page).getByText('您的评价', { exact: true }).waitFor()
    expect(taken()).toBe(1)
    expect(await mine(context)).toMatchObject([{ grade: 2 }])
  })

  it('sends what waits when the site is opened again, anywhere', async () => {
    const outlet = takeOutlet()
    const { page, context } = await open(browser, `/rate/outlet/${outlet.id}`)
    await choose(page, '满意')
    await context.setOffline(true)
    await send(page).click()
    await heading(page).getByText('还没发出去').waitFor()
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    const { taken, refused } = watch(again)
    await again.goto('/about')
    await expect.poll(taken, { timeout: 20_000 }).toBe(1)
    expect(await mine(context)).toMatchObject([{ grade: 4, subject: { id: outlet.id } }])
    await again.goto('/about')
    await again.waitForLoadState('networkidle')
    expect(taken()).toBe(1)
    expect(refused).toEqual([])
    await context.close()
  })

  it('an answer that got lost on the way does not make two voices', async () => {
    const outlet = takeOutlet()
    await page.goto(`/outlets/${outlet.id}`)
    const before = await residents(page)
    const keys: (string | undefined)[] = []
    let lost = false
    await page.route('**/api/ratings', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      const answer = await route.fetch()
      if (lost) return route.fulfill({ response: answer })
      lost = true
      return route.abort('connectionreset')
    })
    await page.getByRole('link', { name: '评价', exact: true }).click()
    await choose(page, '满意')
    await send(page).click()
    await heading(page).getByText('还没发出去').waitFor()
    await page.getByRole('button', { name: '再试一次' }).click()
    await heading(page).getByText('谢谢').waitFor()
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(await page.locator('.measure').textContent()).toContain(`${before + 1} 位居民`)
  })

  it('withdrawn before it went out, it never goes out', async () => {
    const outlet = takeOutlet()
    await page.goto(`/rate/outlet/${outlet.id}`)
    const { taken } = watch(page)
    await choose(page, '满意')
    await context.setOffline(true)
    await send(page).click()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByText('没有发出去的评价已删掉。').first().waitFor()
    await context.setOffline(false)
    await page.reload()
    await heading(page).getByText('您满意吗？').waitFor()
    await page.waitForLoadState('networkidle')
    expect(taken()).toBe(0)
    expect(await mine(context)).toEqual([])
  })
})

describe('everyone', () => {
  it('rates by keyboard alone', async () => {
    const outlet = takeOutlet()
    await page.goto(`/rate/outlet/${outlet.id}`)
    await page.getByRole('radio').first().waitFor()
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab')
        const focused = page.locator(':focus')
        const words = await focused.evaluate((element) =>
          element instanceof HTMLInputElement
            ? (element.labels?.[0]?.textContent ?? '')
            : element.textContent,
        )
        if (name.test(words ?? '')) return
      }
      throw new Error(`the keyboard does not reach ${name}`)
    }
    await tabTo(/^\s*发送评价/)
    await page.keyboard.press('Enter')
    // without a grade the focus goes to the grades
    expect(await page.locator(':focus').getAttribute('type')).toBe('radio')
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('radio', { name: '满意', exact: true }).isChecked()).toBe(true)
    await tabTo(/^\s*态度/)
    await page.keyboard.press('Space')
    await tabTo(/^\s*发送评价/)
    await page.keyboard.press('Enter')
    await heading(page).getByText('谢谢').waitFor()
    expect(await mine(context)).toMatchObject([{ grade: 4, tags: ['attitude'] }])
    await tabTo(/^\s*撤回/)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toContain('撤回评价')
    await page.keyboard.press('Escape')
    expect(await page.locator(':focus').textContent()).toContain('撤回')
    expect(await mine(context)).toHaveLength(1)
  })

  it('rates in elder mode, with targets of 60 px', async () => {
    const outlet = takeOutlet()
    await page.goto(`/outlets/${outlet.id}?elder=1`)
    await page.getByRole('link', { name: '评价', exact: true }).click()
    await page.getByRole('radio').first().waitFor()
    for (const target of await page.locator('.grade, .tags .chip, form .btn, .bar .btn').all()) {
      const box = await target.boundingBox()
      expect(box?.height, (await target.textContent()) ?? '').toBeGreaterThanOrEqual(60)
      expect(box?.width).toBeGreaterThanOrEqual(60)
    }
    await choose(page, '非常满意')
    await send(page).click()
    await heading(page).getByText('谢谢').waitFor()
    expect(new URL(page.url()).search).toContain('elder=1')
  })

  it('rates a circle', async () => {
    await page.goto(`/circles/${yinxing}`)
    const before = await residents(page)
    await page.getByRole('link', { name: '评价这个生活圈' }).click()
    await heading(page).getByText('您对这个生活圈满意吗？').waitFor()
    await choose(page, '满意')
    await send(page).click()
    await heading(page).getByText('谢谢').waitFor()
    await page.getByRole('button', { name: '回到银杏社区' }).last().click()
    await expect.poll(() => residents(page)).toBe(before + 1)
  })

  it('is told when there is no such outlet', async () => {
    await page.goto('/rate/outlet/nothing123')
    await heading(page).getByText('没有这家网点').waitFor()
  })
})

/** Every state of the page, one after the other. */
async function walkThrough(
  page: Page,
  context: BrowserContext,
  see: (where: string) => Promise<void>,
): Promise<void> {
  const submit = page.locator('form button[type=submit]')
  await page.getByRole('radio').first().waitFor()
  await see('the form')
  await submit.click()
  await see('without a grade')
  await page.getByRole('radio').nth(1).check()
  await page.locator('.tags .chip').nth(6).click()
  await page.getByRole('textbox').fill('夜里也有人值班，找药很耐心。')
  await see('filled in')
  await context.setOffline(true)
  await submit.click()
  await page.locator('.wait').waitFor()
  await see('waiting')
  await context.setOffline(false)
  await page.locator('.measure').waitFor()
  await see('sent')
  await page.locator('.ways .danger').click()
  await see('asking')
  await page.locator('.bar button').click()
  await section(page).locator('.own').waitFor()
  await section(page).locator('.how').click()
  await see('the section')
}

// Every mode, theme and language once, in each state on the way.
it.each([
  ['elder=0&lang=zh-CN', 'light'],
  ['elder=1&lang=en', 'dark'],
] as const)('axe finds nothing, and 320 px are wide enough, with %s, %s', async (query, colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await page.goto(`/outlets/${takeOutlet().id}?${query}`)
  await section(page).locator('.go').click()
  await walkThrough(page, context, async (where) => {
    await expectAccessible(page, `${where} ${query}`)
    if (query.startsWith('elder=1')) await expectAccessible(page, where, ['color-contrast-enhanced'])
    await expectNarrowEnough(page, `${where} ${query}`)
  })
})
