import { defineAsyncComponent } from 'vue'
import { withWords } from '../shell/words.ts'

/** The map on which staff set a pin (`map/PinMap.vue`), with its words. Its code is large: it comes when it is used. */
export const PinMap = defineAsyncComponent(
  withWords(
    'map',
    withWords('pin', () => import('../map/PinMap.vue')),
  ),
)
