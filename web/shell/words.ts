import {
  type App,
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  type ShallowRef,
  shallowRef,
} from 'vue'
import { fill } from './fill.ts'
import { messages as chinese, type Messages } from './locales/zh-CN/messages.ts'
import type { Language } from './preferences.ts'

/**
 * The languages' files. Chinese comes with the page, so that there are always words; any other is fetched when it
 * is used. To add one, add it here and in `preferences.ts`.
 */
const files: Record<Language, () => Promise<Messages>> = {
  'zh-CN': () => Promise.resolve(chinese),
  en: () => import('./locales/en/messages.ts').then((file) => file.messages),
}

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** The name of a text, such as `places.list.empty`; the compiler knows them all. */
export type MessageKey = Leaves<Messages>

/** Values for the placeholders of a text. `n` also chooses between singular and plural. */
export type MessageValues = Record<string, string | number>

/** Another language's files must have every text that Chinese, the first language, has. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }

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
    t: (key, values) => fill(spoken.value.texts.get(key) ?? key, values, spoken.value.language),
    language,
    pick: (zh, en) => (language.value === 'en' ? en : zh),
    change: async (next) => {
      spoken.value = await speak(next)
    },
  }
}
