/** What Open311 says, in English. */

import { complaintRule as rule } from '../../../schema/catalog/complaints.ts'
import type { Words } from './zh-CN.ts'

const { accept, answer, resolve } = rule.workingDays
const trade = 'Buying and selling'
const ground = 'Surroundings and facilities'

export const en: Words = {
  language: 'en',
  gap: ' ',
  comma: ', ',
  nameOf: ({ nameEn }) => nameEn,
  services: {
    price: {
      description: 'Overcharged, no price shown, or another one than was asked.',
      keywords: ['price', 'overcharged', 'marked prices'],
      group: trade,
    },
    quality: {
      description: 'Bad goods, past their date, or not what was promised.',
      keywords: ['quality', 'expired', 'counterfeit'],
      group: trade,
    },
    hygiene: {
      description: 'A shop, kitchen or stall that is not clean.',
      keywords: ['hygiene', 'dirty', 'food safety'],
      group: ground,
    },
    street: {
      description: 'A blocked pavement, vehicles in the way, rubbish at the door.',
      keywords: ['pavement', 'rubbish', 'parking'],
      group: ground,
    },
    nuisance: {
      description: 'Noise, kitchen fumes or light that disturbs.',
      keywords: ['noise', 'fumes', 'nuisance'],
      group: ground,
    },
    attitude: {
      description: 'Rudeness, refused service, refused cash.',
      keywords: ['attitude', 'cash refused'],
      group: trade,
    },
    dispute: {
      description: 'Refunds, prepaid cards, promises that were not kept.',
      keywords: ['refund', 'prepaid card', 'dispute'],
      group: trade,
    },
    facility: {
      description: 'Facilities that are broken, missing, or cannot be reached by everybody.',
      keywords: ['facility', 'broken', 'accessibility'],
      group: ground,
    },
    other: {
      description: 'Something else in a 15-minute circle.',
      keywords: ['other'],
      group: 'Something else',
    },
  },
  definition: {
    about: {
      description: `Say in description what happened, in 2 to ${rule.textMax} characters. Name, phone and e-mail are not needed and not kept; leave them out of the description, too. Name a shop by attribute[outlet], by address_id, or by an address_string that has its name; lat and long alone are about the community there and never about a shop, and the position is not kept.`,
      form: 'to be read, not filled in',
    },
    attributes: {
      outlet: {
        description:
          'Which shop: the identifier of an outlet, from /api/outlets. Empty when it is about no shop.',
        form: 'identifier of an outlet',
      },
      place: {
        description: 'Where it is, in words, when it is at no shop. It is kept: leave out where you live.',
        form: `2 to ${rule.placeMax} characters`,
      },
      merchant_may_see: {
        description: 'May the merchant read it and answer? No unless you say so.',
        form: 'yes or no',
      },
      may_publish: {
        description: 'May it be published, once staff have approved it? No unless you say so.',
        form: 'yes or no',
      },
    },
    yes: 'Yes',
    no: 'No',
  },
  discovery: {
    contact: (city, docs) => `15-minute circles of ${city}. Phone 12345 (government hotline). API: ${docs}`,
    keys: 'No key is needed. An api_key does no harm, and is not read.',
  },
  notice: `Handled by "13710": accepted within ${accept} working day, first answer within ${answer}, resolved within ${resolve}, or ${rule.complexMonths} month when complex; closed only when the complainant confirms.`,
  taken: {
    filed: (id) => `Filed as ${id}.`,
    receipt: (code, link) =>
      `Receipt code ${code}, told only this once: write it down and give it to nobody. With it you see the answers, add to the complaint, grade it or have it reopened: ${link}`,
    due: (days) =>
      `At the latest accepted on ${days.accept}, first answered on ${days.answer}, resolved on ${days.resolve}.`,
    dropped: (fields) => `Not kept: ${fields}.`,
  },
  request: {
    description: (subject, kind) =>
      `A complaint about ${subject} (${kind}). What was written is not published.`,
    circle: (name) => `the circle of ${name}`,
    due: (limit, day) => `${limit}: by the end of ${day}.`,
    late: (times) => `Late ${times} ×.`,
    reopened: (times) => `Reopened ${times} ×.`,
    complex: (reason) => `Complex, with ${rule.complexMonths} month: ${reason}.`,
    provisional: 'The limits rest on a year whose holidays are not published yet, and may move.',
    replyUntil: (day) => `The complainant may confirm or have it reopened until the end of ${day}.`,
    reopenUntil: (day) => `The complainant may have it reopened until the end of ${day}.`,
    confirmed: (grade) => `Confirmed by the complainant, who is: ${grade}.`,
    noReply: 'The complainant did not reply; closed without a grade.',
    rejected: (reason) => `Reason: ${reason}.`,
    transferred: (to, reason) => `To ${to}: ${reason}.`,
    merged: (id) => `Handled together with ${id}.`,
  },
  stages: {
    filed: 'Waiting to be accepted.',
    accepted: 'Accepted and being handled.',
    answered: 'Answered and being handled.',
    resolved: 'Resolved; the complainant has yet to confirm.',
    reopened: 'Reopened by the complainant.',
    closed: 'Closed.',
    rejected: 'Rejected.',
    transferred: 'Transferred.',
  },
  wrong: {
    service_code: 'There is no such service_code. They are listed at services.',
    lat: 'Give lat as WGS-84 latitude, together with long.',
    long: 'Give long as WGS-84 longitude, together with lat.',
    address_string: 'The address_string is too long.',
    address_id:
      'There is no such address_id. Give an outlet’s identifier, or a community’s code of 12 digits.',
    description: `Say in description what happened, in 2 to ${rule.textMax} characters.`,
    attribute: 'One of the attributes is not in the service definition.',
    outlet: 'attribute[outlet] is the identifier of no outlet here.',
    place: `Give attribute[place] in 2 to ${rule.placeMax} characters.`,
    merchant_may_see: 'attribute[merchant_may_see] is yes or no.',
    may_publish: 'attribute[may_publish] is yes or no.',
    service_request_id: 'These are too many service_request_id.',
    start_date:
      'Give start_date as date and time with offset, such as 2026-01-31T00:00:00+08:00, and not after end_date.',
    end_date: 'Give end_date as date and time with offset, such as 2026-01-31T00:00:00+08:00.',
    status: 'The status is open or closed.',
  },
  refused: {
    jurisdiction: (allowed) => `There is no such jurisdiction_id here, only ${allowed}. It may be left out.`,
    serviceMissing: 'The service_code is missing. They are listed at services.',
    request: 'There is no such service_request_id.',
    token:
      'There is no such token. Whatever is filed here has its service_request_id at once, without a token.',
    location: 'Give a location: lat and long, or address_string, or address_id.',
    outside: 'No community of this city is near this position.',
    addressUnknown:
      'The address_string names no shop or community of this city. Give the shop’s name and address, or address_id, or lat and long.',
    addressSeveral: (names) => `Several shops fit. Say which by address_id: ${names}.`,
    span: (days) => `start_date and end_date may not be more than ${days} days apart.`,
    form: 'Send application/x-www-form-urlencoded.',
    tooLarge: (most) => `This is too much: at most ${most} bytes.`,
    tooMany: (seconds) =>
      `Too much has come this way. Try again in ${seconds} seconds, or complain on the site. Nothing was stored.`,
    method: (allowed) => `This address takes only ${allowed}.`,
    address: 'There is nothing here. Addresses end in .json or .xml; begin with discovery.xml.',
    notLoaded: 'No city is loaded yet.',
    failed: 'The service failed. Try again later, or call 12345.',
  },
}
