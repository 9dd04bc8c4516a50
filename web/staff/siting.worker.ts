/** Studies where outlets are wanted, away from the page. Whoever has waited enough ends it, and opens another. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { type Study, type StudyRoom, studyRoom } from '../../schema/rules/siting/study.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import type { SitingNews, SitingQuestion } from './siting.ts'

/** Candidates between two words on how far it has come. */
const TOLD_EACH = 10

let room: Promise<StudyRoom> | null = null
let study: Study | null = null

async function open({ url, ...city }: Extract<SitingQuestion, { kind: 'open' }>): Promise<StudyRoom> {
  if (url === null) return studyRoom({ ...city, network: null })
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the network answered ${response.status}`)
  const network = await unpackNetwork(new Uint8Array(await response.arrayBuffer()))
  return studyRoom({ ...city, network })
}

function best(
  of: Study,
  places: readonly Position[] | null,
  count: number,
  tell: (news: SitingNews<never>) => void,
) {
  const candidates = places ?? of.candidates()
  const onTried = (done: number) => {
    if (done % TOLD_EACH === 0 || done === candidates.length) {
      tell({ done, total: candidates.length })
    }
  }
  return { choice: of.best(candidates, count, onTried), candidates: candidates.length }
}

async function answerTo(question: SitingQuestion, tell: (news: SitingNews<never>) => void): Promise<unknown> {
  if (question.kind === 'open') {
    room = open(question)
    await room
    return null
  }
  const opened = await room
  if (!opened) throw new Error('no city was opened')
  if (question.kind === 'study') {
    study = opened.study(question.outlets, question.limit)
    const { unit, whole, reached } = study
    return { unit, whole, reached }
  }
  if (!study) throw new Error('no type was chosen')
  const { gains } = study
  if (question.kind === 'gains') {
    return { each: question.planned.map((one) => gains([one])), together: gains(question.planned) }
  }
  return best(study, question.candidates, question.count, tell)
}

addEventListener('message', async ({ data, ports: [port] }: MessageEvent<SitingQuestion>) => {
  try {
    port?.postMessage({ answer: await answerTo(data, (news) => port.postMessage(news)) })
  } catch (error) {
    port?.postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
})
