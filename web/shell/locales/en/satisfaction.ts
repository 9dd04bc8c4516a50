import type { Translation } from '../../words.ts'
import type { satisfaction as chinese } from '../zh-CN/satisfaction.ts'

/** The page of the measure against 85 %. */
export const satisfaction: Translation<typeof chinese> = {
  title: 'Satisfaction',
  heading: 'Satisfied residents in the city',
  sample: 'Sample data: the ratings are made up too.',
  target: 'Goal {target}',
  between: '{low} – {high}',
  none: 'No ratings yet',
  period: {
    label: 'Period',
    rolling: 'Last {days} days',
    quarter: 'Q{quarter} {year}',
    until: '{period}, up to {to}',
    within: '{period}, {from} to {to}',
    running: '{period}, since {from}, not over yet',
    changed: 'Now showing: {period}',
  },
  verdict: {
    met: 'Met',
    not_met: 'Not met',
    undecided: 'Cannot tell',
    too_few: 'Too few',
  },
  says: {
    met: 'The goal of {target} is met.',
    not_met: 'The goal of {target} is not met.',
    undecided: 'Whether {target} is reached cannot be told yet.',
    too_few: 'Too few ratings for a verdict.',
  },
  why: {
    met: 'Even the lowest estimate ({low}) is not below {target}.',
    not_met: 'Even the highest estimate ({high}) is below {target}.',
    undecided:
      'The lowest estimate is {low}, the highest {high}, and {target} lies between. More ratings would settle it.',
    too_few:
      'Only {n} resident has rated. A verdict takes {least}. | Only {n} residents have rated. A verdict takes {least}.',
  },
  empty: {
    says: 'Nobody has rated in this period yet.',
    why: 'Silence does not count as satisfied, so there is no number.',
    act: 'Rate a shop',
  },
  facts: {
    interval: 'Most likely between',
    strict: 'Only “{grade}” and up',
    residents: 'Residents who rated',
    voices: 'Ratings',
    byPoster: 'Of these, by a poster',
    atLeast: '{n} or more',
    under: 'fewer than {n}',
    people: '{n}',
    count: '{n}',
  },
  chart: {
    interval: 'Rate {rate}, {confidence} interval {low} to {high}, goal {target}.',
    tooFew: 'Too few ratings, for orientation only.',
  },
  communities: {
    title: 'Communities',
    lead: 'The bar is the rate, from 0 to 100%. The bracket is the {confidence} interval, the upright line the goal of {target}. Below {least} residents it is dashed, for orientation only, and comes last.',
    name: 'Community',
    rate: 'Rate',
    chart: 'Chart of the rate',
    residents: 'Residents',
    verdict: 'Against {target}',
    people: '{n} resident | {n} residents',
    interval: 'interval {low} to {high}',
    all: 'Show all {n} communities',
    fewer: 'Only the first {n}',
    sorted: 'Sorted by: {column}',
    nobody: 'No community has ratings in this period yet.',
  },
  grades: {
    title: 'Five grades',
    lead: '“{grade}” and up counts as satisfied: {rate}.',
    strict: 'Only “{grade}” and up: {rate}.',
    weighted: 'The rate above is weighted by population, so these percentages do not add up to it.',
    hatched: 'Hatched bars do not count as satisfied.',
    grade: 'Grade',
    voices: 'Ratings',
    share: 'Share',
  },
  trend: {
    title: 'The last {months} months',
    lead: 'Each month counts its own ratings only, so the intervals are wider than above. The last month is not over.',
    image:
      'The rate month by month; the latest month with ratings is {month}, {rate}. The numbers are in the table below.',
    table: 'Show the numbers',
    month: 'Month',
    rate: 'Rate',
    interval: 'Interval',
    residents: 'People',
    running: 'not over',
    full: '{least} residents or more',
    tooFew: 'below {least}, for orientation only',
    range: '{confidence} interval',
    nobody: 'No ratings in the last {months} months yet.',
  },
  surveys: {
    title: 'Sampled surveys',
    lead: 'Surveys are entered by staff and asked people who were drawn by lot or quota. Beside what residents say of their own accord, each checks the other.',
    none: 'No survey has been entered yet. Once there is one, it is shown beside the residents’ own ratings.',
    ours: 'Residents’ own ratings',
    source: 'Source',
    rate: 'Rate',
    interval: 'Interval',
    people: 'People',
  },
  method: {
    title: 'How it is counted',
    rate: 'rate = ({grades}) ÷ all ratings',
    plus: ' + ',
    latest:
      'Of each resident only the latest rating of a shop or a circle counts. Silence does not count as satisfied.',
    pooled: 'Populations have not been loaded: the ratings of all communities are counted together.',
    population:
      'Weighted by population: larger communities weigh more, none more than {cap} times the average.',
    interval:
      'Only some people were heard, hence the interval. With the rate p, n residents, and z the two-sided {confidence} quantile of the normal distribution:',
    verdict:
      'All of the interval at {target} or above: met. All of it below: not met. {target} inside it: cannot tell. Below {least} residents there is no verdict.',
    open: 'Open data, to check it yourself',
  },
  held: {
    title: 'Held back',
    none: 'No ratings are held back. Sudden bursts, and floods from one network, would be.',
    count: '{count} held back',
    what: 'They came in a sudden burst, or in a flood from one network, and are not counted yet. Staff look at them and let them in or drop them, with a reason.',
    extremes: 'If all were satisfied the rate would be {high}. If none, {low}.',
    weighted:
      'The rate is weighted by population, so how far they could move it depends on the community; the two extremes are not given.',
  },
  caveat: {
    title: 'Keep in mind',
    selected:
      'Residents chose to rate; they are not a sample. Those who like to rate may not stand for everyone.',
    poster:
      'Some ratings come by posters in shops and service centres. Merchants and staff put them up: where, and before whose eyes, is not known, nor how many saw one and did not rate. They are told in steps of {n}, so that nobody is found out.',
    device: 'Nobody logs in: one browser is one resident. On another phone the same person counts again.',
  },
}
