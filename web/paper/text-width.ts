import type { Face, TextWidth } from './text-lines.ts'

/** The families of each face, those that phones, desks and printers in China have first; every list ends generic. */
export const families: Record<Face, string> = {
  song: "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, serif",
  sans: "'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif",
  mono: 'Menlo, Consolas, DejaVu Sans Mono, monospace',
}

/** Widest of each kind of character in common faces, as a multiple of the size. */
const widest: readonly (readonly [characters: RegExp, width: number])[] = [
  [/^[ .,:;'|!ijl]$/u, 0.36],
  [/^[mwMW@%&]$/u, 1],
  [/^[A-Z]$/u, 0.8],
  [/^[\p{Script=Latin}\p{N}\p{ASCII}]$/u, 0.63],
]

/**
 * How wide a text can be in whatever face stands in for the one that is wanted: a file is also printed where the families
 * above are not installed. Chinese is as wide as it is high everywhere.
 */
export const widestText: TextWidth = (text, face, bold) =>
  [...text].reduce((sum, character) => {
    const known = widest.find(([characters]) => characters.test(character))?.[1] ?? 1
    return sum + (known < 1 && face === 'mono' ? 0.63 : known * (bold && known < 1 ? 1.06 : 1))
  }, 0)

let canvas: CanvasRenderingContext2D | null | undefined

/** How wide a text is as this browser sets it, and never less than it can be elsewhere. */
export const textWidth: TextWidth = (text, face, bold) => {
  canvas ??= document.createElement('canvas').getContext('2d')
  const least = widestText(text, face, bold)
  if (!canvas) return least
  canvas.font = `${bold ? 700 : 400} 100px ${families[face]}`
  return Math.max(least, canvas.measureText(text).width / 100)
}
