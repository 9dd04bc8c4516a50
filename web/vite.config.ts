import { fileURLToPath } from 'node:url'
import { cloudflare } from '@cloudflare/vite-plugin'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Without it every start waits seconds for a request that an offline machine cannot make.
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false'

const root = fileURLToPath(new URL('.', import.meta.url))

/**
 * What stands before the list comes in three files: forty small ones would wait for each other on a slow network. The
 * libraries stay the same from version to version. What fetches pages names their files, and so changes with every one
 * of them; it stays in the entry, of which no page is made, so that not every page changes with it.
 */
const firstFiles = [
  { name: 'libraries', tags: ['$initial' as const], test: /\/node_modules\//, priority: 1 },
  {
    name: 'first',
    tags: ['$initial' as const],
    test: /\/(?:schema|web)\/(?!index\.html|main\.ts|router\.ts|App\.vue|places\/(?:HomePage\.vue|early\.ts))/,
  },
  { name: 'maplibre', test: /\/node_modules\/maplibre-gl\// },
]

export default defineConfig({
  root,
  publicDir: '../public',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: ['chrome94', 'safari15.4', 'firefox93'],
    // an SVG or font inside a script would have to be allowed as data: by the content security policy
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: firstFiles } } } } },
    // The worker runs in workerd, not in the old browsers that the site is built for.
    yikezhong: { build: { target: 'es2024', minify: true } },
  },
  plugins: [
    vue(),
    cloudflare({ configPath: '../wrangler.toml', persistState: { path: '../.wrangler/state' } }),
  ],
})
