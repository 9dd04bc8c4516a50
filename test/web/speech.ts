/** A device that speaks, in the place of one. */

import { vi } from 'vitest'

/** What the device was given to say. */
export class Utterance {
  lang = ''
  rate = 1
  voice: SpeechSynthesisVoice | null = null
  onend: (() => void) | null = null
  onerror: (() => void) | null = null
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export interface Device {
  /** everything that was said or begun, in order */
  said: Utterance[]
  /** what is being said */
  now(): Utterance | undefined
  /** the device has said what it was given */
  finish(): void
  /** the device says everything to the end; what it was given then, as texts */
  finishAll(): string[]
}

const voiceOf = (lang: string): SpeechSynthesisVoice => ({
  lang,
  localService: true,
  name: lang,
  voiceURI: lang,
  default: false,
})

/**
 * Gives this window a device that speaks. Taken away by `vi.unstubAllGlobals()`.
 * @param languages in which it has voices
 */
export function giveSpeech(languages: readonly string[] = ['zh-CN', 'en-GB']): Device {
  const said: Utterance[] = []
  let current: Utterance | undefined
  const finish = () => {
    const done = current
    current = undefined
    done?.onend?.()
  }
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance)
  vi.stubGlobal('speechSynthesis', {
    pending: false,
    get speaking() {
      return current !== undefined
    },
    getVoices: () => languages.map(voiceOf),
    addEventListener: () => undefined,
    speak(utterance: Utterance) {
      said.push(utterance)
      current = utterance
    },
    // as browsers do, it tells that what it was saying has come to nothing
    cancel() {
      const done = current
      current = undefined
      done?.onerror?.()
    },
  })
  return {
    said,
    now: () => current,
    finish,
    finishAll() {
      while (current) finish()
      return said.map(({ text }) => text)
    },
  }
}
