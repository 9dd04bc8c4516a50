/** What those who keep a listing send, as it waits in the outbox. */

import type { FormEdit, FormField, SomeForms } from './listing-form.ts'

/** Whose it is: it goes out when that account is signed in, and never as somebody else's. */
export interface ByKeeper {
  /** of the outlet */
  listing: string
  /** what the outlet was called */
  name: string
  /** handle of the account */
  by: string
}

/** One field of a listing, as somebody wants it. */
export interface FieldChange extends ByKeeper {
  field: FormField
  /** what is sent: this field and nothing else */
  edit: FormEdit
  /** what was typed, so that it can be changed again */
  forms: SomeForms
  /** the state that it starts from, for `If-Match` */
  version: string
  /** values that it may take the place of: what it was typed over, and what went out of it before (`printOf`) */
  bases: readonly string[]
}

/** That a listing is right as it is. */
export type Confirmed = ByKeeper

/** A reply to a comment: `to` are the words that it answers. */
export interface ReplyToSend extends ByKeeper {
  voice: string
  to: string
  text: string
}

/** Words to a complaint. */
export interface ResponseToSend extends ByKeeper {
  case: string
  text: string
}

/**
 * The entry of a field in the outbox: what is said of it later takes its place, but for what another account (`by`) has left
 * on this device.
 */
export const changeTopic = (by: string, listing: string, field: FormField) =>
  `change/${by}/${listing}/${field}`
/** Whoever says that all is right, it is one thing to say. */
export const confirmationTopic = (listing: string) => `confirmation/${listing}`
export const replyTopic = (by: string, voice: string) => `reply/${by}/${voice}`
export const responseTopic = (by: string, of: string) => `response/${by}/${of}`
