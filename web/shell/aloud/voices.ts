import { type ShallowRef, shallowRef } from 'vue'
import type { Language } from '../preferences.ts'

/** What a voice says it speaks, best first. Cantonese (zh-HK, yue) is another language. */
const spokenTags: Record<Language, readonly RegExp[]> = {
  'zh-CN': [
    /^(?:zh|cmn)(?:-hans)?-cn/,
    /^(?:zh|cmn)(?:-hans)?$/,
    /^(?:zh|cmn)-(?:hans|sg)/,
    /^(?:zh|cmn)(?:-hant)?-tw/,
  ],
  en: [/^en-gb/, /^en/],
}

/**
 * The voice for a language, or null where the device has none. Only voices that speak on the device itself: others send what
 * they read to somebody.
 * @param voices what the device offers
 */
export function voiceFor(
  language: Language,
  voices: readonly SpeechSynthesisVoice[],
): SpeechSynthesisVoice | null {
  const own = voices.filter(({ localService }) => localService)
  // Android writes zh_CN
  const tagOf = ({ lang }: SpeechSynthesisVoice) => lang.replaceAll('_', '-').toLowerCase()
  const ranked = spokenTags[language].flatMap((tag) => own.filter((voice) => tag.test(tagOf(voice))))
  return ranked[0] ?? null
}

/** The device's speech, or null where it has none. */
export function speech(): SpeechSynthesis | null {
  return 'speechSynthesis' in window ? window.speechSynthesis : null
}

const voices = shallowRef<readonly SpeechSynthesisVoice[]>([])
let listening: SpeechSynthesis | null = null

/** The voices of the device. Browsers tell them a moment after they are asked for the first time. */
export function useVoices(): ShallowRef<readonly SpeechSynthesisVoice[]> {
  const device = speech()
  const listen = () => {
    voices.value = device?.getVoices() ?? []
  }
  if (device !== listening) {
    listening = device
    listen()
    device?.addEventListener?.('voiceschanged', listen)
  }
  return voices
}
