/** Walks the street network beside the page: the list and the map stay quick while a pin is dragged. */

import type { Position } from '../../schema/catalog/divisions.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import { type Walker, walkerOf } from '../../schema/rules/walking/walker.ts'

/** What is asked of it. Questions are answered in their order. */
export type WalkingQuestion =
  /** fetches a network; the others are about the one that was opened */
  | { kind: 'open'; url: string }
  | { kind: 'aim'; longitudes: Float64Array; latitudes: Float64Array }
  | { kind: 'walk'; from: Position; manner: Manner; wantsAreas: boolean }
  | { kind: 'way'; from: Position; to: Position; manner: Manner }

/** What it says to each question, through the port that came with it. */
export type WalkingReply<Answer> = { answer: Answer } | { failed: string }

let opened: Promise<Walker> | null = null

async function open(url: string): Promise<Walker> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the network answered ${response.status}`)
  return walkerOf(await unpackNetwork(new Uint8Array(await response.arrayBuffer())))
}

async function answerTo(question: WalkingQuestion): Promise<unknown> {
  if (question.kind === 'open') opened = open(question.url)
  const walker = await opened
  if (!walker) throw new Error('no network was opened')
  if (question.kind === 'aim') walker.aimAt(question.longitudes, question.latitudes)
  if (question.kind === 'walk') return walker.walk(question.from, question.manner, question.wantsAreas)
  if (question.kind === 'way') return walker.way(question.from, question.to, question.manner)
  return null
}

addEventListener('message', async ({ data, ports: [port] }: MessageEvent<WalkingQuestion>) => {
  try {
    port?.postMessage({ answer: await answerTo(data) })
  } catch (error) {
    port?.postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
})
