import type { Translation } from '../../words.ts'
import type { about as chinese } from '../zh-CN/about.ts'

export const about: Translation<typeof chinese> = {
  title: 'About Yikezhong',
  lead: 'Within a quarter of an hour on foot: which shop is open, its phone number, whether it takes cash, whether there is a step.',
  what: {
    title: 'What this is',
    one: 'A map of everyday shops and services in {city}: groceries, breakfast, medicine, shoe repair, parcels, a doctor for small things.',
    two: 'Each community has a “convenience circle”: what can be reached from it in {reach} minutes on foot. Everybody can see what a circle has and what it lacks.',
  },
  whom: {
    title: 'Who it is for',
    one: 'For people who live here and people who visit. No account, no download; it works on phones and computers.',
    two: 'If small print is hard to read, press “Large” at the top right: text and buttons grow.',
  },
  source: {
    title: 'Where the information comes from',
    one: 'From the city’s register of outlets; names, addresses and positions are checked by its staff. Every outlet says when it was last confirmed and by whom: the merchant, staff, or residents.',
    two: 'What is not known is said to be not known. Opening hours that nobody has confirmed are “not confirmed”, never “closed”.',
    three:
      'Public holidays are those of the State Council; days that are worked in exchange for a holiday count as working days.',
    credits: 'Data of these sources is used as well:',
  },
  minutes: {
    title: 'How minutes on foot are worked out',
    streets:
      'The way is measured along the streets and walked at {standard} metres a minute. Where no streets are known it says “about”: that is an estimate, the straight distance multiplied by {factor}, because streets turn corners.',
    estimate:
      'They are an estimate. The straight distance is multiplied by {factor}, because streets turn corners, and walked at {standard} metres a minute.',
    two: 'In large print it is an older person’s pace, {elder} metres a minute.',
    three:
      'So {short} minutes are about {shortMetres} metres of street and {long} minutes about {longMetres}. Traffic lights and slopes are not counted; it may take longer.',
  },
  wrong: {
    title: 'When something is wrong',
    one: 'Press “Something wrong?” at the end of the outlet’s page; no login, and the merchant and staff check it. Or call the city hotline, 12345, with the name of the outlet and what is wrong.',
    two: 'For a dispute over a purchase, call 12315.',
    callCity: 'Call 12345',
    callConsumer: 'Call 12315',
  },
  sample: {
    title: 'This is sample data',
    one: 'Outlets, streets and people are made up, for trying things out. Please do not go looking for these shops or call their numbers. The names and codes of communities and subdistricts are real.',
  },
  open: {
    title: 'Open',
    one: 'The software is open source under the MIT licence; another city can run it with data of its own.',
    two: 'The outlets can be read through an API, without asking.',
    api: 'Read about the API',
  },
  plans: {
    '411281': {
      title: 'Where it comes from',
      one: 'In 2023 the office of Yima’s city government issued a plan for pilots (义政办〔2023〕9号): groceries, breakfast, medicine, repairs and parcels, all within 15 minutes on foot.',
      two: 'Six communities began, then the whole city: add what is missing, each circle in its own way.',
      goals: 'The plan set three goals for 2025:',
      goalExemplary:
        '60% of the communities of the main urban area have a circle of a high standard (exemplary)',
      goalBasic: '90% of the communities have one that meets the basic standard',
      goalSatisfaction: 'at least 85% of residents are satisfied',
      three:
        'The plan asks for a map of the outlets of the circles; this site is one way to make it. The text published by the city government is the one that counts.',
    },
  },
  privacy: {
    title: 'Privacy',
    lead: 'No login, no names, no record of where you are.',
    person: {
      title: 'What is not collected',
      one: 'Reading and rating take no account, no name and no phone number.',
      two: 'There is no advertising and no analytics. Reading sets no cookie. If that changes, it will be written here first.',
    },
    rating: {
      title: 'When you rate',
      cookie:
        'Opening the page for rating puts one cookie into your browser. It holds a random number and nothing else, for about {months} months. Scripts of the page cannot read it, and it is not sent along from other sites.',
      hash: 'The server does not keep this number, only a code made from it with a key (HMAC). The code tells whether two ratings came from the same browser, not who it was.',
      network:
        'Your network address is not kept. To notice floods of ratings, it is turned into a code with a key; the key is thrown away after {days} days, and then nobody can match it any more.',
      poster:
        'If you rate by the QR code of a poster, the rating is marked so. All posters of a place are the same: the mark tells neither who you are nor where you scanned it.',
      device:
        'What you have begun or could not send yet is kept in your browser, and deleted once it is sent.',
      withdraw:
        'Withdrawing erases what you wrote. The history keeps only which grade it was and what it was about.',
      report:
        'The same holds when you say that a fact is wrong. The merchant and staff read what you write; after a day nobody can tell which reports came from the same browser.',
      newShop:
        'The same when you name a new shop: staff see what you say of it, and after a day nothing tells whether two came from the same browser. The shop’s phone will be public; please give no private number.',
      wish: 'What you want and what you support is also kept by the fingerprint of those characters only, so that each counts once. Staff read your reasons before they are public. Take your support back, and it is deleted with your words. Your browser itself remembers what you support, until you clear the site’s data.',
      clear:
        'After you clear the browser’s data you can no longer change or withdraw earlier ratings, because you cannot be recognised.',
    },
    complaint: {
      title: 'When you complain',
      who: 'No account, no name, no phone number. What the server has of a complaint is its words, photos, kind and place, and not who sent it or from where; the rating that goes with it is a string of characters, too.',
      receipt:
        'The receipt code is told once, when the complaint is filed. The server keeps only what was computed from it and cannot be turned back. Whoever has the code can see the complaint. In links and QR codes it stands behind a #, which no browser sends to a server.',
      device:
        'Complaints that are not finished, with their photos, those that wait to be sent, and receipts are kept on this device and on no other. They can be removed under “My complaints” and on the page for complaining. The one that you look at is forgotten when you close the page.',
      personal:
        'What looks like a phone number, an identity number or a name is found on your own device before anything is sent, and you are asked whether to blank it. Nobody else checks it.',
      seen: 'Words and photos are seen by you and by the staff who handle the case. Whether the shop may see them, and whether they may be published, is yours to say; staff look at them before they are. Others see the kind, who is responsible, and how far it is.',
    },
    location: {
      title: 'Your location',
      one: 'Your browser asks for it only when you press “Use my location”. You can refuse and choose a community instead.',
      two: 'It is used on your device to work out distances. It is not sent to us and not kept.',
    },
    device: {
      title: 'What is kept on your device',
      one: 'So that you need not choose again, the browser remembers:',
      language: 'Chinese or English',
      elder: 'whether you use large print',
      community: 'the community you chose last',
      notices: 'which notices you do not want to see again',
      spoken: 'whether you have ever rated something',
      visits:
        'how often you have come, and whether you do not want to install the site, so as not to ask again',
      kept: 'public information as it was last fetched, to show you without network',
      sent: 'which kind of thing was sent in the last {days} days and when, never the words; “To be sent” clears it, or stops remembering',
      two: 'They are not sent to us. Clear the site’s data in your browser, and they are gone.',
    },
    server: {
      title: 'What the server sees',
      one: 'The site runs on Cloudflare’s network. As with any website, Cloudflare processes your IP address, the kind of browser, the addresses you open and the time, to bring the pages to you and to ward off attacks. It has data centres inside and outside mainland China.',
      two: 'While you only read, our own program records none of that.',
      three:
        'Searching and filtering happen on your device. What you look for is written into the address, so that you can send it to someone; when such an address is opened, the server sees it.',
    },
    elsewhere: {
      title: 'Other sites',
      embedded: 'The map is drawn from files of our own; looking at it contacts no other site.',
      remote:
        'The ground of the map comes from another site ({attribution}). When you look at the map, that site sees your IP address and which area you look at.',
      two: 'When you open Amap, Baidu, Tencent or Apple Maps to walk to an outlet, they are given the position of the outlet, not yours. From there their rules apply.',
    },
    accounts: {
      title: 'Merchants and staff',
      one: 'Residents have no account. That of a merchant or of staff is a name for the account, a role, an area and shops: no personal name, phone number or mail address. Passwords are not kept, only what is computed from them and cannot be turned back.',
      two: 'Signing in leaves a cookie in the browser; a merchant’s is over after {days} days without use. The server notes when one signed in and with what kind of browser; its owner sees that and can delete it. What is changed, and by whom, is recorded.',
    },
    shops: {
      title: 'Phone numbers, photos and replies of shops',
      one: 'The numbers shown are business numbers. A merchant who does not want one published can call 12345.',
      two: 'Before a merchant’s photo is sent, place, time and camera are taken out of it; the server refuses one that still carries them. Staff look at it before it is public. A photo that is taken back, removed or replaced is deleted after {days} days.',
      three:
        'When you change or withdraw what you wrote, the shop’s reply to it is deleted, too; no words of it stay in the history.',
    },
  },
  accessibility: {
    title: 'Accessibility',
    lead: 'Whoever cannot see well, cannot hear or cannot use a mouse should be able to use this site.',
    target: {
      title: 'The standard',
      one: 'The target is WCAG 2.2, level AA. In large print the contrast of text is higher, 7:1.',
      two: 'Every change is checked by program, which also follows a written walk-through by the keyboard alone and compares what a screen reader is told. No specialist has audited the site yet, and no resident who uses a screen reader has followed it yet.',
    },
    elder: {
      title: 'Large print',
      one: 'Press “Large” at the top right: bigger text, bigger buttons, deeper colours, fewer things at a time. It is remembered; “Standard” changes it back.',
      aloud:
        'Pages in large print have “Listen”: it reads from top to end, marks what it is reading, and reads the questions of forms, too. While it reads, “Stop reading” stays at the bottom; Esc stops as well, and so does another page or putting the phone away.',
      own: 'The voice is the phone’s own; nothing that is read is sent to anybody. Nothing goes away by itself, and nothing hurries you.',
      two: 'To let someone start in large print, send them this link:',
    },
    keyboard: {
      title: 'Keyboard only',
      one: 'Tab goes on, Shift and Tab go back, Enter opens, Esc closes. A thick outline shows where you are.',
      two: 'Tab is also the way to skip to the content when a page has opened.',
    },
    reader: {
      title: 'Screen readers',
      one: 'Everything on the map is in the list, in the same order; nothing needs the map.',
      two: 'State and type of an outlet are given in words, not only by colour and shape.',
    },
    zoom: {
      title: 'Zoom',
      one: 'At 200% or on a narrow screen the content wraps; there is no scrolling sideways. The system’s settings for dark mode, contrast and reduced motion are followed, and contrast themes of a computer work.',
    },
    limits: {
      title: 'Known limits',
      one: 'Screen readers cannot read the map itself; please use the list.',
      two: 'For many shops nobody knows yet whether there is a step. Not being marked does not mean there is none.',
      three: 'Very old browsers, from before about 2021, cannot open the site.',
      aloud:
        'Where a device has no voice for the language, there is no “Listen”. Maps, booklets, posters and the desk are not read.',
    },
    help: {
      title: 'When it does not work for you',
      one: 'Call the city hotline, 12345, and say which page it was and what went wrong. You can also just ask for the shop you need.',
      call: 'Call 12345',
    },
  },
}
