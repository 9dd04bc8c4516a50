import { nextTick, type Ref, ref } from 'vue'

/** What may stand in no file's name, on one system or another. */
const notInNames = /[\\/:*?"<>|\s]+/g

/**
 * The name under which a browser saves what it prints as PDF: parts with hyphens between, without what file systems
 * refuse.
 * @example fileName(['一刻钟', '千秋路社区', 'A4', '2026-11-26']) // 一刻钟-千秋路社区-A4-2026-11-26
 */
export function fileName(parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(notInNames, ' ').trim())
    .filter(Boolean)
    .join('-')
}

/** The title of the document while a file's name stands in its place. */
let ownTitle: string | null = null

function giveTitleBack(): void {
  if (ownTitle !== null) document.title = ownTitle
  ownTitle = null
}

/**
 * Prints what the page has laid out in `.sheets` (`sheets.css` leaves out everything else). Browsers take the name of a
 * PDF from the title of the document, which is lent for it until they say that they are done.
 * @param name of the file, as {@link fileName} makes it
 */
export async function printAs(name: string): Promise<void> {
  await nextTick()
  if (ownTitle === null) {
    ownTitle = document.title
    window.addEventListener('afterprint', giveTitleBack, { once: true })
  }
  document.title = name
  window.print()
}

/**
 * Whose turn it is on a page where several parts have something to print.
 * @returns whether it is this part's, and how it takes its turn, which lasts until the browser says that it is done
 */
export function usePrintTurn(): { printing: Ref<boolean>; takeTurn: () => void } {
  const printing = ref(false)
  function takeTurn(): void {
    printing.value = true
    window.addEventListener(
      'afterprint',
      () => {
        printing.value = false
      },
      { once: true },
    )
  }
  return { printing, takeTurn }
}
