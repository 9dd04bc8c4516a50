/** What documents say before the site’s script is there, in English. */

import type { Words } from './zh-CN.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const day = (date: string) => {
  const [year, month = 1, dayOfMonth] = date.split('-').map(Number)
  return `${dayOfMonth} ${months[month - 1]} ${year}`
}
const outletsOf = (count: number) => (count === 1 ? '1 outlet' : `${count} outlets`)
const typesOf = (count: number) => (count === 1 ? '1 type' : `${count} types`)

export const words: Words = {
  locale: 'en_US',
  pick: ({ nameEn }) => nameEn,
  site: 'Yikezhong',
  siteOf: (city) => (city ? `Yikezhong ${city.nameEn}` : 'Yikezhong'),
  and: ', ',
  sentences: (parts) => parts.map((part) => (part.endsWith('.') ? part : `${part}.`)).join(' '),
  labelled: (label, text) => `${label}: ${text}`,
  day,
  days: (from, to) => (from === to ? day(from) : `${day(from)} to ${day(to)}`),
  sample: 'Sample: outlets, streets and people are made up.',
  ownName: 'English',
  boot: { opening: 'Opening…', again: 'Still nothing? Try again' },
  plain:
    'This is the plain version. To search nearby, see the map, rate or complain, use the full one: it needs JavaScript.',
  full: 'Try again',
  sections: 'Sections',
  footer: 'Footer',
  calls: { 12345: 'City hotline 12345', 12315: 'Consumer complaints 12315' },
  home: {
    title: 'The 15-minute circle',
    description: ({ nameEn }) =>
      `What is open within fifteen minutes on foot in ${nameEn}: hours, phone numbers, cash, and whether there is a step.`,
    circles: 'Outlets by community',
  },
  circles: {
    title: 'Circles',
    lead: (count) => `${count} communities, each with a 15-minute circle`,
    description: ({ nameEn }, count) =>
      `The circles of ${count} communities in ${nameEn}: which outlets they have, when they open, and their phone numbers.`,
  },
  circle: {
    title: ({ nameEn }) => `Circle of ${nameEn}`,
    description: ({ nameEn }, outlets, types) =>
      `The 15-minute circle of ${nameEn}: ${outletsOf(outlets)} of ${typesOf(types)}, with hours, phone numbers and addresses.`,
    lead: (subdistrict, outlets, types) => `${subdistrict} · ${outletsOf(outlets)}, ${typesOf(types)}`,
    none: 'No outlets on record yet.',
    centre: 'Service centre',
    changes: 'Changes (feed)',
    all: 'All communities',
  },
  outlet: {
    hours: 'Opening hours',
    closures: 'Closed',
    closedDays: (days, reason) => `closed ${days}${reason ? ` (${reason})` : ''}`,
    paused: 'closed for now',
    gone: 'closed for good',
    goneLead: 'This outlet has closed for good.',
    hoursUnknown: 'none on record; better call before you go',
    hoursAsGiven: (text) => `${text} (as given, not confirmed)`,
    phone: 'Phone',
    call: (number) => `Call ${number}`,
    noPhone: 'none on record',
    address: 'Address',
    stops: 'Stops',
    payment: 'Payment',
    access: 'Access',
    services: 'Services',
    prices: 'Published prices',
    free: 'free',
    price: (from, to, unit) => `¥${to === null ? from : `${from}–${to}`}${unit ? ` / ${unit}` : ''}`,
    confirmed: (who, date) =>
      `Confirmed by ${{ merchant: 'the shop', staff: 'staff', residents: 'residents' }[who]} on ${day(date)}`,
    unconfirmed: 'Nobody has confirmed this yet',
    circle: 'Circle',
    photo: (name) => `Photo of ${name}`,
  },
  paymentKnown: {
    cash: ['takes cash', 'no cash'],
    bank_card: ['bank cards', 'no bank cards'],
    mobile_pay: ['mobile payment', 'no mobile payment'],
  },
  paymentNames: { cash: 'Cash', bank_card: 'Bank card', mobile_pay: 'Mobile payment' },
  accessKnown: {
    step_free: ['no step at the door', 'step at the door'],
    seat: ['seats', 'no seats'],
    hearing_aid: ['hearing support', 'no hearing support'],
    sight_aid: ['support for low vision', 'no support for low vision'],
    elder_counter: ['counter for the elderly', 'no counter for the elderly'],
  },
  missing: {
    title: 'No such page',
    lead: 'The address may be wrong, or the outlet has been taken down.',
    home: 'Find outlets',
  },
  pages: {
    satisfaction: {
      title: 'Satisfaction',
      description:
        'How satisfied residents are with their circles: the definition, the sample and the interval are shown, and too few is called too few.',
    },
    goals: {
      title: 'Three goals',
      description:
        'The goals of the 15-minute circles: 60 % exemplary, 90 % basic, 85 % satisfied, and how far they are.',
    },
    complaints: {
      title: 'Complaints in public',
      description:
        'Who must answer each complaint, how far it is, and whether it is on time: for everyone to see.',
    },
    'complaint-chain': {
      title: 'Check the record of complaints',
      description:
        'Every step of a complaint stands on a chain: anyone can check that none is missing or changed.',
    },
    wishes: {
      title: 'What is needed',
      description: 'What communities lack, how many want it, and what is planned, under way or done.',
    },
    'new-shop': {
      title: 'A new shop',
      description: 'Tell us of a new shop: once checked, it stands on the map and in the list.',
    },
    data: {
      title: 'Open data',
      description:
        'Open data on outlets, circles, satisfaction and complaints: dictionary, licence, downloads.',
    },
    method: {
      title: 'The method',
      description:
        'How satisfaction is worked out, and worked out again in your own browser from the open data.',
    },
    about: {
      title: 'About',
      description: 'What Yikezhong is, where its data come from, and how to say that something is wrong.',
    },
    privacy: { title: 'Privacy', description: 'No account, and no name, phone number or position is kept.' },
    accessibility: {
      title: 'Accessibility',
      description: 'Large print, screen readers, the keyboard, high contrast: a site for everyone.',
    },
  },
}
