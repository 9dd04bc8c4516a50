/** Waiting, in tests, until what circles have and lack has been counted anew. */

import { vi } from 'vitest'
import { AssessmentPublic } from '../../schema/contract/assessment.ts'
import { letRevisionExpire, readAs } from './api.ts'

/** The stored assessment, outdated or not; one that is outdated is counted anew after this. */
export function assessment() {
  letRevisionExpire()
  return readAs(AssessmentPublic, '/api/assessment')
}

/** The assessment of what there is now: reads until it is counted. The clock must stand still; it is moved on. */
export async function settled() {
  return vi.waitUntil(async () => {
    const read = await assessment()
    return read.current ? read : null
  })
}
