import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { NetworkInUse } from '../../schema/contract/network.ts'
import { samplePassword } from '../../schema/sample/logins.ts'
import { desktop } from './browser.ts'
import { expectAccessibleOnBoth, ownDesk, type Seat } from './seat.ts'
import { streetsFile } from './streets-file.ts'

// The city's streets are changed here, so that the city is not shared with other tests.
const { sit, origin } = ownDesk()

let office: Seat
beforeAll(async () => {
  office = await sit(null, desktop)
  const data = { handle: 'sample-city', password: samplePassword }
  expect((await office.context.request.post('/api/session', { data })).status()).toBe(204)
})

/** Where people live has a field of its own. */
const streetsField = 'input[accept*=".pbf"]'

/** The network that everybody is given. */
const inUse = async () =>
  v.parse(NetworkInUse, await (await fetch(`${origin()}/api/network`, { cache: 'no-store' })).json())

describe('the street network at the desk', () => {
  it('is built of an extract in the browser, looked at, sent, and gone back from', async () => {
    const { page } = office
    const before = await inUse()
    expect(before.sample).toBe(true)

    await page.goto('/desk/network')
    await page.getByText(before.attribution).first().waitFor()
    await expectAccessibleOnBoth(page, 'the network')
    const file = page.locator(streetsField)
    await file.setInputFiles({
      name: 'yima.osm',
      mimeType: 'application/xml',
      buffer: Buffer.from(streetsFile(30, [111.86, 34.735])),
    })
    await page.getByRole('heading', { name: '已生成：yima.osm' }).waitFor()
    expect(await page.getByRole('img', { name: /900 个节点/ }).isVisible()).toBe(true)
    await page.getByText('不相连、已略去：1 处').waitFor()
    expect((await inUse()).version).toBe(before.version)
    await expectAccessibleOnBoth(page, 'a network that was built')

    await page.getByRole('button', { name: '上传并启用' }).click()
    await page.getByText('版路网已启用').waitFor()
    await expect.poll(inUse, { timeout: 5_000 }).toMatchObject({ nodes: 900, sample: false })

    await page.getByRole('button', { name: `改用 第 ${before.version} 版` }).press('Enter')
    await page.getByRole('button', { name: '确认改用' }).press('Enter')
    await page.getByText('已改用').waitFor()
    await expect.poll(async () => (await inUse()).version, { timeout: 5_000 }).toBe(before.version)
  })

  it.each([
    ['garbage', 'x.osm.pbf', '不是街道数据'],
    // how gzip begins, and nothing after it
    ['\u001f\u008b\b', 'x.osm.gz', '原来的路网没有变'],
    [streetsFile(3, [121.47, 31.23]), 'shanghai.osm', '没有找到可以步行的街道'],
  ])('refuses a file that is none, and the old one stays', async (text, name, words) => {
    const { page } = office
    const before = await inUse()
    await page.goto('/desk/network')
    await page
      .locator(streetsField)
      .setInputFiles({ name, mimeType: '', buffer: Buffer.from(text, 'latin1') })
    await page.getByRole('alert').filter({ hasText: words }).waitFor()
    expect((await inUse()).version).toBe(before.version)
  })
})
