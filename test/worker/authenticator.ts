/** A software authenticator (W3C WebAuthn 3): makes passkeys and signs with them, and lies where a test has it lie. */

import { createHash } from 'node:crypto'
import { encodeCBOR } from '@levischuck/tiny-cbor'
import { site } from './accounts.ts'

const base64url = (bytes: ArrayBuffer | Uint8Array) =>
  Buffer.from(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)).toString('base64url')
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

/** What it says of where and how it was asked; a test may say something else. */
export interface Lie {
  origin?: string
  host?: string
  type?: string
  challenge?: string
  /** user present 1, user verified 4 */
  flags?: number
}

const PRESENT_AND_VERIFIED = 0b101
const HAS_CREDENTIAL = 0b1000000

/** A signature as WebAuthn has it: ASN.1 of the two numbers, which WebCrypto gives one after the other. */
function derOf(raw: Uint8Array): Buffer {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0)
    const significant = bytes.subarray(start < 0 ? bytes.length - 1 : start)
    const padded = (significant[0] ?? 0) > 127 ? [0, ...significant] : [...significant]
    return [2, padded.length, ...padded]
  }
  const both = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))]
  return Buffer.from([0x30, both.length, ...both])
}

export class Authenticator {
  readonly id = base64url(crypto.getRandomValues(new Uint8Array(16)))
  readonly #keys: CryptoKeyPair
  counter = 0

  private constructor(keys: CryptoKeyPair) {
    this.#keys = keys
  }

  /** A new one, with a key of its own. */
  static async make(): Promise<Authenticator> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    if (!('privateKey' in keys)) throw new Error('there is no pair of keys')
    return new Authenticator(keys)
  }

  #clientData(challenge: string, type: string, lie: Lie): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? site,
        crossOrigin: false,
      }),
    )
  }

  #data(flags: number, { host = new URL(site).hostname }: Lie): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(host), Buffer.from([flags]), counter])
  }

  /** What `navigator.credentials.create()` gives. */
  async create(challenge: string, lie: Lie = {}) {
    const raw = await crypto.subtle.exportKey('raw', this.#keys.publicKey)
    if (!(raw instanceof ArrayBuffer)) throw new Error('the key is not raw')
    const point = new Uint8Array(raw)
    const key = encodeCBOR(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point.slice(1, 33)],
        [-3, point.slice(33, 65)],
      ]),
    )
    const id = Buffer.from(this.id, 'base64url')
    const data = Buffer.concat([
      this.#data((lie.flags ?? PRESENT_AND_VERIFIED) | HAS_CREDENTIAL, lie),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      key,
    ])
    const attestation = encodeCBOR(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(data)],
      ]),
    )
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: base64url(this.#clientData(challenge, 'webauthn.create', lie)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get()` gives. */
  async get(challenge: string, lie: Lie = {}) {
    this.counter += 1
    const clientData = this.#clientData(challenge, 'webauthn.get', lie)
    const data = this.#data(lie.flags ?? PRESENT_AND_VERIFIED, lie)
    const signed = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      this.#keys.privateKey,
      Buffer.concat([data, sha256(clientData)]),
    )
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(data),
        signature: base64url(derOf(new Uint8Array(signed))),
        userHandle: null,
      },
    }
  }
}
