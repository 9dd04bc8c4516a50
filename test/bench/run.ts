/** `npm run bench`: every measurement, one after another, each as a ratio to a reference run in the same process. */

import { assessmentBench } from './assessment.ts'
import { complaintsBench } from './complaints.ts'
import { finderBench } from './finder.ts'
import { firstListBench } from './first-list.ts'
import { hoursBench } from './hours.ts'
import { importBench } from './import.ts'
import { importBrowserBench } from './import-browser.ts'
import { ledgerBench } from './ledger.ts'
import { networkBench } from './network.ts'
import { satisfactionBench } from './satisfaction.ts'
import { throughputBench } from './throughput.ts'
import { walkingBench } from './walking.ts'

const benches = {
  hours: hoursBench,
  finder: finderBench,
  throughput: throughputBench,
  satisfaction: satisfactionBench,
  import: importBench,
  ledger: ledgerBench,
  complaints: complaintsBench,
  network: () => networkBench(),
  assessment: () => assessmentBench(),
  walking: walkingBench,
  'import at the desk': importBrowserBench,
  'first list on a slow phone': firstListBench,
}

for (const [name, bench] of Object.entries(benches)) {
  console.log(`\n${name}`)
  for (const row of await bench()) {
    console.log(
      `  ${row.name.padEnd(52)} ${row.ours.toFixed(2)} ${row.unit}, reference ${row.reference.toFixed(2)}: ratio ${row.ratio.toFixed(2)}`,
    )
  }
}
