import type { about } from './about.ts'
import type { accounts } from './accounts.ts'
import type { aloud } from './aloud.ts'
import type { audit } from './audit.ts'
import type { cases } from './cases.ts'
import type { circles } from './circles.ts'
import type { complaints } from './complaints.ts'
import type { countdown } from './countdown.ts'
import type { data } from './data.ts'
import type { desk } from './desk.ts'
import type { deskComplaints } from './desk-complaints.ts'
import type { deskNotices } from './desk-notices.ts'
import type { deskShops } from './desk-shops.ts'
import type { deskWishes } from './desk-wishes.ts'
import type { dialogs } from './dialogs.ts'
import type { goals } from './goals.ts'
import type { imports } from './import.ts'
import type { ledger } from './ledger.ts'
import type { map } from './map.ts'
import type { merchant } from './merchant.ts'
import type { merchantComplaints } from './merchant-complaints.ts'
import type { method } from './method.ts'
import type { newShop } from './new-shop.ts'
import type { notices } from './notices.ts'
import type { offline } from './offline.ts'
import type { outbox } from './outbox.ts'
import type { outlet } from './outlet.ts'
import type { paper } from './paper.ts'
import type { photo } from './photo.ts'
import type { pin } from './pin.ts'
import { places } from './places.ts'
import type { posters } from './posters.ts'
import type { rating } from './rating.ts'
import type { report } from './report.ts'
import type { satisfaction } from './satisfaction.ts'
import type { settings } from './settings.ts'
import { shell } from './shell.ts'
import type { siting } from './siting.ts'
import type { standard } from './standard.ts'
import type { storefront } from './storefront.ts'
import type { streetNetwork } from './street-network.ts'
import type { walking } from './walking.ts'
import type { wishes } from './wishes.ts'

/** What comes with the site. The texts of other pages come with them (`words.ts`). */
export const messages = { shell, places }
export type FirstMessages = typeof messages

/** Every text there is. */
export type Messages = FirstMessages & {
  about: typeof about
  accounts: typeof accounts
  map: typeof map
  offline: typeof offline
  outbox: typeof outbox
  outlet: typeof outlet
  paper: typeof paper
  photo: typeof photo
  pin: typeof pin
  ledger: typeof ledger
  dialogs: typeof dialogs
  goals: typeof goals
  imports: typeof imports
  desk: typeof desk
  deskComplaints: typeof deskComplaints
  merchantComplaints: typeof merchantComplaints
  merchant: typeof merchant
  method: typeof method
  posters: typeof posters
  rating: typeof rating
  aloud: typeof aloud
  audit: typeof audit
  cases: typeof cases
  countdown: typeof countdown
  data: typeof data
  circles: typeof circles
  complaints: typeof complaints
  deskNotices: typeof deskNotices
  deskShops: typeof deskShops
  deskWishes: typeof deskWishes
  newShop: typeof newShop
  notices: typeof notices
  report: typeof report
  satisfaction: typeof satisfaction
  settings: typeof settings
  siting: typeof siting
  standard: typeof standard
  storefront: typeof storefront
  streetNetwork: typeof streetNetwork
  walking: typeof walking
  wishes: typeof wishes
}
