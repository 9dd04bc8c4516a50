/** Unpacks what somebody sent: small bytes can be made to unpack to more than there is memory. */

export type Packing = 'gzip' | 'deflate'

/** The stream of what is packed. To be cancelled when it is not read to its end. */
export function unpacking(packed: Uint8Array, packing: Packing): ReadableStreamDefaultReader<Uint8Array> {
  const whole: ReadableStream<Uint8Array> = new Blob([Uint8Array.from(packed)])
    .stream()
    .pipeThrough(new DecompressionStream(packing))
  return whole.getReader()
}

/**
 * @param limit bytes that it may unpack to; more are not waited for
 * @returns null when it would be more
 * @throws what the platform does for bytes that are not packed so, or are cut short
 */
export async function unpackWithin(
  packed: Uint8Array,
  packing: Packing,
  limit: number,
): Promise<Uint8Array | null> {
  const reader = unpacking(packed, packing)
  const chunks: Uint8Array[] = []
  let length = 0
  // Not "for await": browsers of some years ago cannot walk through a stream so.
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    length += step.value.length
    if (length > limit) {
      await reader.cancel()
      return null
    }
    chunks.push(step.value)
  }
  const bytes = new Uint8Array(length)
  let place = 0
  for (const chunk of chunks) {
    bytes.set(chunk, place)
    place += chunk.length
  }
  return bytes
}
