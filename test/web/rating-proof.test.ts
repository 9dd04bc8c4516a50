import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { proofOfWork } from '../../schema/catalog/voice-limits.ts'

const secrets = { hmacSignatureSecret: 'one', hmacKeySignatureSecret: 'two' }
let asked: number

/** Each test has a module of its own: it remembers what it has begun. */
async function fresh() {
  vi.resetModules()
  return import('../../web/shell/proof.ts')
}

beforeEach(() => {
  asked = 0
  vi.stubGlobal('fetch', async () => {
    asked += 1
    const { algorithm } = proofOfWork
    return Response.json(await createChallenge({ algorithm, cost: 10, counter: 7, deriveKey, ...secrets }))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the proof of work', () => {
  test('is one that the worker accepts, and another for each request', async () => {
    const { takeProof } = await fresh()
    const [first, second] = [await takeProof(), await takeProof()]
    const payload = JSON.parse(atob(first))
    expect(Object.keys(payload.solution).sort()).toEqual(['counter', 'derivedKey'])
    expect(await verifySolution({ ...payload, deriveKey, ...secrets })).toMatchObject({ verified: true })
    expect(first).not.toBe(second)
    expect(asked).toBe(2)
  })

  test('is begun while the person chooses, once', async () => {
    const { beginProof, takeProof } = await fresh()
    beginProof()
    beginProof()
    await takeProof()
    expect(asked).toBe(1)
  })

  test('that has grown old is solved anew', async () => {
    const { beginProof, takeProof } = await fresh()
    vi.useFakeTimers({ toFake: ['Date'] })
    beginProof()
    await vi.waitFor(() => expect(asked).toBe(1))
    vi.setSystemTime(Date.now() + proofOfWork.validFor * 1_000)
    await takeProof()
    expect(asked).toBe(2)
  })

  test('that could not be begun without network is no matter later', async () => {
    const { beginProof, takeProof } = await fresh()
    const back = globalThis.fetch
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    beginProof()
    await expect(takeProof()).rejects.toMatchObject({ kind: 'offline' })
    vi.stubGlobal('fetch', back)
    expect(await takeProof()).toMatch(/^[\w+/]+=*$/)
  })

  test('whose task never comes is given up, so that nothing waits behind it for good', async () => {
    const { beginProof, takeProof } = await fresh()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hanging = vi.fn(
      (_input: RequestInfo | URL, { signal }: RequestInit = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    vi.stubGlobal('fetch', hanging)
    beginProof()
    const taken = expect(takeProof()).rejects.toMatchObject({ kind: 'offline' })
    // the task begun while the person chose, and the one asked for in its place
    await vi.advanceTimersByTimeAsync(20_000)
    await taken
    expect(hanging).toHaveBeenCalledTimes(2)
  })
})
