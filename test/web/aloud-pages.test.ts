import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import AboutPage from '../../web/about/AboutPage.vue'
import CasePage from '../../web/complaints/CasePage.vue'
import ComplainPage from '../../web/complaints/ComplainPage.vue'
import OutletPage from '../../web/places/OutletPage.vue'
import RatePage from '../../web/satisfaction/RatePage.vue'
import AloudShell from '../../web/shell/aloud/AloudShell.vue'
import NeedsPage from '../../web/wishes/NeedsPage.vue'
import { aCase, publicPage } from './cases-stage.ts'
import * as complaints from './complaint-stage.ts'
import { collection, feature, serve, show, tuesdayEvening, wholeOutlet } from './places-stage.ts'
import * as ratings from './rating-stage.ts'
import { satisfactionPage } from './satisfaction-stage.ts'
import { onStage } from './shell-stage.ts'
import { type Device, giveSpeech } from './speech.ts'
import * as wishes from './wishes-stage.ts'

// A part of another capability, with tests of its own.
vi.mock('../../web/satisfaction/SubjectVoices.vue', async () => ({
  __esModule: true,
  default: (await import('./places-stage.ts')).Residents,
}))

afterEach(() => {
  vi.unstubAllGlobals()
})

/** The shell in elder mode, over whatever page stands. */
const shell = (at = '/about') => onStage(AloudShell, { at: `${at}?elder=1` })

/** Has the page that stands read to its end. */
async function heard(device: Device = giveSpeech()): Promise<string[]> {
  const { view } = await shell()
  await view.get('.aloud-line button').trigger('click')
  return device.finishAll()
}

/** Some words among sentences, in this order. */
function expectInOrder(said: readonly string[], wanted: readonly string[]): void {
  expect(said.filter((sentence) => wanted.includes(sentence))).toEqual(wanted)
}

describe('what is spoken', () => {
  test('a page to be read: its title, its sentences, and numbers to dial', async () => {
    await onStage(AboutPage)
    const device = giveSpeech()
    const said = await heard(device)
    expect(said.slice(0, 3)).toEqual([
      '关于一刻钟',
      '走路一刻钟，哪家店开着，电话多少，收不收现金，有没有台阶，打开就能看到。',
      '现在是示例数据',
    ])
    expectInOrder(said, ['也可以打市民热线 幺二三四五，说清店名和哪里不对。', '居民满意度 百分之八十五 以上'])
    expect(new Set(device.said.map(({ lang, rate }) => `${lang} ${rate}`))).toEqual(new Set(['zh-CN 0.9']))
  })

  test('a rating: the questions and what can be answered, and nothing to press', async () => {
    ratings.openTown()
    const shown = await ratings.visit(RatePage)
    const said = await heard()
    expectInOrder(said, ['康宁大药房', '您满意吗？', '非常满意', '非常不满意', '因为什么 可不选', '价格'])
    expect(said).toContain('工作人员看过后才会公开')
    expect(said.join()).not.toMatch(/发送评价|300/)
    ratings.close(shown)
  })

  test('a complaint: what happened, what is asked, and who may see it', async () => {
    complaints.openTown()
    const shown = await complaints.visit(ComplainPage, { subject: complaints.shop })
    const said = await heard()
    expectInOrder(said, ['出了什么事？', '哪一类', '价格', '谁能看见'])
    expect(said.join()).not.toContain('提交投诉')
    await complaints.close(shown)
  })

  test('the list of needs: each with where, what there is, and how many want it', async () => {
    wishes.openTown()
    const shown = await wishes.visit(NeedsPage, '/wishes')
    expectInOrder(await heard(), ['需求清单', '洗染店 银杏社区', '41人想要'])
    ratings.close(shown)
  })

  test('the measure: the rate, the verdict, the chart in words, and its tables row by row', async () => {
    await satisfactionPage()
    const said = await heard()
    expectInOrder(said, [
      '百分之八十七点七',
      '达到 百分之八十五 的目标。',
      '满意率 百分之八十七点七，百分之九十五 区间 百分之八十五点八 到 百分之八十九点四，目标 百分之八十五。',
      '评过的居民，1284 位',
    ])
    expect(said.join()).not.toContain('√')
  })

  test('a case: about what, and where it stands', async () => {
    const shown = aCase()
    await publicPage(
      CasePage,
      'complaint',
      `/complaints/case/${shown.id}`,
      { [`/api/complaints/${shown.id}`]: { sample: true, revision: 1, case: shown, events: [] } },
      { props: { id: shown.id } },
    )
    const said = await heard()
    expectInOrder(said, ['满意药店：价格', '办结：还剩 7 个工作日', '责任单位，市场监督管理局'])
    expect(said.join()).not.toContain(shown.id)
  })

  test('an outlet, by its own button: the few things for which one comes', async () => {
    const device = giveSpeech()
    const kangning = feature('Kangning01', { name: '康宁大药房', phone: '0398-000 7789' })
    serve({ '/api/outlets': collection([kangning]), '/api/outlets/Kangning01': wholeOutlet(kangning) })
    const { view } = await show(OutletPage, {
      props: { id: 'Kangning01', walk: null, now: tuesdayEvening },
      elder: true,
    })
    await flushPromises()
    await view
      .findAll('button')
      .find((button) => button.text() === '念给我听')
      ?.trigger('click')
    expect(device.finishAll()).toEqual([
      '康宁大药房',
      '药店。',
      '营业中 21点30分 关门',
      '银杏路 88 号',
      '电话，零三九八零零零七七八九。',
    ])
  })
})

describe('pages in two languages', () => {
  test('are read by two voices, and what no voice can say is left out', async () => {
    document.body.innerHTML =
      '<main id="main"><h1>Complaint about <span lang="zh-CN">满意药店</span>, price</h1></main>'
    const hear = async (languages: readonly string[]) => {
      const device = giveSpeech(languages)
      const { view } = await onStage(AloudShell, { at: '/about?elder=1', language: 'en' })
      await view.get('.aloud-line button').trigger('click')
      device.finishAll()
      return device.said.map(({ lang, text }) => `${lang} ${text}`)
    }
    expect(await hear(['zh-CN', 'en-GB'])).toEqual([
      'en-GB Complaint about',
      'zh-CN 满意药店',
      'en-GB , price',
    ])
    expect(await hear(['en-GB'])).toEqual(['en-GB Complaint about', 'en-GB , price'])
  })
})

describe('what is not for the ear', () => {
  test.each([
    ['<p hidden>不说</p>'],
    ['<p style="display: none">不说</p>'],
    ['<p aria-hidden="true">不说</p>'],
    ['<p data-unspoken>不说</p>'],
    ['<nav>不说</nav>'],
    ['<button>不说</button>'],
    ['<textarea>不说</textarea>'],
    ['<select><option>不说</option></select>'],
    ['<code>不说</code>'],
    ['<svg><text>不说</text></svg>'],
    ['<p>12 / 300</p>'],
  ])('%s', async (html) => {
    document.body.innerHTML = `<main id="main"><p>说</p>${html}</main>`
    expect(await heard()).toEqual(['说'])
  })

  test('what is closed, but for what opens it', async () => {
    document.body.innerHTML =
      '<main id="main"><details><summary>多说一点</summary>不说</details><details open><summary>看</summary>说</details></main>'
    expect(await heard()).toEqual(['多说一点', '看', '说'])
  })
})

describe('the way to stop', () => {
  const stage = async () => {
    document.body.innerHTML = '<main id="main"><p>一。二。三。</p></main>'
    const device = giveSpeech()
    const { view, router } = await shell()
    const start = view.get<HTMLButtonElement>('.aloud-line button')
    start.element.focus()
    await start.trigger('click')
    return { device, view, router, start, now: () => device.now()?.text }
  }

  test('stays in sight while something is read, and goes with its end', async () => {
    const { device, view, start, now } = await stage()
    expect(view.get('.aloud-stop').text()).toBe('停止朗读')
    expect(start.text()).toBe('停')
    device.finish()
    expect(now()).toBe('二。')
    device.finishAll()
    await flushPromises()
    expect(view.find('.aloud-stop').exists()).toBe(false)
    expect(start.text()).toBe('念给我听')
    expect(document.documentElement.hasAttribute('data-reading')).toBe(false)
  })

  test('a press stops, at once and for good, and the keyboard is where it was', async () => {
    const { device, view, start, now } = await stage()
    const stop = view.get<HTMLButtonElement>('.aloud-stop button')
    stop.element.focus()
    await stop.trigger('click')
    expect(now()).toBeUndefined()
    expect(device.said).toHaveLength(1)
    expect(view.find('.aloud-stop').exists()).toBe(false)
    expect(document.activeElement).toBe(start.element)
  })

  test('the end of what is read does not lose the keyboard either', async () => {
    const { device, view, start } = await stage()
    view.get<HTMLButtonElement>('.aloud-stop button').element.focus()
    device.finishAll()
    await flushPromises()
    expect(view.find('.aloud-stop').exists()).toBe(false)
    expect(document.activeElement).toBe(start.element)
  })

  test('Escape stops, and closes nothing else with it', async () => {
    const { now } = await stage()
    const others = vi.fn()
    document.addEventListener('keydown', others)
    const press = () =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    press()
    expect(now()).toBeUndefined()
    expect(others).not.toHaveBeenCalled()
    press()
    expect(others).toHaveBeenCalledOnce()
    document.removeEventListener('keydown', others)
  })

  test('another page stops it, a filter of this one does not', async () => {
    const { router, now } = await stage()
    await router.push('/about?elder=1&q=x')
    expect(now()).toBe('一。')
    await router.push('/privacy')
    expect(now()).toBeUndefined()
  })

  test('a phone that is put away falls silent', async () => {
    const { now } = await stage()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(now()).toBeUndefined()
    vi.restoreAllMocks()
  })

  test('what has left the page is not read any more', async () => {
    const { device, view } = await stage()
    document.body.querySelector('#main p')?.remove()
    device.finish()
    await flushPromises()
    expect(device.said).toHaveLength(1)
    expect(view.find('.aloud-stop').exists()).toBe(false)
  })

  test('a voice that fails says so', async () => {
    const { device, view } = await stage()
    device.now()?.onerror?.()
    await flushPromises()
    expect(view.get('[role=status]').text()).toContain('没念出来')
    expect(view.find('.aloud-stop').exists()).toBe(false)
  })
})

describe('the button is not there', () => {
  test.each([
    ['where the device has no voice for the language', ['en-GB', 'zh-HK'], '/about?elder=1'],
    ['outside elder mode', ['zh-CN'], '/about'],
    ['on the list, which has its own', ['zh-CN'], '/?elder=1'],
    ['on an outlet, which has its own', ['zh-CN'], '/outlets/Kangning01?elder=1'],
    ['on a booklet', ['zh-CN'], '/circles/411281001005/booklet?elder=1'],
  ])('%s', async (_where, languages, at) => {
    giveSpeech(languages)
    expect((await onStage(AloudShell, { at })).view.find('button').exists()).toBe(false)
  })
})
