/** A worker that does nothing but write a voice: the statements of `POST /api/ratings`, without anything before them. */

import { runBatch } from '../../worker/guard/database.ts'
import { takingStatements } from '../../worker/guard/once.ts'
import { keyedHash, randomToken } from '../../worker/guard/secret.ts'
import { voiceAsAnswer } from '../../worker/satisfaction/store.ts'
import { voiceStatements } from '../../worker/satisfaction/take-voice.ts'

export default {
  async fetch(request, env): Promise<Response> {
    const { subject, community, key } = await request.json<{
      subject: string
      community: string
      key: number
    }>()
    const now = Date.now()
    const resident = randomToken()
    const act = { resident, subject: { kind: 'outlet', id: subject } as const, now }
    const given = {
      subject: act.subject,
      grade: 4 as const,
      tags: ['attitude' as const],
      comment: null,
      via: null,
    }
    const standing = { closed: false, community, subdistrict: community.slice(0, 9) }
    const writes = voiceStatements(act, given, standing, { hash: randomToken(), key })
    const repeatable = { resident, key: randomToken(), fingerprint: await keyedHash('bench', resident) }
    const work = { nonce: randomToken(), until: new Date(now).toISOString() }
    await runBatch(env.DB, takingStatements(repeatable, now, work, { writes, answer: voiceAsAnswer(act) }))
    return new Response(null, { status: 201 })
  },
} satisfies ExportedHandler<Env>
