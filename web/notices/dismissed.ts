import { shallowRef } from 'vue'
import type { Notice } from '../../schema/contract/notice.ts'

const key = 'yikezhong.notices'
/** The most that are remembered; who has dismissed more has forgotten the first. */
const MOST = 40

/** A notice whose words have changed since is told again. */
const printOf = ({ id, version }: Pick<Notice, 'id' | 'version'>) => `${id} ${version}`

function recall(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** The notices that somebody does not want to see above the list any more; kept in this browser. */
export function useDismissed(): {
  isDismissed: (notice: Pick<Notice, 'id' | 'version'>) => boolean
  dismiss: (notice: Pick<Notice, 'id' | 'version'>) => void
} {
  const dismissed = shallowRef(recall())
  return {
    isDismissed: (notice) => dismissed.value.includes(printOf(notice)),
    dismiss: (notice) => {
      dismissed.value = [...dismissed.value, printOf(notice)].slice(-MOST)
      try {
        localStorage.setItem(key, JSON.stringify(dismissed.value))
      } catch {
        // Then it is away as long as the page is open.
      }
    },
  }
}
