/** When others were quicker with a photo. */

import { isTaken } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { isOvertaken } from '../listings/store.ts'

/** For acts on a photo that is no longer as it was read. */
export function overtaken(): ProblemError {
  return new ProblemError('changed_meanwhile', {
    detail: 'Somebody has done something about this photo since. Read it again; nothing of yours was stored.',
  })
}

/**
 * Waits for a batch that starts from a known state.
 * @throws ProblemError `changed_meanwhile` when the state was another, or something newer waits
 */
export async function orOvertaken<Result>(batch: Promise<Result>): Promise<Result> {
  return batch.catch((error) => {
    throw isOvertaken(error) || isTaken(error, 'photo.outlet') ? overtaken() : error
  })
}
