// Owns the rules for Ruby: Rails, what Rack starts, Sinatra, and a program that opens a port.
import { portBy } from '../draft.ts';
import type { Project } from '../project.ts';
import { port, type Rule } from './rule.ts';

/** Gems go into the folder: what lies elsewhere is not the session's. */
const BUNDLE = 'bundle config set --local path vendor/bundle && bundle install';

export function bundleOf(project: Project): { setup: string | undefined; exec: string; found: string[] } {
  if (!project.hasFile('Gemfile')) return { setup: undefined, exec: '', found: [] };
  return { setup: BUNDLE, exec: 'bundle exec ', found: ['Gemfile: installed into vendor/bundle by the build'] };
}

export const railsRule: Rule = {
  looksAt: 'bin/rails',
  find(project) {
    if (!project.hasFile('bin/rails')) return undefined;
    const { setup = '', found } = bundleOf(project);
    const database = project.text('config/database.yml');
    const prepare = database.includes('sqlite3') ? ' && bin/rails db:prepare' : '';
    return {
      draft: {
        setup: `${setup}${prepare}`,
        start: 'rm -f tmp/pids/server.pid && bin/rails server -b 127.0.0.1 -p 3000',
        ports: [port(3000, 'Rails')],
      },
      found: ['bin/rails: Rails’ server, on port 3000', ...found],
      ...(prepare === '' &&
        database !== '' && { unsupported: ['config/database.yml: a session has no database server of its own'] }),
    };
  },
};

export const rackRule: Rule = {
  looksAt: 'config.ru',
  find(project) {
    if (!project.hasFile('config.ru')) return undefined;
    const { setup, exec, found } = bundleOf(project);
    return {
      draft: {
        setup: setup ?? 'rackup --version',
        start: `${exec}rackup --host 127.0.0.1 --port 9292`,
        ports: [port(9292)],
      },
      found: ['config.ru: started by rackup, on port 9292', ...found],
    };
  },
};

const PROGRAMS = ['app.rb', 'main.rb', 'server.rb', 'web.rb'];
const PORTS = [/\bset\s*\(?\s*:port\s*,\s*(\d{4,5})/, /\bPort:\s*(\d{4,5})/i, /TCPServer\.new\(?[^)\n]*?(\d{4,5})/];

export const rubyRule: Rule = {
  looksAt: 'a Ruby program of Sinatra, or one that names a port',
  find(project) {
    for (const program of PROGRAMS) {
      const source = project.text(program);
      const isSinatra = /require\s*\(?["']sinatra\b/.test(source);
      const number = portBy(source, PORTS) ?? (isSinatra ? 4567 : undefined);
      if (number === undefined) continue;
      const { setup, exec, found } = bundleOf(project);
      const what = isSinatra ? 'Sinatra' : 'a Ruby program';
      return {
        draft: {
          setup: setup ?? 'ruby --version',
          start: `${exec}ruby ${program}`,
          ports: [port(number, ...(isSinatra ? ['Sinatra'] : []))],
        },
        found: [`${program}: ${what}, on port ${number}`, ...found],
      };
    }
    return undefined;
  },
};
