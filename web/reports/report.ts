import { type ComputedRef, computed, type Ref, ref, watch } from 'vue'
import type { ReportFact } from '../../schema/catalog/report-facts.ts'
import { reportFacts, reportRule } from '../../schema/catalog/report-facts.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import { useOutbox } from '../shell/outbox.ts'
import type { Entry } from '../shell/outbox-entry.ts'
import { beginProof } from '../shell/proof.ts'
import { keepInTab, textsLike } from '../shell/tab-draft.ts'
import { registerSenders } from './senders.ts'

/** What the form holds; no fact until the person chooses one. */
export interface ReportFields {
  fact: ReportFact | null
  right: string
}

/** What of the page shows. */
export type ReportView = 'form' | 'waiting' | 'sent'

/** What is missing from the form; null when it can be sent. */
export type ReportFault = 'fact' | 'right' | 'long' | null

/** Facts that say it all by themselves. */
const complete: readonly ReportFact[] = ['closed']

/** What keeps a form from being sent. */
export function faultOf({ fact, right }: ReportFields): ReportFault {
  const text = tidyComment(right)
  if (text.length > reportRule.most) return 'long'
  if (fact === null) return 'fact'
  return text === '' && !complete.includes(fact) ? 'right' : null
}

/** The form of what was written before. */
const formOf = ({ fact, right }: { fact: string; right: string }): ReportFields => ({
  fact: reportFacts.find(({ code }) => code === fact)?.code ?? null,
  right,
})

const isUntouched = ({ fact, right }: ReportFields) => fact === null && right.trim() === ''

/** The entry of an outlet's report in the outbox; a second one on the same outlet takes its place until it is sent. */
export const topicOf = (outlet: string) => `report/${outlet}`

/** One resident's report on one outlet: what they fill in, and what became of it. */
export function useReport(outlet: string): {
  view: ComputedRef<ReportView>
  fields: Ref<ReportFields>
  /** what waits, or was refused */
  entry: ComputedRef<Entry | undefined>
  busy: Ref<boolean>
  send: () => Promise<void>
  retry: () => Promise<void>
  drop: () => Promise<void>
  again: () => void
} {
  const outbox = useOutbox()
  const topic = topicOf(outlet)
  const fields = ref<ReportFields>({ fact: null, right: '' })
  const drafted = keepInTab(topic, fields, (kept) => formOf(textsLike({ fact: '', right: '' }, kept)))
  const busy = ref(false)
  const sent = ref(false)
  const entry = computed(() => outbox.on(topic))

  const view = computed((): ReportView => {
    if (busy.value) return 'form'
    if (entry.value?.state === 'waiting') return 'waiting'
    return sent.value && !entry.value ? 'sent' : 'form'
  })

  registerSenders()
  beginProof()
  // A database that cannot be read keeps nobody from reporting.
  void outbox
    .load()
    .catch(() => {})
    .then(() => {
      // What was refused can be mended and sent again, and what somebody is about to mend stays as they have it.
      const refused = entry.value?.kind === 'report' && entry.value.state === 'refused' ? entry.value : null
      if (refused && isUntouched(fields.value)) fields.value = formOf(refused.body)
      return outbox.flush()
    })

  watch(
    () => outbox.ended,
    (end) => {
      if (end?.topic !== topic || end.how !== 'acknowledged') return
      sent.value = true
      drafted.forget()
    },
    { flush: 'sync' },
  )

  async function dispatch(): Promise<void> {
    busy.value = true
    await outbox.sendNow()
    busy.value = false
  }

  async function send(): Promise<void> {
    const { fact, right } = fields.value
    if (busy.value || fact === null || faultOf(fields.value) !== null) return
    busy.value = true
    sent.value = false
    await outbox.put({ kind: 'report', topic, body: { outlet, fact, right: tidyComment(right) } })
    if (outbox.lasting) drafted.forget()
    await dispatch()
  }

  async function drop(): Promise<void> {
    if (entry.value) await outbox.remove(entry.value.id)
  }

  function again(): void {
    sent.value = false
    fields.value = { fact: null, right: '' }
    beginProof()
  }

  return { view, fields, entry, busy, send, retry: dispatch, drop, again }
}
