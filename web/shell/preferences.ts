import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const remembered = { language: 'yikezhong.language', elder: 'yikezhong.elder' } as const

/** Storage that may be refused (private windows, full disks) is only a convenience. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // The choice then lasts as long as the page.
  }
}

function isLanguage(text: string | null): text is Language {
  return languages.some((language) => language === text)
}

/** How this person wants the site: language and elder mode (长辈版). Light and dark follow the system. */
export const usePreferences = defineStore('preferences', () => {
  const stored = recall(remembered.language)
  const language = ref<Language>(isLanguage(stored) ? stored : 'zh-CN')
  const elder = ref(recall(remembered.elder) === '1')

  watchEffect(() => {
    document.documentElement.toggleAttribute('data-elder', elder.value)
  })

  /** A link may carry both (`?elder=1&lang=en`), so that one can be sent to a parent or a visitor. */
  function readAddress(address: URL): void {
    const asked = address.searchParams.get('lang')
    if (isLanguage(asked)) setLanguage(asked)
    const elderly = address.searchParams.get('elder')
    if (elderly !== null) setElder(elderly === '1')
  }

  function setLanguage(next: Language): void {
    language.value = next
    remember(remembered.language, next)
  }

  function setElder(next: boolean): void {
    elder.value = next
    remember(remembered.elder, next ? '1' : '0')
  }

  return { language, elder, readAddress, setLanguage, setElder }
})
