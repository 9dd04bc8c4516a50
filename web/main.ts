import './places/early.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { usePlaces } from './places/store.ts'
import { router } from './router.ts'
import { useCity } from './shell/city.ts'
import { keepQuery } from './shell/kept-query.ts'
import { keepInstallEvent } from './shell/offline/install-event.ts'
import { afterFirstPage } from './shell/offline/quiet.ts'
import { resumeOutbox } from './shell/outbox-resume.ts'
import { usePreferences } from './shell/preferences.ts'
import { catchTrouble } from './shell/trouble.ts'
import { createWords } from './shell/words.ts'

keepInstallEvent()
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
// The list is what somebody came for: what may come late waits for it, where there is one.
if (router.currentRoute.value.matched.some(({ name }) => name === 'home')) await usePlaces(pinia).load()
afterFirstPage()
resumeOutbox(async () => (await import('./outbox/senders.ts')).registerSenders())
