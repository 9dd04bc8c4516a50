import { describe, expect, test } from 'vitest'
import { placeholdersOf } from '../../web/shell/fill.ts'
import { about as englishAbout } from '../../web/shell/locales/en/about.ts'
import { accounts as englishAccounts } from '../../web/shell/locales/en/accounts.ts'
import { aloud as englishAloud } from '../../web/shell/locales/en/aloud.ts'
import { audit as englishAudit } from '../../web/shell/locales/en/audit.ts'
import { cases as englishCases } from '../../web/shell/locales/en/cases.ts'
import { circles as englishCircles } from '../../web/shell/locales/en/circles.ts'
import { complaints as englishComplaints } from '../../web/shell/locales/en/complaints.ts'
import { countdown as englishCountdown } from '../../web/shell/locales/en/countdown.ts'
import { data as englishData } from '../../web/shell/locales/en/data.ts'
import { desk as englishDesk } from '../../web/shell/locales/en/desk.ts'
import { deskComplaints as englishDeskComplaints } from '../../web/shell/locales/en/desk-complaints.ts'
import { deskNotices as englishDeskNotices } from '../../web/shell/locales/en/desk-notices.ts'
import { deskShops as englishDeskShops } from '../../web/shell/locales/en/desk-shops.ts'
import { deskWishes as englishDeskWishes } from '../../web/shell/locales/en/desk-wishes.ts'
import { dialogs as englishDialogs } from '../../web/shell/locales/en/dialogs.ts'
import { goals as englishGoals } from '../../web/shell/locales/en/goals.ts'
import { imports as englishImports } from '../../web/shell/locales/en/import.ts'
import { ledger as englishLedger } from '../../web/shell/locales/en/ledger.ts'
import { map as englishMap } from '../../web/shell/locales/en/map.ts'
import { merchant as englishMerchant } from '../../web/shell/locales/en/merchant.ts'
import { merchantComplaints as englishMerchantComplaints } from '../../web/shell/locales/en/merchant-complaints.ts'
import { messages as english } from '../../web/shell/locales/en/messages.ts'
import { method as englishMethod } from '../../web/shell/locales/en/method.ts'
import { newShop as englishNewShop } from '../../web/shell/locales/en/new-shop.ts'
import { notices as englishNotices } from '../../web/shell/locales/en/notices.ts'
import { offline as englishOffline } from '../../web/shell/locales/en/offline.ts'
import { outbox as englishOutbox } from '../../web/shell/locales/en/outbox.ts'
import { outlet as englishOutlet } from '../../web/shell/locales/en/outlet.ts'
import { paper as englishPaper } from '../../web/shell/locales/en/paper.ts'
import { photo as englishPhoto } from '../../web/shell/locales/en/photo.ts'
import { pin as englishPin } from '../../web/shell/locales/en/pin.ts'
import { posters as englishPosters } from '../../web/shell/locales/en/posters.ts'
import { rating as englishRating } from '../../web/shell/locales/en/rating.ts'
import { report as englishReport } from '../../web/shell/locales/en/report.ts'
import { satisfaction as englishSatisfaction } from '../../web/shell/locales/en/satisfaction.ts'
import { settings as englishSettings } from '../../web/shell/locales/en/settings.ts'
import { siting as englishSiting } from '../../web/shell/locales/en/siting.ts'
import { standard as englishStandard } from '../../web/shell/locales/en/standard.ts'
import { storefront as englishStorefront } from '../../web/shell/locales/en/storefront.ts'
import { streetNetwork as englishStreetNetwork } from '../../web/shell/locales/en/street-network.ts'
import { walking as englishWalking } from '../../web/shell/locales/en/walking.ts'
import { wishes as englishWishes } from '../../web/shell/locales/en/wishes.ts'
import { about } from '../../web/shell/locales/zh-CN/about.ts'
import { accounts } from '../../web/shell/locales/zh-CN/accounts.ts'
import { aloud } from '../../web/shell/locales/zh-CN/aloud.ts'
import { audit } from '../../web/shell/locales/zh-CN/audit.ts'
import { cases } from '../../web/shell/locales/zh-CN/cases.ts'
import { circles } from '../../web/shell/locales/zh-CN/circles.ts'
import { complaints } from '../../web/shell/locales/zh-CN/complaints.ts'
import { countdown } from '../../web/shell/locales/zh-CN/countdown.ts'
import { data } from '../../web/shell/locales/zh-CN/data.ts'
import { desk } from '../../web/shell/locales/zh-CN/desk.ts'
import { deskComplaints } from '../../web/shell/locales/zh-CN/desk-complaints.ts'
import { deskNotices } from '../../web/shell/locales/zh-CN/desk-notices.ts'
import { deskShops } from '../../web/shell/locales/zh-CN/desk-shops.ts'
import { deskWishes } from '../../web/shell/locales/zh-CN/desk-wishes.ts'
import { dialogs } from '../../web/shell/locales/zh-CN/dialogs.ts'
import { goals } from '../../web/shell/locales/zh-CN/goals.ts'
import { imports } from '../../web/shell/locales/zh-CN/import.ts'
import { ledger } from '../../web/shell/locales/zh-CN/ledger.ts'
import { map } from '../../web/shell/locales/zh-CN/map.ts'
import { merchant } from '../../web/shell/locales/zh-CN/merchant.ts'
import { merchantComplaints } from '../../web/shell/locales/zh-CN/merchant-complaints.ts'
import { messages as chinese } from '../../web/shell/locales/zh-CN/messages.ts'
import { method } from '../../web/shell/locales/zh-CN/method.ts'
import { newShop } from '../../web/shell/locales/zh-CN/new-shop.ts'
import { notices } from '../../web/shell/locales/zh-CN/notices.ts'
import { offline } from '../../web/shell/locales/zh-CN/offline.ts'
import { outbox } from '../../web/shell/locales/zh-CN/outbox.ts'
import { outlet } from '../../web/shell/locales/zh-CN/outlet.ts'
import { paper } from '../../web/shell/locales/zh-CN/paper.ts'
import { photo } from '../../web/shell/locales/zh-CN/photo.ts'
import { pin } from '../../web/shell/locales/zh-CN/pin.ts'
import { posters } from '../../web/shell/locales/zh-CN/posters.ts'
import { rating } from '../../web/shell/locales/zh-CN/rating.ts'
import { report } from '../../web/shell/locales/zh-CN/report.ts'
import { satisfaction } from '../../web/shell/locales/zh-CN/satisfaction.ts'
import { settings } from '../../web/shell/locales/zh-CN/settings.ts'
import { siting } from '../../web/shell/locales/zh-CN/siting.ts'
import { standard } from '../../web/shell/locales/zh-CN/standard.ts'
import { storefront } from '../../web/shell/locales/zh-CN/storefront.ts'
import { streetNetwork } from '../../web/shell/locales/zh-CN/street-network.ts'
import { walking } from '../../web/shell/locales/zh-CN/walking.ts'
import { wishes } from '../../web/shell/locales/zh-CN/wishes.ts'
import { laterWords } from '../../web/shell/words.ts'

type Nested = { readonly [key: string]: string | Nested }

function leaves(node: Nested, prefix = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  )
}

const later = {
  about,
  accounts,
  desk,
  imports,
  ledger,
  merchant,
  aloud,
  circles,
  dialogs,
  map,
  offline,
  outbox,
  outlet,
  paper,
  photo,
  pin,
  posters,
  rating,
  audit,
  cases,
  complaints,
  countdown,
  data,
  deskComplaints,
  merchantComplaints,
  method,
  deskNotices,
  deskShops,
  newShop,
  deskWishes,
  wishes,
  notices,
  report,
  satisfaction,
  settings,
  goals,
  siting,
  standard,
  storefront,
  streetNetwork,
  walking,
}
const zh = new Map(leaves({ ...chinese, ...later }))
const en = new Map(
  leaves({
    ...english,
    about: englishAbout,
    accounts: englishAccounts,
    desk: englishDesk,
    countdown: englishCountdown,
    data: englishData,
    deskComplaints: englishDeskComplaints,
    merchantComplaints: englishMerchantComplaints,
    method: englishMethod,
    imports: englishImports,
    ledger: englishLedger,
    merchant: englishMerchant,
    aloud: englishAloud,
    circles: englishCircles,
    dialogs: englishDialogs,
    map: englishMap,
    offline: englishOffline,
    outbox: englishOutbox,
    outlet: englishOutlet,
    paper: englishPaper,
    photo: englishPhoto,
    pin: englishPin,
    posters: englishPosters,
    rating: englishRating,
    audit: englishAudit,
    cases: englishCases,
    complaints: englishComplaints,
    deskNotices: englishDeskNotices,
    deskShops: englishDeskShops,
    newShop: englishNewShop,
    deskWishes: englishDeskWishes,
    wishes: englishWishes,
    notices: englishNotices,
    report: englishReport,
    satisfaction: englishSatisfaction,
    settings: englishSettings,
    goals: englishGoals,
    siting: englishSiting,
    standard: englishStandard,
    storefront: englishStorefront,
    streetNetwork: englishStreetNetwork,
    walking: englishWalking,
  }),
)
const sorted = (text: string) => [...placeholdersOf(text)].sort()

describe('the language files', () => {
  test('are all looked at here', () => {
    expect(Object.keys(later).sort()).toEqual([...laterWords].sort())
  })

  test('have the same texts', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })

  test('ask for the same values in both languages', () => {
    const differing = [...zh].filter(([key, text]) => `${sorted(text)}` !== `${sorted(en.get(key) ?? '')}`)
    expect(differing).toEqual([])
  })

  describe.each([
    ['zh-CN', zh],
    ['en', en],
  ])('%s', (_language, texts) => {
    test('has no empty text', () => {
      expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([])
    })

    test('closes every brace', () => {
      expect([...texts].filter(([, text]) => /[{}]/.test(text.replace(/\{\w+\}/g, '')))).toEqual([])
    })

    test('chooses between two forms only by a number', () => {
      const forms = [...texts].filter(([, text]) => text.includes(' | '))
      expect(
        forms.filter(([, text]) => text.split(' | ').length > 2 || !placeholdersOf(text).has('n')),
      ).toEqual([])
    })

    test('does not shout', () => {
      expect([...texts].filter(([, text]) => /[!！]/.test(text))).toEqual([])
    })
  })

  test('Chinese, which has no plural, has one form', () => {
    expect([...zh].filter(([, text]) => text.includes(' | '))).toEqual([])
  })
})
