import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach } from 'vitest'
import { languages } from '../../web/shell/preferences.ts'
import { fetchWords, laterWords } from '../../web/shell/words.ts'
import { Channel } from './channel.ts'

Object.assign(globalThis, { BroadcastChannel: Channel })

// Pages are mounted here without the router, which would fetch their words with them.
await Promise.all(languages.flatMap((language) => laterWords.map((part) => fetchWords(part, language))))

enableAutoUnmount(afterEach)
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  document.body.innerHTML = ''
})
