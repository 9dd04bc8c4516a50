import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import type { InvitationKind, Role, StaffRole } from '../../schema/catalog/roles.ts'
import type { Area, InvitationRequest } from '../../schema/contract/account.ts'
import { answer, api } from '../shell/api.ts'

/** An outlet on a letter. */
export interface LetterOutlet {
  id: string
  name: string
  /** code of its community */
  community: string | null
}

/** A letter as it is printed. */
export interface Letter {
  kind: InvitationKind
  code: string
  until: string
  /** of a staff account */
  role: Role | null
  area: Pick<Area, 'name' | 'nameEn'> | null
  outlets: readonly LetterOutlet[]
  /** of the account that gets a new password */
  handle: string | null
}

/** Who is invited, as far as it has been filled in. */
export interface Draft {
  kind: 'outlets' | 'account'
  outlets: LetterOutlet[]
  role: StaffRole | 'auditor' | null
  area: string
}

const emptyDraft = (): Draft => ({ kind: 'outlets', outlets: [], role: null, area: '' })

/**
 * The letter that has just been made. Its code is told once and is kept here as long as its page shows, in no address
 * and no storage. The draft outlives a page, so that one can sign in again between and go on.
 */
export const useLetter = defineStore('letter', () => {
  const letter = shallowRef<Letter | null>(null)
  const draft = reactive<Draft>(emptyDraft())

  /**
   * Makes an invitation, and the letter with its code.
   * @throws ApiFailure when the worker refused, or the network failed
   */
  async function make(
    request: InvitationRequest,
    about: Partial<Pick<Letter, 'role' | 'area' | 'outlets' | 'handle'>>,
  ): Promise<void> {
    const { code, until } = await answer(api.desk.invitations.$post({ json: request }))
    letter.value = {
      kind: request.kind,
      code,
      until,
      role: null,
      area: null,
      outlets: [],
      handle: null,
      ...about,
    }
    Object.assign(draft, emptyDraft())
  }

  /** Forgets the letter and its code. */
  function forget(): void {
    letter.value = null
  }

  return { letter, draft, make, forget }
})
