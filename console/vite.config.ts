// Builds the console: a static single-page app in build/, whose fallback page is 200.html.
// SvelteKit 3 takes its options here; there is no svelte.config.js.
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite';

const gateway = process.env.BURSTFLARE_URL ?? 'http://127.0.0.1:8787';
/** The SDK's source, and not what its package ships. */
const source = 'burstflare-source';
const proxied = { target: gateway, changeOrigin: false, ws: true };

// A test run builds too, with NODE_ENV=test in its environment; what is served is the production
// build all the same.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter({ pages: 'build', assets: 'build', fallback: '200.html' }),
      compilerOptions: { runes: true },
      // One more request for a page that is never opened costs less than a stale page; the Worker's
      // answer carries no version.
      version: { pollInterval: 0 },
      // Threat: script injected through any text that a session, template or account name brings
      // in. Property: nothing but our own files runs, nothing is sent anywhere but to our own
      // origin. The page's one inline script (SvelteKit's bootstrap) is named by its hash.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          // xterm writes its colours into a style element and bits-ui positions with style
          // attributes; styles run nothing.
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
          // Previews live on origins of their own, whose domain is the deployment's setting and
          // unknown to a static build.
          'frame-src': ['self', 'https:', 'http://*.localhost:*'],
        },
      },
    }),
  ],
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  build: {
    // An inlined font would need data: in font-src.
    assetsInlineLimit: 0,
    target: 'es2022',
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // What pages share would otherwise lie in a file for each set of pages, most of them
              // under 1 KB, and a request each. Each group holds all that its modules import, so
              // that no two files import each other.
              groups: [
                // SvelteKit sets its payload before it loads the rest of itself, which reads it at
                // once.
                { name: 'payload', test: /runtime.client.payload|preload-helper/, priority: 1 },
                { name: 'framework', test: /node_modules.(svelte|@sveltejs|@lucide)./, minShareCount: 2 },
                // Dialogs bring bits-ui, and come when they are opened.
                { name: 'common', test: /console.src.lib.(?!ui.(dialog|menu-popup|focus-return))/, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/runtime', '/docs', '/openapi.json', '/.burstflare'].map((path) => [path, proxied]),
    ),
  },
});
