import { type Component, shallowRef } from 'vue'

/** What the header shows while something waits to be sent; null for almost everybody, who never fetch it. */
export const outboxSign = shallowRef<Component | null>(null)
