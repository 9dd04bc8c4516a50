/** Reads how many people live in communities: a table of two columns, as a file or as it is pasted from a spreadsheet. */

import Papa from 'papaparse'

/** What keeps a table from being taken: the row, counted as a spreadsheet does, and what it says. */
export interface PopulationFault {
  kind: 'unknown' | 'twice' | 'number'
  row: number
  community: string
  number: string
}

export interface ReadPopulation {
  /** code of the community */
  community: string
  residents: number
}

/** All rows of a table, or the first that is wrong; a table without rows has neither. */
export interface ReadPopulations {
  populations: readonly ReadPopulation[]
  fault: PopulationFault | null
}

const peopleOf = (text: string) => Number(text.replace(/[\s,，]/g, ''))

/**
 * Reads a table of populations: a community and a number in each row, between commas or tabs. A first row of words is
 * a header.
 * @param codeOf the code of the community that a cell names; null for none
 */
export function readPopulations(text: string, codeOf: (cell: string) => string | null): ReadPopulations {
  const { data } = Papa.parse<string[]>(text, { delimiter: text.includes('\t') ? '\t' : ',' })
  const table = data
    .map(([community = '', number = ''], at) => ({
      community: community.trim(),
      number: number.trim(),
      row: at + 1,
    }))
    .filter(({ community, number }) => community !== '' || number !== '')
  const [first] = table
  if (first && !/^\d+$/.test(first.community) && Number.isNaN(peopleOf(first.number))) table.shift()
  const populations = new Map<string, ReadPopulation>()
  for (const given of table) {
    const community = codeOf(given.community)
    const residents = peopleOf(given.number)
    const fault = (kind: PopulationFault['kind']) => ({ populations: [], fault: { kind, ...given } })
    if (community === null) return fault('unknown')
    if (populations.has(community)) return fault('twice')
    if (!Number.isInteger(residents) || residents <= 0) return fault('number')
    populations.set(community, { community, residents })
  }
  return { populations: [...populations.values()], fault: null }
}
