import { photoRule } from '../../schema/catalog/photo-rule.ts'
import type { KeptPhoto } from './kept-database.ts'

/** A kept photo as a file. */
export const fileOf = ({ bytes }: Pick<KeptPhoto, 'bytes'>) => new Blob([bytes], { type: photoRule.type })

/**
 * Words and photos as one request (multipart/form-data), so that they arrive together or not at all.
 * @param part name of the part that is JSON
 */
export function partsOf(part: string, words: object, photos: readonly Pick<KeptPhoto, 'bytes'>[]): FormData {
  const form = new FormData()
  form.append(part, JSON.stringify(words))
  for (const photo of photos) form.append('photo', fileOf(photo), 'photo.webp')
  return form
}

/** Milliseconds for which a request with so many photos may be on its way: a photo takes a while on a weak network. */
export const patienceFor = (photos: readonly unknown[]) => 30_000 * (1 + photos.length)
