/** What the device does about passkeys. The library is asked for only when somebody wants one. */

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'

const library = () => import('@simplewebauthn/browser')

/** Why a device gave no passkey: somebody thought better of it, it has one already, or it cannot. */
export class PasskeyFailure extends Error {
  readonly kind: 'left' | 'known' | 'failed'

  constructor(kind: PasskeyFailure['kind']) {
    super(kind)
    this.name = 'PasskeyFailure'
    this.kind = kind
  }
}

/** Whether this browser knows what a passkey is. WeChat's does not. */
export function knowsPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function'
}

/** Whether this browser offers passkeys in the field for the handle. */
export async function offersPasskeysInFields(): Promise<boolean> {
  if (!knowsPasskeys()) return false
  const { browserSupportsWebAuthnAutofill } = await library()
  return browserSupportsWebAuthnAutofill()
}

/**
 * Has the device sign.
 * @param options as the worker gave them
 * @param autofill waits in the field for the handle
 * @throws PasskeyFailure
 */
export async function askPasskey(options: object, autofill: boolean): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await library()
  if (!isRequest(options)) throw new PasskeyFailure('failed')
  return startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill }).catch(refuse)
}

/**
 * Has the device make a passkey.
 * @param options as the worker gave them
 * @throws PasskeyFailure
 */
export async function makePasskey(options: object): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await library()
  if (!isCreation(options)) throw new PasskeyFailure('failed')
  return startRegistration({ optionsJSON: options }).catch(refuse)
}

// The worker makes both with the same library; only what tells one from the other is looked at here.
function isRequest(options: object): options is PublicKeyCredentialRequestOptionsJSON {
  return 'challenge' in options && !('user' in options)
}

function isCreation(options: object): options is PublicKeyCredentialCreationOptionsJSON {
  return 'challenge' in options && 'user' in options
}

/** Stops waiting for a passkey, when the page that asked for one is left. */
export async function stopAsking(): Promise<void> {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

/** The names are those of the standard (WebAuthn 3, 5.1.3 and 5.1.4). */
function refuse(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  if (name === 'InvalidStateError') throw new PasskeyFailure('known')
  throw new PasskeyFailure(name === 'NotAllowedError' || name === 'AbortError' ? 'left' : 'failed')
}
