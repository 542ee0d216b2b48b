// Owns the rule for a folder of pages. A folder that holds code is never served as it is: its
// sources would be read by whoever opens the preview.
import { port, type Rule } from './rule.ts';

const CODE =
  /\.(py|rb|php|go|rs|java|kt|cs|ex|exs|pl|sh|sql|tsx?|jsx|vue|svelte)$|^(Dockerfile|Makefile|Procfile|Gemfile|package\.json|\.env.*)$/;

/**
 * As a file server: to this machine alone, since what a session listens on is reached through its
 * preview.
 */
const SERVE_FILES = 'python3 -m http.server 8000 --bind 127.0.0.1';

export const pagesRule: Rule = {
  looksAt: 'index.html, in a folder without code',
  find(project) {
    if (!project.hasFile('index.html') || project.names().some((name) => CODE.test(name))) return undefined;
    return {
      draft: { start: SERVE_FILES, ports: [port(8000)] },
      found: ['index.html: pages, served by Python on port 8000'],
    };
  },
};
