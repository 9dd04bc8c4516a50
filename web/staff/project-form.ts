import * as v from 'valibot'
import { type ProjectNeed, type ProjectState, projectStateCodes } from '../../schema/catalog/wishes.ts'
import { type Project, type ProjectDraft, ProjectInput } from '../../schema/contract/wish.ts'

/** A project as it is filled in. */
export interface ProjectFields {
  state: ProjectState
  unit: string
  by: string
  result: string
  reason: string
}

/** What can be missing from it, in the order of the form. */
export const projectNeeds: readonly ProjectNeed[] = ['unit', 'by', 'result', 'reason']

/** The form as it begins: as the project is, or proposed. */
export function fieldsOf(project: Project | null): ProjectFields {
  return {
    state: project?.state ?? 'proposed',
    unit: project?.unit ?? '',
    by: project?.by ?? '',
    result: project?.result ?? '',
    reason: project?.reason ?? '',
  }
}

/** What would become of the form: the project, and what keeps it from being one. */
export function readProject({ state, unit, by, result, reason }: ProjectFields): {
  project: ProjectDraft | null
  wrong: ReadonlySet<ProjectNeed>
} {
  // Declined, nobody sees to it by any day; otherwise there is nothing to give a reason for.
  const draft: ProjectDraft =
    state === 'declined'
      ? { state, unit: null, by: null, result: null, reason: reason.trim() || null }
      : { state, unit: unit || null, by: by || null, result: result.trim() || null, reason: null }
  const read = v.safeParse(ProjectInput, draft)
  if (read.success) return { project: draft, wrong: new Set() }
  const named = read.issues.map((issue) => v.getDotPath(issue))
  return { project: null, wrong: new Set(projectNeeds.filter((need) => named.includes(need))) }
}

/** The state with this code, or none. */
export function stateOf(code: string): ProjectState | null {
  return projectStateCodes.find((state) => state === code) ?? null
}
