import {
  type App,
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  type ShallowRef,
  shallowReactive,
  shallowRef,
} from 'vue'
import { fill } from './fill.ts'
import { messages as chinese, type FirstMessages, type Messages } from './locales/zh-CN/messages.ts'
import { type Language, usePreferences } from './preferences.ts'

/**
 * The texts of the first page and of what is around every page. Chinese comes with the site, so that there are always
 * words; any other language is fetched when it is used. To add one, add it here, below, and in `preferences.ts`.
 */
const files: Record<Language, () => Promise<FirstMessages>> = {
  'zh-CN': () => Promise.resolve(chinese),
  en: () => import('./locales/en/messages.ts').then((file) => file.messages),
}

/** The texts of other pages, which come with the page ({@link withWords}) and not before the list. */
const laterFiles = {
  about: {
    'zh-CN': () => import('./locales/zh-CN/about.ts'),
    en: () => import('./locales/en/about.ts'),
  },
  accounts: {
    'zh-CN': () => import('./locales/zh-CN/accounts.ts'),
    en: () => import('./locales/en/accounts.ts'),
  },
  method: {
    'zh-CN': () => import('./locales/zh-CN/method.ts'),
    en: () => import('./locales/en/method.ts'),
  },
  merchantComplaints: {
    'zh-CN': () => import('./locales/zh-CN/merchant-complaints.ts'),
    en: () => import('./locales/en/merchant-complaints.ts'),
  },
  merchant: {
    'zh-CN': () => import('./locales/zh-CN/merchant.ts'),
    en: () => import('./locales/en/merchant.ts'),
  },
  outbox: {
    'zh-CN': () => import('./locales/zh-CN/outbox.ts'),
    en: () => import('./locales/en/outbox.ts'),
  },
  paper: {
    'zh-CN': () => import('./locales/zh-CN/paper.ts'),
    en: () => import('./locales/en/paper.ts'),
  },
  photo: {
    'zh-CN': () => import('./locales/zh-CN/photo.ts'),
    en: () => import('./locales/en/photo.ts'),
  },
  cases: {
    'zh-CN': () => import('./locales/zh-CN/cases.ts'),
    en: () => import('./locales/en/cases.ts'),
  },
  goals: {
    'zh-CN': () => import('./locales/zh-CN/goals.ts'),
    en: () => import('./locales/en/goals.ts'),
  },
  circles: {
    'zh-CN': () => import('./locales/zh-CN/circles.ts'),
    en: () => import('./locales/en/circles.ts'),
  },
  ledger: {
    'zh-CN': () => import('./locales/zh-CN/ledger.ts'),
    en: () => import('./locales/en/ledger.ts'),
  },
  map: {
    'zh-CN': () => import('./locales/zh-CN/map.ts'),
    en: () => import('./locales/en/map.ts'),
  },
  offline: {
    'zh-CN': () => import('./locales/zh-CN/offline.ts'),
    en: () => import('./locales/en/offline.ts'),
  },
  outlet: {
    'zh-CN': () => import('./locales/zh-CN/outlet.ts'),
    en: () => import('./locales/en/outlet.ts'),
  },
  pin: {
    'zh-CN': () => import('./locales/zh-CN/pin.ts'),
    en: () => import('./locales/en/pin.ts'),
  },
  desk: {
    'zh-CN': () => import('./locales/zh-CN/desk.ts'),
    en: () => import('./locales/en/desk.ts'),
  },
  complaints: {
    'zh-CN': () => import('./locales/zh-CN/complaints.ts'),
    en: () => import('./locales/en/complaints.ts'),
  },
  countdown: {
    'zh-CN': () => import('./locales/zh-CN/countdown.ts'),
    en: () => import('./locales/en/countdown.ts'),
  },
  aloud: {
    'zh-CN': () => import('./locales/zh-CN/aloud.ts'),
    en: () => import('./locales/en/aloud.ts'),
  },
  audit: {
    'zh-CN': () => import('./locales/zh-CN/audit.ts'),
    en: () => import('./locales/en/audit.ts'),
  },
  data: {
    'zh-CN': () => import('./locales/zh-CN/data.ts'),
    en: () => import('./locales/en/data.ts'),
  },
  dialogs: {
    'zh-CN': () => import('./locales/zh-CN/dialogs.ts'),
    en: () => import('./locales/en/dialogs.ts'),
  },
  deskComplaints: {
    'zh-CN': () => import('./locales/zh-CN/desk-complaints.ts'),
    en: () => import('./locales/en/desk-complaints.ts'),
  },
  deskNotices: {
    'zh-CN': () => import('./locales/zh-CN/desk-notices.ts'),
    en: () => import('./locales/en/desk-notices.ts'),
  },
  deskShops: {
    'zh-CN': () => import('./locales/zh-CN/desk-shops.ts'),
    en: () => import('./locales/en/desk-shops.ts'),
  },
  deskWishes: {
    'zh-CN': () => import('./locales/zh-CN/desk-wishes.ts'),
    en: () => import('./locales/en/desk-wishes.ts'),
  },
  posters: {
    'zh-CN': () => import('./locales/zh-CN/posters.ts'),
    en: () => import('./locales/en/posters.ts'),
  },
  imports: {
    'zh-CN': () => import('./locales/zh-CN/import.ts'),
    en: () => import('./locales/en/import.ts'),
  },
  newShop: {
    'zh-CN': () => import('./locales/zh-CN/new-shop.ts'),
    en: () => import('./locales/en/new-shop.ts'),
  },
  notices: {
    'zh-CN': () => import('./locales/zh-CN/notices.ts'),
    en: () => import('./locales/en/notices.ts'),
  },
  report: {
    'zh-CN': () => import('./locales/zh-CN/report.ts'),
    en: () => import('./locales/en/report.ts'),
  },
  rating: {
    'zh-CN': () => import('./locales/zh-CN/rating.ts'),
    en: () => import('./locales/en/rating.ts'),
  },
  storefront: {
    'zh-CN': () => import('./locales/zh-CN/storefront.ts'),
    en: () => import('./locales/en/storefront.ts'),
  },
  siting: {
    'zh-CN': () => import('./locales/zh-CN/siting.ts'),
    en: () => import('./locales/en/siting.ts'),
  },
  streetNetwork: {
    'zh-CN': () => import('./locales/zh-CN/street-network.ts'),
    en: () => import('./locales/en/street-network.ts'),
  },
  standard: {
    'zh-CN': () => import('./locales/zh-CN/standard.ts'),
    en: () => import('./locales/en/standard.ts'),
  },
  settings: {
    'zh-CN': () => import('./locales/zh-CN/settings.ts'),
    en: () => import('./locales/en/settings.ts'),
  },
  satisfaction: {
    'zh-CN': () => import('./locales/zh-CN/satisfaction.ts'),
    en: () => import('./locales/en/satisfaction.ts'),
  },
  walking: {
    'zh-CN': () => import('./locales/zh-CN/walking.ts'),
    en: () => import('./locales/en/walking.ts'),
  },
  wishes: {
    'zh-CN': () => import('./locales/zh-CN/wishes.ts'),
    en: () => import('./locales/en/wishes.ts'),
  },
} satisfies Record<string, Record<Language, () => Promise<Nested>>>

/** A part of the texts that comes with the pages that speak them. */
export type LaterWords = keyof typeof laterFiles
export const laterWords: readonly LaterWords[] = [
  'about',
  'accounts',
  'aloud',
  'audit',
  'cases',
  'circles',
  'complaints',
  'countdown',
  'data',
  'desk',
  'deskComplaints',
  'deskNotices',
  'deskShops',
  'deskWishes',
  'dialogs',
  'goals',
  'imports',
  'ledger',
  'map',
  'merchant',
  'merchantComplaints',
  'method',
  'newShop',
  'notices',
  'offline',
  'outbox',
  'outlet',
  'paper',
  'photo',
  'pin',
  'posters',
  'rating',
  'report',
  'satisfaction',
  'settings',
  'siting',
  'standard',
  'storefront',
  'streetNetwork',
  'walking',
  'wishes',
]

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** The name of a text, such as `places.list.empty`; the compiler knows them all. */
export type MessageKey = Leaves<Messages>

/** Values for the placeholders of a text. `n` also chooses between singular and plural. */
export type MessageValues = Record<string, string | number>

/** Another language's files must have every text that Chinese, the first language, has. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }

/** Texts that have come with a page, by language and full name. */
const later = shallowReactive(new Map<Language, ReadonlyMap<string, string>>())
/** Which parts some page has needed. */
const needed = new Set<LaterWords>()

/**
 * Fetches a part of the texts, unless it is here.
 * @throws when its file cannot be fetched
 */
export async function fetchWords(part: LaterWords, language: Language): Promise<void> {
  needed.add(part)
  const key = `${part}.`
  if ([...(later.get(language)?.keys() ?? [])].some((name) => name.startsWith(key))) return
  const texts = leavesOf(await laterFiles[part][language]())
  later.set(language, new Map([...(later.get(language) ?? []), ...texts]))
}

/** A page, or a part of one, that is fetched together with the texts that it speaks. */
export function withWords<Page>(part: LaterWords, page: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [fetched] = await Promise.all([page(), fetchWords(part, usePreferences().language)])
    return fetched
  }
}

/** The language that shows, with its texts by their full name. */
interface Spoken {
  language: Language
  texts: ReadonlyMap<string, string>
}

const spokenKey: InjectionKey<ShallowRef<Spoken>> = Symbol('words')

type Nested = { readonly [key: string]: string | Nested }

function* leavesOf(node: Nested, prefix = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') yield [prefix + key, value]
    else yield* leavesOf(value, `${prefix}${key}.`)
  }
}

/**
 * Fetches a language.
 * @throws when its file cannot be fetched
 */
async function speak(language: Language): Promise<Spoken> {
  return { language, texts: new Map(leavesOf(await files[language]())) }
}

/**
 * The plugin that gives every component its words. Where the language cannot be fetched, it speaks Chinese.
 * @param language the one whose file is fetched before anything shows
 */
export async function createWords(language: Language): Promise<{ install: (app: App) => void }> {
  const spoken = shallowRef(await speak(language).catch(() => speak('zh-CN')))
  return { install: (app) => void app.provide(spokenKey, spoken) }
}

/** The words of a component: `t('places.list.empty')`, and which of the catalog's two languages to show. */
export function useWords(): {
  /** A text with its placeholders filled in. */
  t: (key: MessageKey, values?: MessageValues) => string
  language: ComputedRef<Language>
  /** Picks from a pair that the API gives in both languages. */
  pick: (zh: string, en: string) => string
  /** Fetches a language and changes the whole page to it. Throws when its file cannot be fetched. */
  change: (language: Language) => Promise<void>
} {
  const spoken = inject(spokenKey)
  if (!spoken) throw new Error('the plugin of createWords() is not installed')
  const language = computed(() => spoken.value.language)
  return {
    t: (key, values) => {
      const { texts, language: now } = spoken.value
      return fill(texts.get(key) ?? later.get(now)?.get(key) ?? key, values, now)
    },
    language,
    pick: (zh, en) => (language.value === 'en' ? en : zh),
    change: async (next) => {
      const [first] = await Promise.all([speak(next), ...[...needed].map((part) => fetchWords(part, next))])
      spoken.value = first
    },
  }
}
