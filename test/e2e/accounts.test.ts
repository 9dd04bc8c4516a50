import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { desktop, expectAccessible, open, openContext } from './browser.ts'
import { launch } from './chromium.ts'
import { site } from './site-of-file.ts'

const password = '银杏 早餐 台阶 钥匙'
/** 银杏社区 */
const yinxing = '411281001005'

let browser: Browser
let outlets: { id: string; name: string }[]
/** somebody of the city office, signed in, who can invite */
let office: BrowserContext

beforeAll(async () => {
  browser = await launch(['--disable-3d-apis'])
  const list = await (await fetch(`${site()}/api/outlets`)).json()
  outlets = list.features.map(({ properties }: { properties: { id: string; name: string } }) => properties)
})
afterAll(() => browser.close())

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)

/** The server keeps its own time, whatever the page's clock says. */
function codeOf(secret: string, stepsOn = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + stepsOn * 30_000,
  })
}

/** Makes an invitation at the desk, and gives its code. */
async function invite(what: Record<string, unknown>): Promise<string> {
  const response = await office.request.post('/api/desk/invitations', {
    data: what,
    headers: { Origin: site() },
  })
  expect(response.status(), await response.text()).toBe(201)
  return (await response.json()).code
}

/** Opens an account by the link of a letter. */
async function join(page: Page, code: string, handle: string): Promise<void> {
  await page.goto(`/join#${code}`)
  await page.getByLabel('账号名').fill(handle)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await button(page, '开账号').click()
}

async function signIn(page: Page, handle: string, secretWords = password): Promise<void> {
  await page.getByLabel('账号名').fill(handle)
  await page.getByLabel('密码', { exact: true }).fill(secretWords)
  await page.keyboard.press('Enter')
}

/** Collects what the policy of the site has refused. */
function watchPolicy(page: Page): string[] {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  return refused
}

/** Light whole; of the dark theme and of elder mode, which have the same markup, only the colours. */
async function expectAccessibleInAllModes(page: Page, where: string): Promise<void> {
  const colours = ['color-contrast']
  await expectAccessible(page, `${where}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${where}, dark`, colours)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => document.documentElement.setAttribute('data-elder', ''))
  await expectAccessible(page, `${where}, elder`, colours)
  await page.evaluate(() => document.documentElement.removeAttribute('data-elder'))
}

describe('accounts, one journey after the other', () => {
  it('the city office joins by a link, has to set a second factor up, and signs in with it', async () => {
    const { page, context } = await open(browser, `/join#${inject('cityCode')}`, { colorScheme: 'light' })
    office = context
    const refused = watchPolicy(page)
    await page.getByLabel('账号名').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    expect(await page.locator('dl').textContent()).toContain('工作专班办公室')
    await expectAccessibleInAllModes(page, 'an invitation')

    await button(page, '开账号').click()
    expect(await focusedId(page)).toBe('join-handle')
    await page.getByLabel('账号名').fill('zhuanban-01')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await heading(page).getByText('先加一道保险').waitFor()
    expect(await page.getByRole('heading', { name: '登录着的设备' }).count()).toBe(0)

    await button(page, '设置验证器').click()
    const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '')
    await page.getByRole('img', { name: '给验证器扫的二维码' }).waitFor()
    await expectAccessibleInAllModes(page, 'setting an authenticator up')
    await page.getByLabel('动态码').fill('12345')
    await page.keyboard.press('Enter')
    await page.getByText('请填六位数字').waitFor()
    const used = codeOf(secret)
    await page.getByLabel('动态码').fill(used)
    await page.keyboard.press('Enter')
    await page.getByText('已经在用').waitFor()

    await button(page, '退出登录').click()
    await page.getByText('已经退出。').waitFor()
    await signIn(page, 'zhuanban-01')
    await heading(page).getByText('还差一步').waitFor()
    expect(await focusedId(page)).toBe('sign-in-code')
    await page.getByLabel('动态码').fill(used)
    await page.keyboard.press('Enter')
    await page.getByText('动态码不对，或者已经用过。').waitFor()
    await page.getByLabel('动态码').fill(codeOf(secret, 1))
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    expect(refused).toEqual([])
    await page.close()
  })

  it('a wrong password is said, too many have to wait, and the keyboard is enough', async () => {
    const { page, context } = await open(browser, '/sign-in', { viewport: desktop, colorScheme: 'light' })
    await expectAccessibleInAllModes(page, 'signing in')
    await page.getByLabel('账号名').focus()
    await page.keyboard.type('nobody-at-all')
    await page.keyboard.press('Tab')
    await page.keyboard.type('not the password')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.locator('#sign-in-password').getAttribute('type')).toBe('text')
    await page.keyboard.press('Tab')
    for (let tries = 1; tries <= 5; tries += 1) {
      const answered = page.waitForResponse('**/api/session')
      await page.keyboard.press('Enter')
      expect((await answered).status(), `try ${tries}`).toBe(403)
      await page.getByText('账号名或密码不对').waitFor()
      await expect.poll(() => focusedId(page)).toBe('sign-in-password')
    }
    await page.keyboard.press('Enter')
    await page
      .locator('.failure .left')
      .getByText(/还要等 \d+ 秒/)
      .waitFor()
    await expectAccessible(page, 'having to wait', ['color-contrast'])
    await context.close()
  })

  it('a merchant joins, adds a second letter, keeps a passkey, and sends another device away', async () => {
    const [first, second] = [outlets.pop(), outlets.pop()]
    const letters = [
      await invite({ kind: 'outlets', outlets: [first?.id] }),
      await invite({ kind: 'outlets', outlets: [second?.id] }),
    ]
    // Browsers know no passkeys of an address without a name.
    const baseURL = site().replace('127.0.0.1', 'localhost')
    const { page, context } = await open(browser, '/join', { baseURL, colorScheme: 'light' })
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.getByLabel('单子上的码').pressSequentially((letters[0] ?? '').toLowerCase())
    expect(await page.getByLabel('单子上的码').inputValue()).toMatch(/^\w{4} \w{4} \w{4} \w{4}$/)
    await page.keyboard.press('Enter')
    await heading(page).getByText('管自己的店').waitFor()
    await page.getByLabel('账号名').fill('老街早餐')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await button(page, '开账号').click()
    await page.waitForURL((url) => url.pathname !== '/join')

    await page.goto(`/join#${letters[1]}`)
    await button(page, '加到我的账号').click()
    await heading(page).getByText('加好了').waitFor()
    await page.goto('/account')
    await page
      .locator('.facts')
      .getByText(first?.name ?? '', { exact: true })
      .waitFor()
    await page
      .locator('.facts')
      .getByText(second?.name ?? '', { exact: true })
      .waitFor()

    const other = await openContext(browser, { baseURL })
    const elsewhere = await other.newPage()
    await elsewhere.goto('/sign-in')
    await signIn(elsewhere, '老街早餐')
    await elsewhere.waitForURL((url) => url.pathname !== '/sign-in')

    await page.reload()
    await button(page, '给这台设备加一把').click()
    await page.getByLabel('叫它什么').fill('店里的手机')
    await page.keyboard.press('Enter')
    await page.getByText('通行密钥加好了。').waitFor()
    await expectAccessibleInAllModes(page, 'an account')
    await page.getByRole('button', { name: /^退出 / }).click()
    await page.getByText('那台设备已经退出。').waitFor()
    await elsewhere.goto('/account')
    await elsewhere.waitForURL('**/sign-in?next=/account')
    await other.close()

    await button(page, '退出登录').click()
    await heading(page).getByText('登录').waitFor()
    // Where the browser offers the passkey in the field for the handle, it has signed in before one can press.
    await button(page, '用通行密钥登录')
      .click({ timeout: 2_000 })
      .catch(() => {})
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    await page.goto('/account')
    await page
      .getByText(/上次用/)
      .first()
      .waitFor()

    await page.goto(`/join#${letters[1]}`)
    await page.getByText('这个码不能用了').waitFor()
    await context.close()
  })

  it('a password is changed after one has come back from signing in again', async () => {
    const code = await invite({ kind: 'account', role: 'community', area: yinxing })
    const { page, context } = await open(browser, '/about')
    await join(page, code, 'yinxing-01')
    await page.waitForURL((url) => url.pathname !== '/join')
    // Half an hour later, as the worker would say it then.
    let stale = true
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch()
      if (route.request().method() !== 'GET') {
        stale = false
        return route.fulfill({ response })
      }
      const told = await response.json()
      return route.fulfill({ response, json: { ...told, fresh: told.fresh && !stale } })
    })
    await page.goto('/account')
    await button(page, '改密码').click()
    await page.getByText('要再登录一次').waitFor()
    expect(await page.getByLabel('账号名').inputValue()).toBe('yinxing-01')
    await signIn(page, 'yinxing-01')
    await page.getByLabel('现在的密码').fill(password)
    await page.getByLabel('新密码').fill(`${password} 豆浆`)
    await page.keyboard.press('Enter')
    await page.getByText('密码改好了。').waitFor()
    await context.close()
  })

  it('no page scrolls sideways at 320 px, and residents are not asked who they are', async () => {
    const { page, context } = await open(browser, '/about', { viewport: { width: 320, height: 640 } })
    const asked: string[] = []
    page.on('request', (request) => {
      if (/\/api\/(session|account)/.test(request.url())) asked.push(request.url())
    })
    await page.goto('/')
    await page.locator('main a.row').first().waitFor()
    await page.goto('/about')
    await page.getByRole('link', { name: '商户与工作人员登录' }).last().waitFor()
    expect(asked).toEqual([])
    for (const path of ['/sign-in', '/join']) {
      for (const query of ['', '?elder=1', '?elder=1&lang=en']) {
        await page.goto(`${path}${query}`)
        await page.locator('main input').first().waitFor()
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(wide, `${path}${query}`).toBeLessThanOrEqual(320)
      }
    }
    await context.close()
  })
})
