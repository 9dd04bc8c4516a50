import { readonly, shallowRef } from 'vue'
import type { Sentence } from './sentences.ts'
import { speech, useVoices, voiceFor } from './voices.ts'

/** A little slower than people speak: for ears that are no longer young. */
const RATE = 0.9

/** The name under which the style sheet finds what is being read (`::highlight(aloud)`). */
const MARK = 'aloud'

const isReading = shallowRef(false)
const hasFailed = shallowRef(false)

/** Whether something is being read. There is one voice, so there is one reading. */
export const reading = readonly(isReading)
/** Whether the last reading ended because the device could not speak. */
export const failed = readonly(hasFailed)

/** Which reading it is; what belongs to an earlier one has nothing to say any more. */
let turn = 0
/** Chrome forgets to tell the end of what nobody holds on to. */
let held: SpeechSynthesisUtterance | null = null
/** Where the keyboard was when reading began. */
let begunFrom: Element | null = null

function mark(at: Range | undefined): void {
  if (!('highlights' in CSS)) return
  if (at) CSS.highlights.set(MARK, new Highlight(at))
  else CSS.highlights.delete(MARK)
}

function end(): void {
  turn += 1
  held = null
  isReading.value = false
  document.documentElement.removeAttribute('data-reading')
  mark(undefined)
}

/** Ends what is being read. */
export function stopReading(): void {
  if (!isReading.value) return
  end()
  speech()?.cancel()
}

/** Gives the keyboard back to where it was when reading began. */
export function returnFocus(): void {
  if (begunFrom instanceof HTMLElement && begunFrom.isConnected) begunFrom.focus()
}

/** What has left the page meanwhile is not read: it was answered, or something else has come in its place. */
const stands = ({ at }: Sentence): boolean => at === undefined || at.startContainer.isConnected

function say(sentences: readonly Sentence[], device: SpeechSynthesis, mine: number): void {
  const [sentence, ...rest] = sentences
  if (!sentence) {
    end()
    return
  }
  const voice = voiceFor(sentence.language, useVoices().value)
  if (!voice || !stands(sentence)) {
    say(rest, device, mine)
    return
  }
  const words = new SpeechSynthesisUtterance(sentence.text)
  words.lang = voice.lang
  words.voice = voice
  words.rate = RATE
  words.onend = () => {
    if (mine === turn) say(rest, device, mine)
  }
  words.onerror = () => {
    if (mine !== turn) return
    end()
    hasFailed.value = true
  }
  held = words
  mark(sentence.at)
  device.speak(held)
}

/**
 * Reads sentences aloud, in the place of what is being read. To be called while a click is handled: phones do not speak
 * otherwise. Sentences in a language for which the device has no voice are left out.
 */
export function read(sentences: readonly Sentence[]): void {
  const device = speech()
  if (!device) return
  stopReading()
  // What another page of this site has left unsaid would come first.
  if (device.speaking || device.pending) device.cancel()
  hasFailed.value = false
  begunFrom = document.activeElement
  isReading.value = true
  document.documentElement.setAttribute('data-reading', '')
  turn += 1
  say(sentences, device, turn)
}
