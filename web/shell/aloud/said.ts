import type { Language } from '../preferences.ts'

const figures = '零一二三四五六七八九'
/** On the telephone a one is 幺, which cannot be taken for a seven. */
const phoneFigures = `零幺${figures.slice(2)}`

/**
 * Numbers that are dialled: with an area code, of a mobile phone, and the two lines that every page names. What may not
 * stand before comes along, because Safari knows no looking back before 16.4.
 */
const dialled = /(^|\D)(0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|123[14]5)(?!\d)/g

const digitsOf = (text: string): number[] => [...text].filter((sign) => /\d/.test(sign)).map(Number)

/**
 * A telephone number, figure by figure.
 * @param number as it is written, with whatever stands between the figures
 */
export function dialledAsSaid(number: string, language: Language): string {
  const digits = digitsOf(number)
  return language === 'en' ? digits.join(' ') : digits.map((digit) => phoneFigures.charAt(digit)).join('')
}

/** A whole number from 0 to 999 in Chinese. */
function wholeInChinese(whole: number): string {
  const [hundreds, tens, ones] = [Math.floor(whole / 100), Math.floor(whole / 10) % 10, whole % 10]
  const rest = whole % 100
  const small =
    rest < 10
      ? figures.charAt(ones)
      : `${tens > 1 || hundreds > 0 ? figures.charAt(tens) : ''}十${ones > 0 ? figures.charAt(ones) : ''}`
  if (hundreds === 0) return small
  const top = `${figures.charAt(hundreds)}百`
  if (rest === 0) return top
  return rest < 10 ? `${top}零${small}` : top + small
}

/** 百分之八十六点九 for 86.9; what is over a thousand keeps its figures, which every voice can say. */
function percentInChinese(number: string): string {
  const [whole = '', part = ''] = number.split('.')
  if (whole.length > 3) return `百分之${number}`
  const after = /^0*$/.test(part)
    ? ''
    : `点${digitsOf(part)
        .map((digit) => figures.charAt(digit))
        .join('')}`
  return `百分之${wholeInChinese(Number(whole))}${after}`
}

const clockInChinese = (hour: string, minute: string): string => {
  const minutes = Number(minute)
  if (minutes === 0) return `${Number(hour)}点`
  return `${Number(hour)}点${minutes < 10 ? '零' : ''}${minutes}分`
}

/** Signs that stand for a word between numbers. */
const signs: Record<Language, readonly (readonly [RegExp, string])[]> = {
  'zh-CN': [
    [/÷/g, '除以'],
    [/×/g, '乘以'],
    [/=/g, '等于'],
    [/≥/g, '不少于'],
    [/≤/g, '不超过'],
  ],
  en: [
    [/÷/g, ' divided by '],
    [/×/g, ' times '],
    [/=/g, ' equals '],
    [/≥/g, ' at least '],
    [/≤/g, ' at most '],
  ],
}

/** From one number or time to another; a dash between words is only a pause. */
const toInChinese = /([\d点分日零一二三四五六七八九十百]) ?[–—~～-] ?(?=次日|百分之|\d)/g

function inChinese(text: string): string {
  return text
    .replace(/(\d{4})-(\d{2})-(\d{2})/g, (_all, year, month, day) => `${year}年${+month}月${+day}日`)
    .replace(/(\d{1,2}):(\d{2})(?!\d)/g, (_all, hour, minute) => clockInChinese(hour, minute))
    .replace(/(\d+(?:\.\d+)?) ?[%％]/g, (_all, number) => percentInChinese(number))
    .replace(toInChinese, '$1到')
    .replace(/ ?[·•→/] ?/g, '，')
}

const englishDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

function inEnglish(text: string): string {
  return text
    .replace(/\d{4}-[01]\d-[0-3]\d/g, (day) => englishDay.format(Date.parse(day)))
    .replace(/(\d) ?%/g, '$1 percent')
    .replace(/(\d|percent) ?[–—~-] ?(?=\d)/g, '$1 to ')
    .replace(/ ?[·•→/] ?/g, ', ')
}

/**
 * A text as somebody would say it: telephone numbers figure by figure, percentages, times of day and ranges in words,
 * signs as pauses. What a voice says right by itself stays as it is.
 */
export function asSaid(text: string, language: Language): string {
  const numbers = text
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(dialled, (_all, before, number) => before + dialledAsSaid(number, language))
  const words = language === 'en' ? inEnglish(numbers) : inChinese(numbers)
  return signs[language].reduce((said, [sign, word]) => said.replace(sign, word), words).trim()
}
