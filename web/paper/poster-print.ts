import { nextTick } from 'vue'
import { saveText } from '../shell/save-text.ts'
import type { Poster, PosterSize } from './poster.ts'
import { posterFile } from './poster-file.ts'
import { fileName, printAs } from './printing.ts'

/**
 * Prints the posters that stand in an element, once all of them have been drawn.
 * @param name of the file that a browser makes of it
 */
export async function printPosters(within: HTMLElement | null, name: string): Promise<void> {
  await nextTick()
  const pictures = within?.querySelectorAll('img') ?? []
  // What the device has no room to draw ahead, its print window draws.
  await Promise.allSettled(Array.from(pictures, (picture) => picture.decode()))
  await printAs(name)
}

/**
 * Hands a poster to the person as a file.
 * @param parts of its name, before the size
 */
export function savePoster(poster: Poster, size: PosterSize, parts: readonly string[]): void {
  const name = fileName([...parts, poster.name, size.toUpperCase()])
  saveText(posterFile(poster, size), 'image/svg+xml', `${name}.svg`)
}
