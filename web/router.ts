import { createRouter, createWebHistory } from 'vue-router'
import { posterRating, ratedBy } from '../schema/rules/short-address.ts'
import HomePage from './places/HomePage.vue'
import { withWords } from './shell/words.ts'

/** The desk also speaks the words of accounts: of roles, and of when something was. */
const atDesk = <Page>(page: () => Promise<Page>) => withWords('accounts', withWords('desk', page))

/** Complaining speaks of photos and grades; what a case is about is counted down to. */
const forComplaining = <Page>(page: () => Promise<Page>) =>
  withWords('photo', withWords('rating', withWords('countdown', withWords('complaints', page))))

/** The pages of merchants also speak of the account, and of what waits to be sent. */
const forMerchants = <Page>(page: () => Promise<Page>) =>
  withWords('accounts', withWords('outbox', withWords('merchant', page)))

/** What everybody sees of complaints also says how long there is, and speaks of days and grades as ratings do. */
const publicCases = <Page>(page: () => Promise<Page>) =>
  withWords('rating', withWords('countdown', withWords('cases', page)))

/** An outlet's page also tells the way there, and is read aloud. */
const ofOutlet = <Page>(page: () => Promise<Page>) =>
  withWords('walking', withWords('outlet', withWords('aloud', page)))

/** What the desk does about circles speaks of levels as the page of the goals does, and stores as settings do. */
const atCircles = <Page>(page: () => Promise<Page>) => withWords('goals', withWords('settings', page))

/** Every page and its address. The first one comes with the site, because most people come for it; others follow. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/',
      name: 'home',
      component: HomePage,
      children: [
        {
          path: 'outlets/:id',
          name: 'outlet',
          component: ofOutlet(() => import('./places/OutletPage.vue')),
          props: true,
        },
      ],
    },
    {
      path: '/circles',
      name: 'circles',
      component: withWords('circles', () => import('./places/CirclesPage.vue')),
    },
    {
      path: '/circles/:code',
      name: 'circle',
      component: withWords(
        'goals',
        withWords('circles', () => import('./places/CirclePage.vue')),
      ),
      props: true,
    },
    {
      path: '/circles/:code/booklet',
      name: 'booklet',
      component: withWords('paper', () => import('./paper/BookletPage.vue')),
      props: true,
    },
    {
      path: '/goals',
      name: 'goals',
      component: withWords(
        'satisfaction',
        withWords('goals', () => import('./assessment/GoalsPage.vue')),
      ),
    },
    {
      path: '/rate/:kind(outlet|circle)/:id',
      name: 'rate',
      component: withWords('rating', () => import('./satisfaction/RatePage.vue')),
      props: true,
    },
    // The worker leads there, too; this is for who scans a poster without a network, and for posters of what is gone.
    {
      path: '/q/:id',
      redirect: ({ params: { id } }) => posterRating(ratedBy(`${id}`) ?? { kind: 'outlet', id: `${id}` }),
    },
    {
      path: '/complain',
      name: 'complain-about',
      component: withWords('complaints', () => import('./complaints/ComplainAboutPage.vue')),
    },
    {
      path: '/complain/:kind(outlet|circle)/:id',
      name: 'complain',
      component: forComplaining(() => import('./complaints/ComplainPage.vue')),
      props: true,
    },
    {
      path: '/complaints/mine',
      name: 'my-complaints',
      component: forComplaining(() => import('./complaints/MinePage.vue')),
    },
    {
      path: '/report/:id',
      name: 'report',
      component: withWords('report', () => import('./reports/ReportPage.vue')),
      props: true,
    },
    {
      path: '/new-shop',
      name: 'new-shop',
      component: withWords('newShop', () => import('./new-shop/NewShopPage.vue')),
    },
    {
      path: '/wishes',
      name: 'wishes',
      component: withWords('wishes', () => import('./wishes/NeedsPage.vue')),
    },
    {
      path: '/wishes/new',
      name: 'wish-new',
      component: withWords('wishes', () => import('./wishes/WishFormPage.vue')),
    },
    {
      path: '/wishes/:id',
      name: 'wish',
      component: withWords('wishes', () => import('./wishes/WishPage.vue')),
      props: true,
    },
    {
      path: '/outbox',
      name: 'outbox',
      component: withWords('outbox', () => import('./outbox/OutboxPage.vue')),
    },
    {
      path: '/satisfaction',
      name: 'satisfaction',
      component: withWords('satisfaction', () => import('./satisfaction/SatisfactionPage.vue')),
    },
    {
      path: '/complaints',
      name: 'complaints',
      component: publicCases(() => import('./complaints/CaseLedgerPage.vue')),
    },
    {
      path: '/complaints/case/:id',
      name: 'complaint',
      component: publicCases(() => import('./complaints/CasePage.vue')),
      props: true,
    },
    {
      path: '/complaints/chain',
      name: 'complaint-chain',
      component: publicCases(() => import('./complaints/ChainPage.vue')),
    },
    { path: '/data', name: 'data', component: withWords('data', () => import('./open/DataPage.vue')) },
    {
      path: '/method',
      name: 'method',
      component: withWords(
        'satisfaction',
        withWords('method', () => import('./open/MethodPage.vue')),
      ),
    },
    {
      path: '/about',
      name: 'about',
      component: withWords(
        'offline',
        withWords('about', () => import('./about/AboutPage.vue')),
      ),
    },
    {
      path: '/privacy',
      name: 'privacy',
      component: withWords('about', () => import('./about/PrivacyPage.vue')),
    },
    {
      path: '/accessibility',
      name: 'accessibility',
      component: withWords('about', () => import('./about/AccessibilityPage.vue')),
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: withWords('accounts', () => import('./accounts/SignInPage.vue')),
    },
    {
      path: '/account',
      name: 'account',
      component: withWords('accounts', () => import('./accounts/AccountPage.vue')),
    },
    {
      path: '/join',
      name: 'join',
      component: withWords('accounts', () => import('./accounts/JoinPage.vue')),
    },
    {
      path: '/desk',
      component: atDesk(() => import('./staff/DeskPage.vue')),
      children: [
        { path: '', name: 'desk', component: () => import('./staff/InboxPage.vue') },
        {
          path: 'complaints',
          name: 'desk-complaints',
          component: publicCases(
            withWords(
              'photo',
              withWords('deskComplaints', () => import('./staff/ComplaintsPage.vue')),
            ),
          ),
        },
        {
          path: 'new-shops',
          name: 'desk-new-shops',
          component: withWords('deskShops', () => import('./staff/ShopsPage.vue')),
        },
        {
          path: 'wishes',
          name: 'desk-wishes',
          component: withWords(
            'wishes',
            withWords('deskWishes', () => import('./staff/WishesPage.vue')),
          ),
        },
        {
          path: 'notices',
          name: 'desk-notices',
          component: withWords(
            'notices',
            withWords('deskNotices', () => import('./staff/NoticesPage.vue')),
          ),
        },
        {
          path: 'ledger',
          name: 'desk-ledger',
          component: withWords('ledger', () => import('./staff/LedgerPage.vue')),
        },
        {
          path: 'audit',
          name: 'desk-audit',
          component: withWords(
            'merchant',
            withWords('audit', () => import('./staff/AuditPage.vue')),
          ),
        },
        { path: 'accounts', name: 'desk-accounts', component: () => import('./staff/AccountsPage.vue') },
        {
          path: 'import',
          name: 'desk-import',
          component: withWords('imports', () => import('./staff/ImportPage.vue')),
        },
        { path: 'invite', name: 'desk-invite', component: () => import('./staff/InvitePage.vue') },
        {
          path: 'paper',
          name: 'desk-paper',
          component: withWords(
            'posters',
            withWords('paper', () => import('./staff/PaperPage.vue')),
          ),
        },
        { path: 'letter', name: 'desk-letter', component: () => import('./staff/LetterPage.vue') },
        {
          path: 'standard',
          name: 'desk-standard',
          component: atCircles(withWords('standard', () => import('./staff/StandardPage.vue'))),
        },
        {
          path: 'what-if',
          name: 'desk-what-if',
          component: atCircles(
            withWords(
              'wishes',
              withWords('siting', () => import('./staff/WhatIfPage.vue')),
            ),
          ),
        },
        {
          path: 'network',
          name: 'desk-network',
          component: withWords('streetNetwork', () => import('./staff/NetworkPage.vue')),
        },
        {
          path: 'settings/:part(holidays|populations|surveys|official)?',
          name: 'desk-settings',
          component: withWords(
            'satisfaction',
            withWords('settings', () => import('./staff/SettingsPage.vue')),
          ),
          props: true,
        },
      ],
    },
    {
      path: '/merchant',
      name: 'merchant',
      component: forMerchants(() => import('./merchant/MerchantPage.vue')),
    },
    {
      path: '/merchant/:id',
      name: 'listing',
      component: forMerchants(() => import('./merchant/ListingPage.vue')),
      props: true,
    },
    {
      path: '/merchant/:id/poster',
      name: 'merchant-poster',
      component: forMerchants(withWords('posters', () => import('./merchant/PosterPage.vue'))),
      props: true,
    },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./shell/MissingPage.vue') },
  ],
  // a change of the search or of a switch is not another page
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})
