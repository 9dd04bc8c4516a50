import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Voices } from '../../schema/contract/rating.ts'
import RatePage from '../../web/satisfaction/RatePage.vue'
import SubjectVoices from '../../web/satisfaction/SubjectVoices.vue'
import type { Shown } from './places-stage.ts'
import {
  button,
  circle,
  close,
  grade,
  measure,
  openTown,
  press,
  said,
  send,
  settle,
  shop,
  type Town,
  visit,
  voice,
} from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => 'proof'),
}))

let town: Town
const opened: Shown[] = []

async function section(
  subject: Parameters<typeof visit>[1] = shop,
  options: Parameters<typeof visit>[2] = {},
) {
  const shown = await visit(SubjectVoices, subject, options)
  opened.push(shown)
  return shown
}

/** Someone who has said something from this browser. */
function spoken(...voices: Town['voices']): void {
  localStorage.setItem('yikezhong.spoken', '1')
  town.voices = voices
}

const comment = (id: string, text = '找药很耐心'): Voices['comments'][number] => ({
  id,
  grade: 5,
  tags: ['attitude'],
  comment: text,
  on: '2024-11-12',
  reply: null,
})

beforeEach(() => {
  town = openTown()
})
afterEach(() => {
  for (const shown of opened.splice(0)) close(shown)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the measure', () => {
  test('in one line, and what it means one tap away', async () => {
    town.measure = measure({ heldBack: 2 })
    const { view } = await section()
    expect(view.get('h2').text()).toBe('居民怎么说')
    expect(view.get('.rate').text()).toBe('91%满意47 位居民怎么算的')
    const how = view.get('.how')
    const meaning = view.get(`#${how.attributes('aria-controls')}`)
    expect(how.attributes('aria-expanded')).toBe('false')
    await how.trigger('click')
    expect(how.attributes('aria-expanded')).toBe('true')
    expect(meaning.classes()).toContain('open')
    expect(meaning.text()).toContain('真实值多半在 80% 到 97% 之间。')
    expect(meaning.text()).toContain('选了“基本满意”以上，都算满意。')
    expect(meaning.text()).toContain('只算“满意”以上，是 77%。')
    expect(meaning.text()).toContain('过去 365 天一共 47 条')
    expect(meaning.text()).toContain('另有 2 条可疑的先放着')
    expect(meaning.findAll('tr').map((row) => row.text())).toEqual([
      '非常满意16',
      '满意20',
      '基本满意7',
      '不满意3',
      '非常不满意1',
    ])
    expect(meaning.get('a').attributes('href')).toBe('/satisfaction')
    expect(view.text()).not.toContain('只作参考')
  })

  test('of few says that it is of few, and does not tell who said what', async () => {
    town.measure = measure({ residents: 4, voices: 4, distribution: null, verdict: 'too_few' })
    const { view } = await section()
    expect(view.get('.few').text()).toBe('评价太少，只作参考')
    expect(view.find('table').exists()).toBe(false)
  })

  test('of nobody is no number, but an invitation', async () => {
    const { view } = await section()
    expect(view.find('.rate').exists()).toBe(false)
    expect(view.text()).toContain('还没有人评价')
    expect(view.get('.go').text()).toBe('评价')
    expect(view.get('.go').attributes('href')).toBe('/rate/outlet/kangning01')
  })

  test('of all who said something goes up to all', async () => {
    const interval: [number, number] = [0.8668, 0.9999999999999999]
    town.measure = measure({ rate: 1, interval })
    const { view } = await section()
    expect(view.get('.share').text()).toBe('100%')
    expect(view.text()).toContain('真实值多半在 87% 到 100% 之间。')
  })

  test('nearly all is not all', async () => {
    town.measure = measure({ rate: 0.9985 })
    expect((await section()).view.get('.share').text()).toBe('99%')
  })

  test('of a circle is that of its community', async () => {
    town.measure = measure({ scope: 'community', id: circle.id })
    const { view } = await section(circle)
    expect(view.text()).toContain('圈里网点的评价也算在内')
    expect(view.get('.go').text()).toBe('评价这个生活圈')
    expect(view.get('.go').attributes('href')).toBe('/rate/circle/411281001005')
  })

  test('of what has closed for good stays, without a button', async () => {
    town.measure = measure()
    const { view } = await section(shop, { props: { closed: true } })
    expect(view.find('.rate').exists()).toBe(true)
    expect(view.find('.go').exists()).toBe(false)
  })
})

describe('what residents say', () => {
  test('tags that recur, the satisfied and the dissatisfied apart', async () => {
    town.measure = measure()
    town.said = () =>
      said({
        tags: [
          { tag: 'attitude', satisfied: 15, dissatisfied: 2 },
          { tag: 'marked_prices', satisfied: 18, dissatisfied: 1 },
          { tag: 'waiting', satisfied: 0, dissatisfied: 9 },
        ],
      })
    const { view } = await section()
    expect(view.findAll('dl > div').map((side) => side.text())).toEqual([
      '说好的明码标价 18态度 15',
      '说不好的等候 9态度 2',
    ])
  })

  test('with what the shop replies under it', async () => {
    const reply = { text: '谢谢您。\n夜里按门铃就有人来。', on: '2024-11-13' }
    town.said = () => said({ comments: [{ ...comment('4fH2mQ9xTz'), reply }, comment('4fH2mQ9xTy')] })
    const { view } = await section()
    const [answered, other] = view.findAll('ol > li')
    expect(answered?.get('.reply').text()).toMatch(/^店家回复2024年11月13日谢谢您。\s*夜里按门铃就有人来。$/)
    expect(other?.find('.reply').exists()).toBe(false)
  })

  test('a few comments, the rest of the page, and then the next page', async () => {
    town.measure = measure()
    const first = ['a', 'b', 'c', 'd', 'e'].map((id) => comment(id))
    town.said = (query) =>
      query.has('before')
        ? said({ comments: [comment('f', '老')] })
        : said({ comments: first, next: '2026-11-12.4fH2mQ9xTz' })
    const { view } = await section()
    expect(view.findAll('ol li')).toHaveLength(3)
    expect(view.get('ol li').text()).toContain('非常满意')
    expect(view.get('ol li').text()).toContain('2024年11月12日')
    await press(view, '再看更多')
    expect(view.findAll('ol li')).toHaveLength(5)
    expect(document.activeElement).toBe(view.findAll('ol li').at(3)?.element)
    await press(view, '再看更多')
    expect(view.findAll('ol li')).toHaveLength(6)
    expect(view.findAll('button').map((one) => one.text())).not.toContain('再看更多')
    // the button has gone; whoever pressed it goes on where the new ones begin
    expect(document.activeElement).toBe(view.findAll('ol li').at(5)?.element)
  })

  test('the keyboard goes on at the first comment of each page that comes', async () => {
    const pageFrom = (start: number) =>
      Array.from({ length: 4 }, (_, at) => comment(String(start + at), `第${start + at}条`))
    town.measure = measure()
    town.said = (query) => {
      if (!query.has('before')) return said({ comments: pageFrom(0), next: 'one' })
      return query.get('before') === 'one'
        ? said({ comments: pageFrom(4), next: 'two' })
        : said({ comments: [], next: null })
    }
    const { view } = await section()
    const more = async () => {
      button(view, '再看更多').element.focus()
      await press(view, '再看更多')
      return document.activeElement?.textContent
    }
    expect(await more()).toContain('第3条')
    expect(await more()).toContain('第4条')
    // nothing more, and no button any more: the last comment, not the top of the page
    expect(await more()).toContain('第7条')
  })

  test('no network: said inside the section, and tried again', async () => {
    town.offline = true
    const { view } = await section()
    expect(view.text()).toContain('没有网络，居民的评价还没有取到。')
    expect(view.get('.go').text()).toBe('评价')
    town.offline = false
    town.measure = measure()
    await press(view, '再试一次')
    expect(view.get('.share').text()).toBe('91%')
    expect(view.text()).not.toContain('没有网络')
  })
})

describe('one’s own voice', () => {
  test('who only reads is not asked who they are, and leaves nothing behind', async () => {
    town.measure = measure()
    await section()
    expect(town.requests.map(({ path }) => path).sort()).toEqual(['/api/ratings', '/api/satisfaction'])
    expect(localStorage.getItem('yikezhong.spoken')).toBeNull()
    expect(await indexedDB.databases()).toEqual([])
  })

  test('is shown with its state, and can be changed', async () => {
    spoken(voice({ state: 'held', holdReason: 'subject_burst' }))
    town.measure = measure()
    const { view } = await section()
    expect(view.get('.own').text()).toContain('您的评价')
    expect(view.get('.own').text()).toContain('满意态度')
    expect(view.get('.own').text()).toContain('先放着')
    expect(view.get('.go').text()).toBe('改我的评价')
    // one's own voice must be in the numbers
    expect(town.requests.find(({ path }) => path === '/api/satisfaction')?.cache).toBe('no-cache')
  })

  test('that waits is said to wait, and shown when it has arrived', async () => {
    const rating = await visit(RatePage)
    await grade(rating.view, '满意').setValue()
    town.offline = true
    await send(rating.view)
    close(rating)
    town.offline = false
    town.measure = measure()
    const { view } = await section()
    expect(view.get('.own').text()).toBe('您的评价还没发出去，已经存好。')
    expect(view.get('.go').text()).toBe('改我的评价')
  })

  test('that was refused is said to be', async () => {
    const rating = await visit(RatePage)
    await grade(rating.view, '满意').setValue()
    town.refusals = [{ problem: { code: 'not_found', status: 404 } }]
    await send(rating.view)
    close(rating)
    const { view } = await section()
    expect(view.get('.own').text()).toBe('您的评价没有发成，去看看。')
    await settle()
  })
})
