import type { Translation } from '../../words.ts'
import type { offline as chinese } from '../zh-CN/offline.ts'

export const offline: Translation<typeof chinese> = {
  none: 'No network: this is what was fetched before',
  aged: 'No network: this is from {age}',
  weak: 'The network is poor: this is from {age}',
  again: 'Fetch again',
  age: {
    now: 'a moment ago',
    minutes: '{n} minute ago | {n} minutes ago',
    hours: '{n} hour ago | {n} hours ago',
    days: '{n} day ago | {n} days ago',
  },
  update: {
    text: 'There is a new version. What you have begun is kept',
    now: 'Update',
    later: 'Later',
  },
  install: {
    title: 'On your home screen, also without network',
    line: 'On your home screen, also without network',
    now: 'Install',
    dismiss: 'No, do not ask again',
    what: 'After one visit it works without network: the map, shops, phone numbers, opening hours, minutes on foot, circles and satisfaction, as they were when last fetched. It says how long ago that was.',
    done: 'It is on your home screen.',
    android: 'Android: “Add to home screen” or “Install app” in the browser’s menu.',
    iphone: 'iPhone: open it in Safari, tap the share button, then “Add to Home Screen”.',
    wechat: 'In WeChat: tap “…” at the top right, then “Open in browser”, and go on as above.',
    kept: 'Only public information is kept on the phone, nothing about who you are or where you have been. Clear this site’s data in the browser and all of it is gone. With data saving on, only what you have looked at is kept.',
  },
}
