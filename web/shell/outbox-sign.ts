import { type Component, type ShallowRef, shallowRef } from 'vue'

/** What the header shows while something waits to be sent; null for almost everybody, who never fetch it. */
export const outboxSign: ShallowRef<Component | null> = shallowRef(null)
