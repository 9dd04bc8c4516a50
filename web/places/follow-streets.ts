import { defineComponent, toRef, watch } from 'vue'
import type { Walks } from '../../schema/rules/walking/walker.ts'
import type { Asked } from './newest.ts'
import { useWalking } from './walking.ts'
import { useWalks } from './walks.ts'
import type { Walk } from './ways.ts'

/** Fetches the streets and follows them for the list. It shows nothing; it is a part because the list waits for no other. */
export default defineComponent(
  (
    props: {
      walk: Walk
      /** whether the areas that are reached are drawn */
      drawn: boolean
    },
    { emit },
  ) => {
    useWalking().load()
    const walks = useWalks(toRef(props, 'walk'), toRef(props, 'drawn'))
    watch(walks, (now) => emit('follow', now), { immediate: true, flush: 'sync' })
    return () => null
  },
  {
    props: ['walk', 'drawn'],
    emits: { follow: (_walks: Asked<Walk, Walks> | null) => true },
  },
)
