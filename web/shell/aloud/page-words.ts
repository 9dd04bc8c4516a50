import { type Language, languages } from '../preferences.ts'
import { dialledAsSaid } from './said.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/**
 * What is not for the ear: ways through the site, what one writes into, figures to be copied, and what says so
 * (`data-unspoken`). Buttons are pressed and not read, but for those that are answers to a question.
 */
const unspoken = [
  'script',
  'style',
  'template',
  'noscript',
  'nav',
  'input',
  'textarea',
  'select',
  'code',
  'pre',
  'canvas',
  'svg:not([role="img"])',
  'button:not([aria-pressed], [role="radio"], [role="switch"])',
  '[aria-hidden="true"]',
  '[hidden]',
  '[data-unspoken]',
].join()

/** Runs on in its line, unless the page lays it out by itself. */
const phrasing = new Set(
  'A ABBR B BDI CITE DFN EM I MARK Q S SMALL SPAN STRONG SUB SUP TIME U VAR'.split(' '),
)
/** Names what follows. */
const leading = new Set(['DT', 'TH', 'TD'])
/** Belongs to what stands before it. */
const following = 'DD'

/** How much has been written of how much may be. */
const counter = /^ ?\d+ \/ \d+ ?$/

/** A stretch of text in one language. */
interface Stretch {
  text: string
  language: Language
}

const knownLanguage = (tag: string): Language | undefined =>
  languages.find((language) => language.split('-')[0] === tag.split('-')[0])

/** Collects what is read until a block ends, then makes sentences of it. */
function collector() {
  const sentences: Sentence[] = []
  let stretches: Stretch[] = []
  let nodes: Node[] = []

  function range(): Range | undefined {
    const [first, last] = [nodes[0], nodes.at(-1)]
    if (!first || !last) return undefined
    const whole = document.createRange()
    whole.setStartBefore(first)
    whole.setEndAfter(last)
    return whole
  }

  return {
    sentences,
    add(text: string, language: Language, node: Node): void {
      if (text.trim() === '') {
        this.space()
        return
      }
      const last = stretches.at(-1)
      if (last?.language === language) last.text += text
      else stretches.push({ text, language })
      nodes.push(node)
    },
    space(): void {
      const last = stretches.at(-1)
      if (last && !last.text.endsWith(' ')) last.text += ' '
    },
    /** A short pause; a number and its unit, which are often set apart, are one. */
    pause(): void {
      const last = stretches.at(-1)
      if (last && !/[\d\p{P}]\s*$/u.test(last.text)) last.text = `${last.text.trimEnd()}，`
      else this.space()
    },
    end(): void {
      const at = range()
      sentences.push(
        ...stretches.flatMap(({ text, language }) =>
          sentencesOf(text.replace(/[，\s]+$/u, ''), language, at),
        ),
      )
      stretches = []
      nodes = []
    },
  }
}

type Collector = ReturnType<typeof collector>

/** What stands in the place of a picture. */
function pictureText(element: Element): string | null {
  if (element instanceof HTMLImageElement) return element.alt
  return element.getAttribute('role') === 'img' ? (element.getAttribute('aria-label') ?? '') : null
}

function isShown(style: CSSStyleDeclaration): boolean {
  return style.display !== 'none' && style.visibility !== 'hidden'
}

function readElement(element: Element, language: Language, into: Collector): void {
  if (element.matches(unspoken)) return
  const style = getComputedStyle(element)
  if (!isShown(style)) return
  const spoken = knownLanguage(element.getAttribute('lang') ?? '') ?? language
  const isPhrase = phrasing.has(element.tagName)
  const isApart =
    isPhrase && style.display !== '' && style.display !== 'inline' && style.display !== 'contents'
  const isLeading = leading.has(element.tagName)
  if (isApart) into.pause()
  else if (!isPhrase && !isLeading && element.tagName !== following) into.end()
  const picture = pictureText(element)
  if (picture !== null) into.add(picture, spoken, element)
  else readChildren(element, spoken, into)
  if (isApart || isLeading) into.pause()
  else if (!isPhrase) into.end()
}

function readChildren(parent: Element, language: Language, into: Collector): void {
  const isClosed = parent instanceof HTMLDetailsElement && !parent.open
  const isDialled = parent.matches('a[href^="tel:"]')
  for (const child of parent.childNodes) {
    if (child instanceof Element) {
      if (!isClosed || child.tagName === 'SUMMARY') readElement(child, language, into)
    } else if (child instanceof Text && !isClosed) {
      const text = child.data.replace(/\s+/g, ' ')
      if (counter.test(text)) continue
      const said = text.replace(/\d[\d -]{3,}\d/g, (number) => dialledAsSaid(number, language))
      into.add(isDialled ? said : text, language, child)
    }
  }
}

/**
 * What a page says, in sentences, from its top to its end: what somebody hears who has it read by a screen reader, without
 * what one presses and writes into.
 * @param page the element that holds it
 * @param language in which it is written, but for what says another
 */
export function pageWords(page: Element, language: Language): Sentence[] {
  const collected = collector()
  readElement(page, language, collected)
  return collected.sentences
}
