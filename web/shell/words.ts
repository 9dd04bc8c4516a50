import { createI18n, useI18n } from 'petite-vue-i18n'
import { type App, type ComputedRef, computed } from 'vue'
import type { Messages } from './locales/zh-CN/messages.ts'
import type { Language } from './preferences.ts'

/** The languages' files; each is fetched only when it is used. To add one, add it here and in `preferences.ts`. */
const files = {
  'zh-CN': () => import('./locales/zh-CN/messages.ts'),
  en: () => import('./locales/en/messages.ts'),
}

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** The name of a text, such as `places.list.empty`; the compiler knows them all. */
export type MessageKey = Leaves<Messages>

/** Values for the placeholders of a text. `n` also chooses between singular and plural. */
export type MessageValues = Record<string, string | number>

async function messagesOf(language: Language): Promise<Messages> {
  return (await files[language]()).messages
}

/** Another language's files must have every text that Chinese, the first language, has. */
export type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }

let load: (language: Language) => Promise<void> = async () => {}

/**
 * The plugin that gives every component its words.
 * @param language the one whose file is fetched before anything shows
 */
export async function createWords(language: Language): Promise<{ install: (app: App) => void }> {
  const i18n = createI18n({
    legacy: false,
    locale: language as string,
    fallbackLocale: language,
    missingWarn: false,
    fallbackWarn: false,
    messages: { [language]: await messagesOf(language) },
  })
  load = async (next) => {
    i18n.global.setLocaleMessage(next, await messagesOf(next))
    i18n.global.locale.value = next
  }
  return i18n
}

/** Fetches a language and changes the whole page to it. Throws when its file cannot be fetched. */
export function changeWords(language: Language): Promise<void> {
  return load(language)
}

/** The words of a component: `t('places.list.empty')`, and which of the catalog's two languages to show. */
export function useWords(): {
  t: (key: MessageKey, values?: MessageValues) => string
  language: ComputedRef<Language>
  /** picks from a pair that the API gives in both languages */
  pick: (zh: string, en: string) => string
} {
  const { t, locale } = useI18n()
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'zh-CN'))
  return {
    t: (key, values = {}) =>
      typeof values['n'] === 'number' ? t(key, values, { plural: values['n'] }) : t(key, values),
    language,
    pick: (zh, en) => (language.value === 'en' ? en : zh),
  }
}
