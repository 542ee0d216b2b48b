// Owns the rules for PHP: Laravel, and pages that PHP's own server serves.
import type { Project } from '../project.ts';
import { port, type Rule } from './rule.ts';

function composerOf(project: Project): { setup: string | undefined; found: string[] } {
  const needs = Object.keys(Object(project.json('composer.json', 'plain')?.require)).filter((name) =>
    name.includes('/'),
  );
  if (needs.length === 0) return { setup: undefined, found: [] };
  return { setup: 'composer install --no-interaction', found: ['composer.json: installed by the build'] };
}

export const laravelRule: Rule = {
  looksAt: 'artisan of Laravel',
  find(project) {
    if (!project.hasFile('artisan')) return undefined;
    const { setup = '', found } = composerOf(project);
    const key = '([ -f .env ] || cp .env.example .env) && php artisan key:generate';
    return {
      draft: {
        setup: [setup, key].filter((step) => step !== '').join(' && '),
        start: 'php artisan serve --host=127.0.0.1 --port=8000',
        ports: [port(8000, 'Laravel')],
      },
      found: ['artisan: Laravel’s server, on port 8000', ...found],
    };
  },
};

export const phpRule: Rule = {
  looksAt: 'public/index.php, or index.php',
  find(project) {
    // What lies beside the public folder is not for browsers.
    const folder = ['public', 'web'].find((name) => project.hasFile(`${name}/index.php`));
    if (folder === undefined && !project.hasFile('index.php')) return undefined;
    const { setup, found } = composerOf(project);
    const file = folder === undefined ? 'index.php' : `${folder}/index.php`;
    return {
      draft: {
        setup: setup ?? 'php --version',
        start: `php -S 127.0.0.1:8000${folder === undefined ? '' : ` -t ${folder}`}`,
        ports: [port(8000, 'PHP')],
      },
      found: [`${file}: served by PHP, on port 8000`, ...found],
    };
  },
};
