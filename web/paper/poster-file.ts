import { xmlCharacters } from '../../schema/rules/xml-text.ts'
import { ginkgo } from '../ui/ginkgo.ts'
import { type Poster, type PosterSize, type PosterText, pine, posterSizes } from './poster.ts'
import { families } from './text-width.ts'

/** A text as it may stand in XML 1.0, in an element or between double quotes: marks escaped, what is no character left out. */
export function xmlText(text: string): string {
  return xmlCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The same number in every file, without the noise of adding. */
const short = (millimetres: number) => String(Number(millimetres.toFixed(2)))

function textElement({ text, x, y, size, face, bold, colour, anchor }: PosterText): string {
  return (
    `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" font-family="${families[face]}"` +
    `${bold ? ' font-weight="700"' : ''} fill="${colour}" text-anchor="${anchor}">${xmlText(text)}</text>`
  )
}

/**
 * A poster as an SVG file that needs nothing else: text stays text, set in whatever the printer's machine has, and nothing
 * is in it that is not seen.
 * @param size of the paper; the drawing is the same, and stands in the middle of it
 */
export function posterFile({ name, texts, rules, code, mark }: Poster, size: PosterSize): string {
  const { width, height } = posterSizes[size]
  const drawn = posterSizes.a6
  const tall = (drawn.width * height) / width
  const over = (tall - drawn.height) / 2
  const box = `0 ${short(-over)} ${drawn.width} ${short(tall)}`
  const leaf = mark.width / 32
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${box}" xml:lang="zh-CN">`,
    `<title>${xmlText(name)}</title>`,
    `<path fill="#fff" d="M0 ${short(-over)}h${drawn.width}v${short(tall)}H0z"/>`,
    `<g transform="translate(${mark.x} ${mark.y}) scale(${leaf})">`,
    `<path fill="#e9a319" d="${ginkgo.leaf}"/>`,
    `<path fill="none" stroke="${pine}" stroke-width="1.8" stroke-linecap="round" d="${ginkgo.stem}"/>`,
    '</g>',
    ...rules.map(
      ({ x, y, width: long, height: thick, colour }) =>
        `<rect x="${x}" y="${y}" width="${long}" height="${thick}" fill="${colour}"/>`,
    ),
    ...texts.map(textElement),
    `<g transform="translate(${code.x} ${code.y}) scale(${code.width / code.size})">`,
    `<path fill="#000" shape-rendering="crispEdges" d="${code.path}"/>`,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** A poster's file as the address of a picture: what is seen on the screen and printed is the file itself. */
export function pictureOf(file: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(file)}`
}
