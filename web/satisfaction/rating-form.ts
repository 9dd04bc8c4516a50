import type { VoiceWay } from '../../schema/catalog/satisfaction.ts'
import { COMMENT_MAX } from '../../schema/contract/limits.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { RatingDraft, Subject } from '../../schema/contract/rating.ts'
import { tidyComment } from '../../schema/rules/comment.ts'
import type { RatingFields } from './rating-draft.ts'

/** The characters of a comment as the worker counts them. */
export function commentLength(comment: string): number {
  return tidyComment(comment).length
}

/** The first field that keeps a form from being sent; null when it can be. */
export function faultOf({ grade, comment }: RatingFields): 'grade' | 'comment' | null {
  if (grade === null) return 'grade'
  return commentLength(comment) > COMMENT_MAX ? 'comment' : null
}

/**
 * A form as it is sent; null while no grade is chosen.
 * @param via by which way the person came to it
 */
export function ratingOf(
  { kind, id }: Subject,
  { grade, tags, comment }: RatingFields,
  via: VoiceWay | null,
): RatingDraft | null {
  if (grade === null) return null
  return { subject: { kind, id }, grade, tags: [...tags], comment: tidyComment(comment) || null, via }
}

/** A form filled in with what was said before. */
export function fieldsOf({ grade, tags = [], comment }: Omit<RatingDraft, 'subject'>): RatingFields {
  return { grade, tags: [...tags], comment: comment ?? '' }
}

/** Whether the worker found fault with a field. */
export function blames(problem: ProblemDetails | null, field: 'grade' | 'tags' | 'comment'): boolean {
  return problem?.fields?.some((told) => told.field === field || told.field.startsWith(`${field}.`)) ?? false
}
