import { describe, expect, test } from 'vitest'
import { detourFactor, paces } from '../../schema/catalog/paces.ts'
import { keptFor } from '../../schema/catalog/voice-limits.ts'
import AboutPage from '../../web/about/AboutPage.vue'
import AccessibilityPage from '../../web/about/AccessibilityPage.vue'
import PrivacyPage from '../../web/about/PrivacyPage.vue'
import { aloud } from '../../web/shell/locales/zh-CN/aloud.ts'
import { onStage, yima } from './shell-stage.ts'

describe('AboutPage', () => {
  test('tells how minutes are worked out with the numbers of the catalog', async () => {
    const text = (await onStage(AboutPage)).view.text()
    expect(text).toContain(`乘以 ${detourFactor}`)
    expect(text).toContain(`每分钟走 ${paces.standard} 米`)
    expect(text).toContain(`每分钟 ${paces.elder} 米`)
    expect(text).toContain(`15 分钟大约是 ${15 * paces.standard} 米`)
  })

  test('tells that minutes are walked along streets where the city has them', async () => {
    const network = {
      version: 1,
      url: '/api/network/1',
      bytes: 1,
      nodes: 2,
      edges: 1,
      attribution: '',
      licence: '',
      date: null,
      sample: true,
    }
    const walking = { ...yima.walking, estimated: false, network }
    const text = (await onStage(AboutPage, { city: { ...yima, walking } })).view.text()
    expect(text).toContain('沿街道算路程')
    expect(text).not.toContain('是估算，不是实测')
    expect(text).toContain(`乘以 ${detourFactor}`)
    expect(text).toContain(`每分钟走 ${paces.standard} 米`)
  })

  test('says so while the city is made up, and names its sources', async () => {
    const sample = (await onStage(AboutPage)).view.text()
    expect(sample).toContain('现在是示例数据')
    const city = { ...yima, sample: false, attribution: ['© OpenStreetMap contributors'] }
    const real = (await onStage(AboutPage, { city })).view.text()
    expect(real).not.toContain('示例数据')
    expect(real).toContain('© OpenStreetMap contributors')
  })

  test('tells the plan of the city whose plan is known, and of no other', async () => {
    expect((await onStage(AboutPage)).view.text()).toContain('义政办〔2023〕9号')
    const other = (await onStage(AboutPage, { city: { ...yima, code: '330106', name: '西湖' } })).view.text()
    expect(other).toContain('这里是西湖的便民网点地图')
    expect(other).not.toContain('义马')
  })

  test('has the phones for complaints', async () => {
    const { view } = await onStage(AboutPage)
    const phones = view.findAll('main a[href^="tel:"]').map((link) => link.attributes('href'))
    expect(phones).toEqual(['tel:12345', 'tel:12315'])
  })
})

test('PrivacyPage names the other site that a map comes from', async () => {
  expect((await onStage(PrivacyPage)).view.text()).toContain('看地图不会连到别的网站')
  const basemap = {
    kind: 'tianditu',
    url: 'https://t0.tianditu.gov.cn/',
    approval: null,
    attribution: '天地图',
  } as const
  const text = (await onStage(PrivacyPage, { city: { ...yima, basemap } })).view.text()
  expect(text).toContain('由别的网站提供（天地图）')
  expect(text).not.toContain('不会连到别的网站')
})

test('PrivacyPage says what rating leaves behind, with the numbers of the catalog', async () => {
  const text = (await onStage(PrivacyPage)).view.text()
  expect(text).toContain('只是看，不会留下 Cookie')
  expect(text).toContain(`密钥 ${keptFor.networkKey / 86_400} 天后就扔掉`)
  const months = keptFor.residentCookie / 86_400 / 30.4
  expect(text).toContain(`约 ${Math.round(months)} 个月`)
})

test('AccessibilityPage names the buttons of reading aloud as they are called', async () => {
  const text = (await onStage(AccessibilityPage)).view.text()
  expect(text).toContain(`“${aloud.start}”`)
  expect(text).toContain(`“${aloud.stopAll}”`)
})

test('AccessibilityPage gives a link that opens the site in elder mode', async () => {
  const { view } = await onStage(AccessibilityPage)
  expect(view.get('.address').attributes('href')).toMatch(/\/\?elder=1$/)
})

test.each([AboutPage, PrivacyPage, AccessibilityPage])(
  'a text page is whole in English and has one first heading',
  async (page) => {
    const { view } = await onStage(page, { language: 'en' })
    expect(view.text()).not.toMatch(/\{\w+\}|about\.\w+\./)
    expect(view.findAll('h1')).toHaveLength(1)
    expect(view.find('main#main').exists()).toBe(true)
  },
)
