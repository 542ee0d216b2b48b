// Which projects of tests/fixtures/projects are started for real, what each needs of the machine
// beside Node, Python and the npm registry, and what its page shows.

export interface Project {
  name: string;
  /** Programs, and the Debian packages that have them. */
  needs: Record<string, string>;
  /** Python modules of Debian's, by their packages. */
  modules?: Record<string, string>;
  /** What the page says in a browser. */
  shows: RegExp;
}

export const STARTED: readonly Project[] = [
  { name: 'main-index', needs: {}, shows: /Hello from index\.js/ },
  { name: 'npm-workspace', needs: {}, shows: /Hello from npm-workspace/ },
  { name: 'pnpm-workspace', needs: {}, shows: /Hello from pnpm-workspace/ },
  { name: 'yarn-workspace', needs: {}, shows: /Hello from yarn-workspace/ },
  { name: 'vite-react', needs: {}, shows: /Vite/ },
  { name: 'sveltekit', needs: {}, shows: /Welcome to SvelteKit/ },
  { name: 'next', needs: {}, shows: /To get started|Next\.js/i },
  { name: 'eleventy', needs: {}, shows: /Heading/ },
  { name: 'nest', needs: {}, shows: /Hello World!/ },
  { name: 'flask', needs: {}, modules: { flask: 'python3-flask' }, shows: /Hello, World!/ },
  { name: 'flask-wsgi', needs: {}, modules: { flask: 'python3-flask' }, shows: /Hello from the shop/ },
  { name: 'django', needs: {}, modules: { django: 'python3-django' }, shows: /The install worked successfully/ },
  { name: 'go', needs: { go: 'golang-go' }, shows: /Hi there, I love/ },
  { name: 'rust', needs: { cargo: 'cargo' }, shows: /Hello from Rust/ },
  { name: 'sinatra', needs: { ruby: 'ruby-sinatra' }, shows: /Hello world!/ },
  { name: 'php', needs: { php: 'php-cli' }, shows: /Hello from PHP/ },
  { name: 'hugo', needs: { hugo: 'hugo' }, shows: /My New Hugo Site/ },
  { name: 'jekyll', needs: { jekyll: 'jekyll' }, shows: /ready to go/ },
  { name: 'mkdocs', needs: {}, modules: { mkdocs: 'mkdocs' }, shows: /Welcome to MkDocs/ },
  { name: 'procfile', needs: {}, shows: /Hello from a Procfile/ },
  { name: 'compose', needs: {}, shows: /Hello from compose/ },
];

/** Those that are not, each with its reason. */
export const LEFT: readonly [name: string, reason: string][] = [
  ['fastapi, streamlit', 'their packages come from PyPI, which the machines of this project do not reach'],
  ['rails', 'its gems come from rubygems.org, which the machines of this project do not reach'],
  ['deno', 'its generator imports from jsr.io, which the machines of this project do not reach'],
  ['angular, astro, nuxt, react-router, wrangler', 'as those of npm above, which is enough of installing'],
];
