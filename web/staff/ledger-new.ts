import { defineStore } from 'pinia'
import * as v from 'valibot'
import { reactive, toRefs } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import { type NewOutlet, NewOutletInput } from '../../schema/contract/ledger.ts'
import { readField } from './ledger-edits.ts'

/** A new outlet as it has been filled in. */
export interface NewOutletTexts {
  name: string
  type: string
  /** code of the community; empty until one is chosen, `none` for none */
  circle: string
  address: string
  phone: string
  hours: string
  position: Position | null
}

const empty = (): NewOutletTexts => ({
  name: '',
  type: '',
  circle: '',
  address: '',
  phone: '',
  hours: '',
  position: null,
})

/** What would be sent; null while something is missing or cannot be. */
export function newOutlet(texts: NewOutletTexts): NewOutlet | null {
  const read = v.safeParse(NewOutletInput, {
    name: texts.name,
    type: texts.type,
    circle: texts.circle === 'none' ? null : texts.circle,
    address: readField('address', texts.address),
    phone: readField('phone', texts.phone),
    hours: readField('hours', texts.hours),
    position: texts.position,
  })
  return read.success ? read.output : null
}

/** What is being filled in, kept when the dialog closes; sent again unchanged, it carries the same key. */
export const useNewOutlet = defineStore('new-outlet', () => {
  const texts = reactive(empty())
  let sent: { print: string; key: string } | null = null
  return {
    ...toRefs(texts),
    keyFor: (outlet: NewOutlet): string => {
      const print = JSON.stringify(outlet)
      if (sent?.print !== print) sent = { print, key: crypto.randomUUID() }
      return sent.key
    },
    clear: () => {
      Object.assign(texts, empty())
      sent = null
    },
  }
})
