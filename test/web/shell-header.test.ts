import { describe, expect, test } from 'vitest'
import AppHeader from '../../web/shell/AppHeader.vue'
import { usePreferences } from '../../web/shell/preferences.ts'
import SampleLine from '../../web/shell/SampleLine.vue'
import { currentIn, mainSections } from '../../web/shell/sections.ts'
import { onStage, yima } from './shell-stage.ts'

describe('AppHeader', () => {
  test('names the site and its city, in the language of the reader', async () => {
    expect((await onStage(AppHeader)).view.get('.brand').text()).toBe('一刻钟义马')
    expect((await onStage(AppHeader, { language: 'en' })).view.get('.brand').text()).toBe('YikezhongYima')
    expect((await onStage(AppHeader, { city: null })).view.get('.brand').text()).toBe('一刻钟')
  })

  test('one tap changes to elder mode, which is remembered', async () => {
    const { view, router } = await onStage(AppHeader)
    await view.get('.elder').trigger('click')
    expect(document.documentElement.hasAttribute('data-elder')).toBe(true)
    expect(view.get('.elder').text()).toBe('标准版')
    expect(localStorage.getItem('yikezhong.elder')).toBe('1')
    expect(router.currentRoute.value.fullPath).toBe('/')
    await view.get('.elder').trigger('click')
    expect(document.documentElement.hasAttribute('data-elder')).toBe(false)
    expect(localStorage.getItem('yikezhong.elder')).toBe('0')
  })

  test('an address that says elder mode stays true', async () => {
    const { view, router } = await onStage(AppHeader, { at: '/?elder=1&q=x' })
    expect(view.get('.elder').text()).toBe('标准版')
    await view.get('.elder').trigger('click')
    await expect.poll(() => router.currentRoute.value.fullPath).toBe('/?elder=0&q=x')
  })

  test('changes the language, and remembers it', async () => {
    const { view, router, pinia } = await onStage(AppHeader, { at: '/about?lang=zh-CN' })
    const button = view.get('.language')
    expect(button.attributes()).toMatchObject({ lang: 'en', 'aria-label': 'Switch to English (EN)' })
    await button.trigger('click')
    await expect.poll(() => view.get('.brand span').text()).toBe('Yikezhong')
    await expect.poll(() => router.currentRoute.value.fullPath).toBe('/about?lang=en')
    expect(usePreferences(pinia).language).toBe('en')
    expect(button.attributes('lang')).toBe('zh-CN')
  })

  test('the menu opens and closes with its button, and with Esc, which gives the focus back', async () => {
    const { view } = await onStage(AppHeader)
    const button = view.get<HTMLButtonElement>('.menu button')
    const menu = view.get<HTMLElement>('#menu')
    const opened = () => [button.attributes('aria-expanded'), menu.element.style.display]
    expect(opened()).toEqual(['false', 'none'])
    await button.trigger('click')
    expect(opened()).toEqual(['true', ''])
    menu.get('a').element.focus()
    await menu.trigger('keydown', { key: 'Escape' })
    expect(opened()).toEqual(['false', 'none'])
    expect(document.activeElement).toBe(button.element)
  })

  test('the menu closes when a page opens, when the page is tapped, and when the focus has gone on', async () => {
    const { view, router } = await onStage(AppHeader)
    const button = view.get('.menu button')
    const opened = () => button.attributes('aria-expanded')
    await button.trigger('click')
    await router.push('/circles')
    await expect.poll(opened).toBe('false')
    await button.trigger('click')
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await expect.poll(opened).toBe('false')
    await button.trigger('click')
    view.get<HTMLElement>('.elder').element.focus()
    await expect.poll(opened).toBe('false')
  })

  test('the menu has every section', async () => {
    const { view } = await onStage(AppHeader)
    expect(view.findAll('#menu a').map((link) => [link.text(), link.attributes('href')])).toEqual([
      ['找网点', '/'],
      ['生活圈', '/circles'],
      ['满意度', '/satisfaction'],
      ['投诉公示', '/complaints'],
      ['需求清单', '/wishes'],
      ['关于', '/about'],
      ['三个目标', '/goals'],
      ['待寄出', '/outbox'],
      ['新店申报', '/new-shop'],
      ['隐私', '/privacy'],
      ['无障碍', '/accessibility'],
      ['商户与工作人员登录', '/sign-in'],
    ])
  })

  test.each([
    ['home', { home: 'page' }],
    ['outlet', { home: 'true' }],
    ['circle', { circles: 'true' }],
    ['satisfaction', { satisfaction: 'page' }],
    ['rate', { satisfaction: 'true' }],
    ['complaint', { complaints: 'true' }],
    ['wish-new', { wishes: 'true' }],
    ['about', { about: 'page' }],
    [undefined, {}],
  ])('on %s the current section is marked', (page, expected) => {
    const marked = mainSections.flatMap((section) => {
      const current = currentIn(section, page)
      return current === undefined ? [] : [[section.to.name, current]]
    })
    expect(Object.fromEntries(marked)).toEqual(expected)
  })
})

describe('SampleLine', () => {
  test.each([
    ['/', 'zh-CN', '示例数据：网点、街道和人物都是虚构的'],
    ['/?elder=1', 'zh-CN', '示例数据，店都是虚构的'],
    ['/', 'en', 'Sample: outlets, streets and people are made up'],
  ] as const)('says at %s in %s: %s', async (at, language, text) => {
    expect((await onStage(SampleLine, { at, language })).view.text()).toBe(text)
  })

  test('keeps its place while the city is on its way, and is not there for a real city', async () => {
    const waiting = await onStage(SampleLine, { city: null })
    expect(waiting.view.find('.sample.waiting').exists()).toBe(true)
    const real = await onStage(SampleLine, { city: { ...yima, sample: false } })
    expect(real.view.find('.sample').exists()).toBe(false)
  })
})
