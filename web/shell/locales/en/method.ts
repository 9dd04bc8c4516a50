import type { Translation } from '../../words.ts'
import type { method as chinese } from '../zh-CN/method.ts'

/** The page that works the measure out anew. */
export const method: Translation<typeof chinese> = {
  title: 'How the rate is worked out',
  lead: 'This page takes the public tallies and works the rate out anew on your device, to see whether it is the published one. You need not believe us.',
  none: 'none',
  fewer: '1 to {most}',
  unparted: 'not told apart',
  check: {
    title: 'Worked out anew',
    loading: 'Fetching and counting …',
    same: 'The same',
    sameWords: 'All {n} numbers are the published ones. Data up to {to}, revision {revision}.',
    different: 'Not the same',
    differentWords:
      '{n} of the numbers differ from the published ones; they are marked below. Please try again. If they still differ, we are wrong: tell 12345.',
    withheld: 'Too few ratings to be told',
    withheldWords:
      'The whole city has fewer than {cell} ratings. The tallies tell none of them, so that nobody is told apart, and there is nothing to work out.',
    moving: 'Somebody was rating: the two answers are not of the same moment.',
    movingWords: 'Please try again. Without network, wait until there is one.',
    again: 'Work it out again',
    partly:
      'What is marked “not told” is below {cell}, so the tallies do not have it and it cannot be compared.',
  },
  compare: {
    title: 'Published and worked out',
    what: 'Number',
    published: 'Published',
    ours: 'Worked out',
    difference: 'Difference',
    outcome: { same: 'same', different: 'not the same', withheld: 'not told' },
    rate: 'Rate',
    strictRate: '“Satisfied” and up only',
    voices: 'Ratings',
    residents: 'Residents',
    low: 'Lower bound',
    high: 'Upper bound',
    heldBack: 'Held back',
    verdict: 'Verdict',
  },
  steps: {
    title: 'Step by step',
    step: 'Step',
    how: 'How',
    result: 'Result',
  },
  step: {
    voices: 'All ratings',
    cells: '{n} cells of the tallies added up',
    satisfied: 'Satisfied ones',
    from: 'cells from “{grade}” up added up',
    rate: 'Rate p',
    weighted: '{areas} areas: sum of (weight × rate) ÷ sum of weights = {product} ÷ {weight}',
    told: 'Fewer than {cell} on one side, so that the cells do not part them: the rate that the tallies give',
    residents: 'Residents n',
    residentsHow: 'each counted once, as the tallies give it',
    interval: '{confidence} interval',
    fewPeople: 'fewer than {cell} residents: no interval',
    nobody: 'nobody has rated yet',
    verdict: 'Against {target}',
    because: {
      met: 'the lower bound {low} is at least {target}',
      not_met: 'the upper bound {high} is below {target}',
      undecided: 'the lower bound {low} is below {target}, the upper bound {high} is not',
      too_few: '{people}: below {least} residents there is no verdict',
    },
  },
  areas: {
    title: 'Rates and weights of the areas',
    open: 'Show {n} areas',
    area: 'Area',
    voices: 'Ratings',
    rate: 'Rate',
    weight: 'Weight',
    others: 'All other communities together',
  },
  rule: {
    title: 'The rules',
    voice:
      'A rating is the latest grade, of five, that one resident gave a shop or a circle. Rating again replaces it. Silence does not count as satisfied.',
    resident:
      'Residents need no account. We know only a random number in the browser, stored as a keyed hash, and not who it is.',
    rate: 'Rate = satisfied ratings ÷ all ratings of the last {days} days. The grade from which a rating counts as satisfied is a public setting; the stricter definition (“satisfied” and up) and all five grades always stand beside it.',
    complaint:
      'From its filing a complaint is a rating of “dissatisfied”, until the complainant grades how it was handled; that grade then replaces it.',
    weight:
      'Where every community has a population, communities are weighted by it, none above {cap} times the average; else all ratings are counted together.',
    interval:
      'Only some people were heard, so there is a {confidence} interval (Wilson’s). It rests on residents, not ratings, because several ratings of one person are not independent.',
    verdict:
      'All of the interval at {target} or above: met. All of it below: not met. {target} inside it: cannot tell. Below {least} residents there is no verdict.',
    held: 'Sudden bursts and floods from one network are held back and not counted; how many is public. Staff let them in or drop them, with a reason.',
    selected:
      'Residents chose to rate; they are not a sample and may not stand for everyone. Sampled surveys are shown on the page of the measure.',
  },
  privacy: {
    title: 'Do these numbers tell who spoke?',
    cells:
      'Every cell has none, or at least {cell}. What is smaller is not left blank but put together with neighbouring months, grades or communities, so that no adding or taking away gives 1 to {most}.',
    shares:
      'Weighting by population needs the rate of every community. Those that cannot be told alone are told as one number, and go together until nobody can work back to the counts.',
    remains:
      'What remains: a cell counts ratings, and one person may have several. Whoever keeps the table of every day sees one more rating come, as in the published rate itself. The grades of each community are also in the API of the measure.',
  },
  links: {
    tallies: 'Download the tallies (JSON)',
    data: 'Open data and its dictionary',
    satisfaction: 'The measure',
    api: 'The API',
  },
}
