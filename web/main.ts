import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router.ts'
import { useCity } from './shell/city.ts'
import { keepQuery } from './shell/kept-query.ts'
import { resumeOutbox } from './shell/outbox-resume.ts'
import { usePreferences } from './shell/preferences.ts'
import { catchTrouble } from './shell/trouble.ts'
import { createWords } from './shell/words.ts'

const pinia = createPinia()
const preferences = usePreferences(pinia)
preferences.readAddress(new URL(window.location.href))
void useCity(pinia).load()

const app = createApp(App).use(pinia)
keepQuery(router, preferences)
catchTrouble(app, router)
// The router begins to fetch the first page as soon as it is used, while the words may still be on their way.
app.use(router)
app.use(await createWords(preferences.language))
app.mount('#app')
await router.isReady()
resumeOutbox(async () => {
  const senders = await Promise.all([
    import('./satisfaction/senders.ts'),
    import('./reports/senders.ts'),
    import('./new-shop/senders.ts'),
    import('./complaints/senders.ts'),
    import('./wishes/senders.ts'),
  ])
  for (const { registerSenders } of senders) registerSenders()
})
