/** Solves ALTCHA's proof of work beside the page, so that the page stays quick. */

import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { handler } from 'altcha-lib/workers/shared'

handler({ deriveKey })
