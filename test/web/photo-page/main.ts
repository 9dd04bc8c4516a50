/**
 * The page of test/e2e/photo.test.ts: a photo is chosen on it as on the site's pages, and sent where the test reads it.
 */

import { createPinia } from 'pinia'
import { createApp, defineComponent, h, shallowRef } from 'vue'
import { usePreferences } from '../../../web/shell/preferences.ts'
import { createWords, fetchWords } from '../../../web/shell/words.ts'
import '../../../web/ui/tokens.css'
import PhotoPicker from '../../../web/ui/PhotoPicker.vue'
import type { ReadyPhoto } from '../../../web/ui/photo.ts'

const PhotoPage = defineComponent(() => {
  const photo = shallowRef<ReadyPhoto | null>(null)
  const description = shallowRef('')

  async function take(chosen: ReadyPhoto | null): Promise<void> {
    photo.value = chosen
    if (chosen !== null) await fetch('/taken', { method: 'POST', body: await chosen.blob.arrayBuffer() })
  }

  return () =>
    h('main', [
      h('h1', '照片'),
      h(PhotoPicker, {
        photo: photo.value,
        'onUpdate:photo': take,
        description: description.value,
        'onUpdate:description': (words: string) => {
          description.value = words
        },
      }),
    ])
})

const pinia = createPinia()
const preferences = usePreferences(pinia)
preferences.readAddress(new URL(window.location.href))
await fetchWords('photo', preferences.language)
createApp(PhotoPage)
  .use(pinia)
  .use(await createWords(preferences.language))
  .mount('#app')
