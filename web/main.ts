import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router.ts'
import { usePreferences } from './shell/preferences.ts'
import { createWords } from './shell/words.ts'

const pinia = createPinia()
const preferences = usePreferences(pinia)
preferences.readAddress(new URL(window.location.href))

const words = await createWords(preferences.language)
createApp(App).use(pinia).use(router).use(words).mount('#app')
