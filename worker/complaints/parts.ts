/** What comes with words: JSON, or a form of JSON and photos. */

import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { photoRule, photosOf } from '../../schema/catalog/photo-rule.ts'
import { COMPLAINT_BODY_MAX } from '../../schema/contract/limits.ts'
import { wrongBody } from '../guard/input.ts'
import { checkPhoto, type Photo } from '../guard/photo.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'

/** What was sent: the words as the contract has them, and the photos beside them. */
export interface Sent<Given> {
  given: Given
  photos: readonly Photo[]
}

/** Lets no more through than words and photos can need. */
export const partsLimit: MiddlewareHandler = bodyLimit({
  maxSize: COMPLAINT_BODY_MAX,
  onError: () => {
    throw new ProblemError('too_large', { detail: `At most ${COMPLAINT_BODY_MAX} bytes.` })
  },
})

const wrongJson = (part: string) => wrongField(part, 'give JSON')

/** Parsed JSON; what is none is told as such. */
function parsed(text: string, part: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongJson(part)
  }
}

/** A part of a form as text, whether the client calls it a file or not. */
async function textOf(entry: File | string | null, part: string): Promise<string> {
  if (entry === null) throw wrongField(part, 'is missing')
  return typeof entry === 'string' ? entry : entry.text()
}

async function photosIn(form: FormData): Promise<Photo[]> {
  const files = form.getAll('photo')
  if (files.length > photosOf.complaint) throw wrongField('photo', `at most ${photosOf.complaint} photos`)
  return Promise.all(
    files.map(async (file) => {
      if (typeof file === 'string' || file.type !== photoRule.type) {
        throw new ProblemError('unsupported_media_type', { detail: `Send photos as ${photoRule.type}.` })
      }
      return checkPhoto(new Uint8Array(await file.arrayBuffer()))
    }),
  )
}

async function unchecked(c: Context, part: string): Promise<Sent<unknown>> {
  const [type = ''] = (c.req.header('Content-Type') ?? '').split(';')
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      return { given: parsed(await c.req.text(), part), photos: [] }
    case 'multipart/form-data': {
      const form = await c.req.formData().catch(() => {
        throw wrongField(part, 'the form cannot be read')
      })
      const strange = [...form.keys()].find((name) => name !== part && name !== 'photo')
      if (strange !== undefined) throw wrongField(strange, 'there is no such part here')
      return { given: parsed(await textOf(form.get(part), part), part), photos: await photosIn(form) }
    }
    default:
      throw new ProblemError('unsupported_media_type', {
        detail: 'Send application/json, or multipart/form-data when there are photos.',
      })
  }
}

/**
 * Reads JSON, as the body or as a part of a form, and the photos beside it, each checked as `readPhoto` does it.
 * @param part name of the part that is JSON
 * @throws ProblemError `unsupported_media_type`, `too_large`, `invalid_request`, `photo_wrong` or `photo_metadata`
 */
export async function partsOf<Schema extends v.GenericSchema>(
  c: Context,
  part: string,
  schema: Schema,
): Promise<Sent<v.InferOutput<Schema>>> {
  const { given, photos } = await unchecked(c, part)
  const read = v.safeParse(schema, given)
  if (!read.success) throw wrongBody(read.issues)
  return { given: read.output, photos }
}
