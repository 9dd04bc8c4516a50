/** Shapes of what people write in their own words. */

import * as v from 'valibot'
import { tidyComment } from '../rules/comment.ts'

/** Tells one thing that is wrong with a field, and not what follows from it. */
export const once = <const Schema extends v.GenericSchema>(schema: Schema): Schema =>
  v.config(schema, { abortPipeEarly: true })

/** One line of text, tidied. */
export const line = (max: number) =>
  once(
    v.pipe(
      v.string(),
      v.transform((text) => text.replace(/\s+/g, ' ').normalize('NFC').trim()),
      v.check((text) => /[^\p{C}\p{Z}]/u.test(text), 'is missing'),
      // Control characters and halves of characters are no text, and the database takes some for its end.
      v.check((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds characters that are no text'),
      v.maxLength(max, `give at most ${max} characters`),
    ),
  )

/** Text of several lines, tidied; it may be empty. */
export const paragraphs = (max: number) =>
  v.pipe(
    v.string('give a text'),
    v.transform(tidyComment),
    v.maxLength(max, `give at most ${max} characters`),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    v.regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/, 'leave out control characters'),
  )
