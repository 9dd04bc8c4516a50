/** Whole numbers as bytes: small ones take one, and a difference takes no more for being negative. */

/** Bits of a number that a byte holds; the eighth says that more follow. */
const BITS = 7
const MORE = 1 << BITS

/** Thrown for numbers that are cut short or too large to be any of ours. */
export class BadBytes extends Error {
  override name = 'BadBytes'
}

/** Bytes that grow while they are written. */
export class ByteWriter {
  #bytes = new Uint8Array(64 * 1024)
  #length = 0

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** @param value whole, from 0 to 2³² − 1 */
  count(value: number): void {
    this.#room(5)
    let rest = value
    while (rest >= MORE) {
      this.#bytes[this.#length++] = (rest & (MORE - 1)) | MORE
      rest >>>= BITS
    }
    this.#bytes[this.#length++] = rest
  }

  /** @param value whole, from −2³¹ to 2³¹ − 1: 0, −1, 1, −2, … are written as 0, 1, 2, 3, … */
  difference(value: number): void {
    this.count(((value << 1) ^ (value >> 31)) >>> 0)
  }

  /** What has been written, without the room for more. */
  written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#length + more))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** Reads what a {@link ByteWriter} wrote, and never beyond its end. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #place = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** bytes that are still to be read */
  get left(): number {
    return this.#bytes.length - this.#place
  }

  /** @throws BadBytes when fewer are left */
  raw(length: number): Uint8Array {
    if (length > this.left) throw new BadBytes()
    this.#place += length
    return this.#bytes.subarray(this.#place - length, this.#place)
  }

  /**
   * @returns whole, from 0 to 2³² − 1
   * @throws BadBytes
   */
  count(): number {
    let value = 0
    for (let shift = 0; shift < 32; shift += BITS) {
      const byte = this.#bytes[this.#place++]
      if (byte === undefined || (shift === 28 && byte > 15)) throw new BadBytes()
      value |= (byte & (MORE - 1)) << shift
      if (byte < MORE) return value >>> 0
    }
    throw new BadBytes()
  }

  /**
   * @returns whole, from −2³¹ to 2³¹ − 1
   * @throws BadBytes
   */
  difference(): number {
    const value = this.count()
    return (value >>> 1) ^ -(value & 1)
  }
}
