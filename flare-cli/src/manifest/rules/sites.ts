// Owns the rules for what makes a site out of texts: Hugo, Jekyll, MkDocs. `setup` names the
// version, so that a machine without the tool says so in the build and not in an app that keeps
// ending.
import { bundleOf } from './ruby.ts';
import { environmentOf } from './python.ts';
import { port, type Rule } from './rule.ts';

export const hugoRule: Rule = {
  looksAt: 'hugo.toml, or config.toml with content/ and themes/ or layouts/',
  find(project) {
    const own = project.first('hugo.toml', 'hugo.yaml', 'hugo.json', 'config/_default/hugo.toml');
    const older = project.first('config.toml', 'config.yaml');
    const isSite =
      project.has('archetypes') || (project.has('content') && (project.has('themes') || project.has('layouts')));
    const file = own ?? (older !== undefined && isSite ? older : undefined);
    if (file === undefined) return undefined;
    // Its links name the address that it thinks it has, which is not the preview's.
    const options = '--bind 127.0.0.1 --port 1313 --baseURL / --appendPort=false --disableLiveReload';
    return {
      draft: { setup: 'hugo version', start: `hugo server ${options}`, ports: [port(1313, 'Hugo')] },
      found: [`${file}: Hugo’s server, on port 1313`],
    };
  },
};

export const jekyllRule: Rule = {
  looksAt: '_config.yml, with a Gemfile that names Jekyll or with _posts/ or _layouts/',
  find(project) {
    if (!project.hasFile('_config.yml')) return undefined;
    const inGemfile = /^\s*gem\s+["'](jekyll|github-pages)["']/m.test(project.text('Gemfile'));
    if (!inGemfile && !project.has('_posts') && !project.has('_layouts')) return undefined;
    const { setup, exec, found } = inGemfile ? bundleOf(project) : { setup: undefined, exec: '', found: [] };
    return {
      draft: {
        setup: setup ?? 'jekyll --version',
        start: `${exec}jekyll serve --host 127.0.0.1 --port 4000`,
        ports: [port(4000, 'Jekyll')],
      },
      found: ['_config.yml: Jekyll’s server, on port 4000', ...found],
    };
  },
};

export const mkdocsRule: Rule = {
  looksAt: 'mkdocs.yml',
  find(project) {
    const file = project.first('mkdocs.yml', 'mkdocs.yaml');
    if (file === undefined) return undefined;
    const { setup, module, found } = environmentOf(project);
    return {
      draft: {
        setup: setup ?? `${module('mkdocs')} --version`,
        start: `${module('mkdocs')} serve --dev-addr 127.0.0.1:8000`,
        ports: [port(8000, 'MkDocs')],
      },
      found: [`${file}: MkDocs’ server, on port 8000`, ...found],
    };
  },
};
