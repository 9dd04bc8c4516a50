import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Voices } from '../../schema/contract/rating.ts'
import ListingPage from '../../web/merchant/ListingPage.vue'
// fetched here, so that the page need not wait for them
import '../../web/merchant/ListingPhoto.vue'
import '../../web/merchant/ListingRatings.vue'
import type { ReadyPhoto } from '../../web/ui/photo.ts'
import { emptyDatabase } from './database.ts'
import {
  button,
  keptPhoto,
  keptReply,
  listing,
  openRow,
  openTown,
  press,
  save,
  settle,
  shop,
  staff,
  type Town,
  visit,
} from './merchant-town.ts'
import { openUploads } from './upload-stage.ts'

const ready: ReadyPhoto = { blob: new Blob(['webp'], { type: 'image/webp' }), width: 1_200, height: 900 }
vi.mock(import('../../web/ui/photo.ts'), () => ({
  sizeWithin: vi.fn(),
  reencodePhoto: async () => ready,
}))

let town: Town
let uploads: ReturnType<typeof openUploads>
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T20:36:00+08:00'), toFake: ['Date'] })
  town = openTown()
  uploads = openUploads()
  emptyDatabase()
})
afterEach(() => {
  sessionStorage.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function page(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<VueWrapper> {
  const { view } = await visit(ListingPage, { props: { id: shop }, language })
  // both come after the page
  await vi.waitFor(() => {
    view.get('section[aria-labelledby=listing-photo]')
    view.get('section[aria-labelledby=listing-ratings]')
  })
  await settle()
  return view
}
const section = (view: VueWrapper) => view.get('section[aria-labelledby=listing-photo]')
const figures = (view: VueWrapper) => section(view).findAll('figure')
const alert = (view: VueWrapper) => section(view).get('[role=alert]').text()

/** Chooses a picture and says what it shows. */
async function choose(view: VueWrapper, words = ''): Promise<void> {
  const input = section(view).get('input[type=file]')
  const files = [new File(['jpeg'], 'IMG_1.jpg', { type: 'image/jpeg' })]
  Object.defineProperty(input.element, 'files', { value: files, configurable: true })
  await input.trigger('change')
  await settle()
  if (words) await section(view).get('.describe input').setValue(words)
}

/** Sends what is chosen, and lets it arrive. */
async function send(view: VueWrapper): Promise<void> {
  await section(view).get('form.new').trigger('submit')
  uploads.letGo()
  await settle()
}

describe('the photo of a shop', () => {
  test('that there is none, and what for there should be', async () => {
    const view = await page()
    expect(section(view).text()).toContain('还没有照片。拍一张门口，居民更好找。')
    expect(figures(view)).toHaveLength(0)
    expect(section(view).find('button[type=submit]').exists()).toBe(false)
  })

  test('is handed in with what it shows, and waits beside the one that shows', async () => {
    town.photos = [keptPhoto({ id: 'Shown00001', state: 'approved', text: '旧招牌' })]
    const view = await page()
    await choose(view, ' 新招牌 ')
    await section(view).get('form.new').trigger('submit')
    await settle()
    uploads.sent(0.4)
    await settle()
    expect(section(view).get('.busy').text()).toContain('正在上传，40%')
    uploads.letGo()
    await settle()
    expect(uploads.addresses).toEqual([`/api/listings/${shop}/photos?text=${encodeURIComponent('新招牌')}`])
    expect(section(view).text()).toContain('照片交上去了。工作人员看过才换，现在居民看到的还是旧的。')
    expect(figures(view).map((figure) => figure.get('figcaption').text())).toEqual(['现在公开的', '等待核对'])
    expect(figures(view)[0]?.get('img').attributes()).toMatchObject({
      alt: '旧招牌',
      width: '1200',
      height: '900',
    })
    expect(section(view).find('.describe').exists()).toBe(false)
  })

  test('stays chosen when the network fails, and is sent once, however often one tries', async () => {
    const view = await page()
    await choose(view, '店门口')
    town.lost = true
    await send(view)
    expect(alert(view)).toContain('没有网络，没有办成。您选的、写的都还在')
    expect(section(view).get<HTMLInputElement>('.describe input').element.value).toBe('店门口')
    await send(view)
    expect(town.photos).toHaveLength(1)
    const [first, second] = town.changes()
    expect(second?.key).toBe(first?.key)
    expect(section(view).find('[role=alert]').exists()).toBe(false)
  })

  test('with other words is another act', async () => {
    const view = await page()
    await choose(view, '店门口')
    town.offline = true
    await send(view)
    town.offline = false
    town.lost = true
    await send(view)
    await section(view).get('.describe input').setValue('店门口，有坡道')
    await send(view)
    expect(new Set(town.changes().map(({ key }) => key)).size).toBe(2)
  })

  test('can be stopped on its way, and stays chosen', async () => {
    const view = await page()
    await choose(view)
    await section(view).get('form.new').trigger('submit')
    await settle()
    await press(view, '停下，先不传')
    expect(alert(view)).toContain('停下了，没有传。照片还在。')
    expect(town.photos).toEqual([])
    await send(view)
    expect(town.photos).toHaveLength(1)
  })

  test('is kept while one signs in on another page', async () => {
    const view = await page()
    await choose(view, '店门口')
    town.refusals = [{ code: 'not_signed_in', status: 401 }]
    await send(view)
    expect(alert(view)).toContain('登录过期了')
    expect(section(view).get('[role=alert] a').attributes()).toMatchObject({
      href: '/sign-in',
      target: '_blank',
    })
    await send(view)
    expect(town.photos).toHaveLength(1)
  })

  test('is not sent with more words than fit', async () => {
    const view = await page()
    await choose(view, '字'.repeat(101))
    await send(view)
    expect(town.changes()).toEqual([])
    expect(section(view).text()).toContain('多了 1 个字')
  })

  test('that waits can be taken back', async () => {
    town.photos = [keptPhoto({ text: '店门口' })]
    const view = await page()
    await press(view, '收回等待核对的照片')
    expect(figures(view)).toHaveLength(0)
    expect(section(view).text()).toContain('收回了，没有换。')
  })

  test('that was refused says why', async () => {
    town.photos = [keptPhoto({ state: 'refused', reason: '看得清人的脸，请换一张' })]
    const view = await page()
    expect(section(view).text()).toContain('没有换上')
    expect(section(view).text()).toContain('工作人员说：看得清人的脸，请换一张')
  })

  test('is removed at once, and put back', async () => {
    town.photos = [keptPhoto({ state: 'approved' })]
    const view = await page()
    await press(view, '去掉现在的照片')
    expect(section(view).text()).toContain('照片去掉了，居民看不到了。')
    expect(document.activeElement?.textContent).toContain('照片去掉了')
    await press(view, '放回来')
    expect(section(view).text()).toContain('照片放回来了')
    expect(figures(view)[0]?.text()).toContain('现在公开的')
    expect(
      town.changes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`),
    ).toEqual(['DELETE photos/Photo00001', 'POST photos/Photo00001/restoration'])
  })

  test('has words that are changed like any other field', async () => {
    town.photos = [keptPhoto({ state: 'approved', text: '店门口' })]
    town.listing = listing({ photoText: '店门口' })
    const view = await page()
    await openRow(view, 'photoText')
    await view.get('#listing-photoText-field').setValue('店门口，左边有坡道')
    await save(view)
    expect(town.listing.fields.photoText).toBe('店门口，左边有坡道')
    expect(view.get('#listing-photoText-row').text()).toContain('店门口，左边有坡道')
  })

  test('is frozen while it is in dispute whose shop it is', async () => {
    town.listing = listing({}, { disputed: true })
    town.photos = [keptPhoto({ state: 'approved' })]
    const view = await page()
    expect(section(view).text()).toContain('照片先不能换')
    expect(section(view).find('input[type=file]').exists()).toBe(false)
    expect(
      section(view)
        .findAll('button')
        .map((one) => one.text()),
    ).not.toContain('去掉现在的照片')
  })

  test('of staff shows at once', async () => {
    town.session = staff
    const view = await page()
    await choose(view)
    expect(button(view, '换上这张').exists()).toBe(true)
    await send(view)
    expect(section(view).text()).toContain('照片换上了，居民现在看到的就是它。')
  })

  test('that could not be fetched can be asked for again', async () => {
    town.photos = [keptPhoto()]
    const ask = globalThis.fetch
    let fails = true
    vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
      fails && input.endsWith('/photos') ? Promise.reject(new TypeError('no')) : ask(input, init),
    )
    const view = await page()
    expect(section(view).text()).toContain('没有网络，照片没有取到。')
    expect(section(view).find('input[type=file]').exists()).toBe(false)
    fails = false
    await section(view).get('.trouble .btn').trigger('click')
    await settle()
    expect(figures(view)).toHaveLength(1)
  })

  test.each([
    ['交了一张新照片', { photo: null, state: null }, 'waiting'],
    ['同意了新照片', { photo: 'P', state: 'waiting' }, 'approved'],
    ['没有同意新照片', { photo: 'P', state: 'waiting' }, 'refused'],
    ['新照片重新等着看', { photo: 'P', state: 'refused' }, 'waiting'],
    ['收回了新照片', { photo: 'P', state: 'waiting' }, 'withdrawn'],
    ['去掉了照片', { photo: 'P', state: 'approved' }, 'withdrawn'],
    ['放回了以前的照片', { photo: 'P', state: 'replaced' }, 'approved'],
    ['换了照片', { photo: 'Q', state: 'approved' }, 'approved'],
  ])('has a history that says: %s', async (words, before, state) => {
    town.history = [
      {
        id: 7,
        at: '2026-11-24T10:00:00.000Z',
        by: { role: 'community', handle: null },
        before: { ...before, photoText: '旧招牌' },
        after: { photo: 'P', state, photoText: '新招牌' },
        restorable: false,
      },
    ]
    const view = await page()
    await press(view, '看谁改过什么')
    const told = view.get('section[aria-labelledby=listing-history]').text()
    expect(told).toContain(words)
    expect(told).toMatch(/照片上是什么.*旧招牌.*新招牌/)
    expect(told).not.toContain('恢复成原来的')
  })

  test('in English', async () => {
    town.photos = [keptPhoto({ state: 'approved' })]
    const view = await page('en')
    expect(section(view).get('h2').text()).toBe('Photo of the shop')
    expect(button(view, 'Remove the photo that is public').exists()).toBe(true)
  })
})

const comment = (part: Partial<Voices['comments'][number]> = {}): Voices['comments'][number] => ({
  id: 'Voice00001',
  grade: 4,
  tags: [],
  comment: '下雨天门口有点滑。',
  on: '2026-11-20',
  reply: null,
  ...part,
})

describe('a reply', () => {
  const ratings = (view: VueWrapper) => view.get('section[aria-labelledby=listing-ratings]')
  const field = (view: VueWrapper) => ratings(view).get<HTMLTextAreaElement>('textarea')
  const begin = (view: VueWrapper) => press(view, '回复：下雨天门口有点滑。')
  async function hand(view: VueWrapper, text: string): Promise<void> {
    await field(view).setValue(text)
    await ratings(view).get('form').trigger('submit')
    await settle()
  }

  beforeEach(() => {
    town.comments = [comment()]
  })

  test('is written under the comment, and waits', async () => {
    const view = await page()
    await begin(view)
    expect(document.activeElement).toBe(field(view).element)
    await hand(view, '谢谢提醒，铺了防滑垫。')
    expect(town.changes().at(-1)).toMatchObject({
      method: 'PUT',
      path: `/api/listings/${shop}/comments/Voice00001/reply`,
      body: { to: '下雨天门口有点滑。', text: '谢谢提醒，铺了防滑垫。' },
    })
    expect(ratings(view).text()).toContain('等工作人员看，还没公开')
    expect(ratings(view).find('textarea').exists()).toBe(false)
    expect(document.activeElement?.textContent?.trim()).toBe('改回复')
  })

  test('must say something, and not too much', async () => {
    const view = await page()
    await begin(view)
    await hand(view, ' \n ')
    expect(ratings(view).get('[role=alert]').text()).toBe('写上要说的话')
    await hand(view, '字'.repeat(302))
    expect(ratings(view).get('[role=alert]').text()).toBe('多了 2 个字，请删短一点')
    expect(town.changes()).toEqual([])
  })

  test('waits when it cannot be handed in, and goes out when the page is opened again', async () => {
    const view = await page()
    await begin(view)
    town.offline = true
    await hand(view, '谢谢提醒。')
    town.offline = false
    expect(ratings(view).get('.kept-entry').text()).toContain('谢谢提醒。')
    expect(ratings(view).text()).toContain('回复存好了，有网了自动寄出')
    view.unmount()
    const again = await page()
    await vi.waitFor(() => expect(town.replies).toMatchObject([{ text: '谢谢提醒。' }]))
    await settle()
    expect(ratings(again).find('.kept-entry').exists()).toBe(false)
    expect(ratings(again).find('textarea').exists()).toBe(false)
    expect(ratings(again).text()).toContain('等工作人员看，还没公开')
  })

  test('that shows is changed, and shows until staff have looked at the other', async () => {
    town.comments = [comment({ reply: { text: '谢谢。', on: '2026-11-21' } })]
    town.replies = [keptReply({ state: 'approved' })]
    const view = await page()
    expect(ratings(view).text()).toContain('店家回复')
    await press(view, '改回复')
    expect(field(view).element.value).toBe('谢谢。')
    await hand(view, '谢谢，铺了防滑垫。')
    expect(ratings(view).text()).toContain('改过的，等工作人员看；看过以前，公开的还是原来的')
    expect(ratings(view).get('.reply').text()).toContain('谢谢。')
  })

  test('that was refused says why, and can be changed or taken back', async () => {
    town.replies = [keptReply({ state: 'refused', reason: '是广告' })]
    const view = await page()
    expect(ratings(view).text()).toContain('工作人员说：是广告')
    expect(button(view, '改一改再交').exists()).toBe(true)
    await press(view, '收回回复：下雨天门口有点滑。')
    expect(town.replies).toEqual([])
    expect(ratings(view).text()).toContain('收回了。')
  })

  test('to words that are not there any more is told, and kept', async () => {
    const view = await page()
    await begin(view)
    town.refusals = [{ code: 'changed_meanwhile', status: 412 }]
    await hand(view, '谢谢提醒。')
    expect(ratings(view).get('[role=alert]').text()).toContain('内容又改过')
    expect(field(view).element.value).toBe('谢谢提醒。')
  })

  test('is the merchant’s: staff read what waits and write nothing; nobody writes in a dispute', async () => {
    town.session = staff
    town.replies = [keptReply()]
    const seen = await page()
    expect(ratings(seen).text()).toContain('等工作人员看，还没公开')
    expect(ratings(seen).find('.reply-desk button').exists()).toBe(false)
    seen.unmount()
    town = openTown({ listing: listing({}, { disputed: true }), comments: [comment()] })
    expect(
      ratings(await page())
        .find('.reply-desk button')
        .exists(),
    ).toBe(false)
  })
})
