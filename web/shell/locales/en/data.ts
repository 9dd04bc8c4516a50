import type { Translation } from '../../words.ts'
import type { data as chinese } from '../zh-CN/data.ts'

/** The page of the open data. */
export const data: Translation<typeof chinese> = {
  title: 'Open data',
  lead: 'Whatever is public here can be downloaded whole, to use and to check. No registration, no key.',
  sample: 'This is sample data: outlets, streets, residents and what they say are made up.',
  licence: {
    title: 'Licence and attribution',
    ours: 'The city’s own data are under {licence}: {words}. Please name them so:',
    others:
      'Some outlets come from elsewhere; see the field source. Those of OpenStreetMap stay under {licence} ({words}), with this attribution:',
    third: 'Please also name:',
    text: 'The licence',
    person:
      'There is no name, phone number or place of a resident in these data. Please do not use them to find out who somebody is.',
  },
  cite: {
    title: 'How to cite',
    lead: 'Name the source, the dataset, its revision and the day, so that others can check:',
    line: '{attribution}, {dataset}, revision {revision}, downloaded {day}, {address}',
  },
  check: {
    title: 'Count it yourself',
    lead: 'The published rate can be worked out from the tallies, right on this site.',
    method: 'How the rate is worked out',
    api: 'The API',
  },
  set: {
    title: 'Datasets',
    download: 'Download {format}',
    source: 'Source',
    frequency: 'Updated',
    licence: 'Licence',
    and: '; some rows ',
    dictionary: 'Dictionary ({fields} fields)',
    head: 'Also in its JSON ({fields} fields)',
    field: 'Field',
    meaning: 'Meaning',
    values: '{count} values',
    nullable: 'may be empty',
  },
  type: {
    text: 'text',
    code: 'code',
    list: 'several codes',
    integer: 'whole number',
    number: 'number',
    boolean: 'true or false',
    date: 'date',
    instant: 'instant (UTC)',
  },
  form: {
    title: 'Formats',
    csv: 'CSV: UTF-8, parted by commas, opens in Excel as it is. An empty cell is “not known” or “does not apply”; several codes are parted by blanks.',
    json: 'JSON: the same API that this site uses; other sites may read it, too. It has a revision, and is not sent again while nothing has changed.',
    geojson: 'GeoJSON: WGS-84 longitude and latitude, opens in map software as it is.',
  },
}
