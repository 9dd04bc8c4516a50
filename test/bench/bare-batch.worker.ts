/** A worker that does nothing but write a voice: the statements of `POST /api/ratings`, without anything before them. */

import { runBatch } from '../../worker/guard/database.ts'
import { keyedHash, randomToken } from '../../worker/guard/secret.ts'
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
    await runBatch(
      env.DB,
      voiceStatements(
        { resident, subject: { kind: 'outlet', id: subject }, now },
        { subject: { kind: 'outlet', id: subject }, grade: 4, tags: ['attitude'], comment: null },
        { closed: false, community, subdistrict: community.slice(0, 9) },
        { hash: randomToken(), key },
        { nonce: randomToken(), until: new Date(now).toISOString() },
        { resident, key: randomToken(), fingerprint: await keyedHash('bench', resident) },
      ),
    )
    return new Response(null, { status: 201 })
  },
} satisfies ExportedHandler<Env>
