// Owns what is worth saying of the end of a log: causes that its own words do not name, and what to
// do about them in a session.

/** Programs that a machine may lack, and the package of Debian's that has each. */
const PACKAGES: Record<string, string> = {
  ...{ go: 'golang-go', ruby: 'ruby', bundle: 'bundler', rackup: 'ruby-rack', jekyll: 'jekyll', hugo: 'hugo' },
  ...{ php: 'php-cli', composer: 'composer', cargo: 'cargo', rustc: 'rustc', java: 'default-jdk', mvn: 'maven' },
  ...{ make: 'make', gcc: 'build-essential', cc: 'build-essential', python3: 'python3', git: 'git' },
};
/** Those that the npm registry has. */
const FROM_NPM: Record<string, string> = {
  ...{ pnpm: 'pnpm', yarn: 'yarn', bun: 'bun', deno: 'deno', tsx: 'tsx', vite: 'vite' },
};

const NOT_FOUND =
  /(?:line \d+: |^(?:sh|bash|\/bin\/sh|env): (?:\d+: )?['‘]?)([\w.+-]+)['’]?: (?:command )?(?:not found|No such file)/;
const NO_MODULE = /No module named ['"]?([\w.]+)/;
const NO_REPOSITORY = /not a git repository|\.git can['’]t be found|\.git (?:folder|directory) (?:was )?not found/i;

/** Sentences, one for each cause. */
export function logHints(log: readonly string[]): string[] {
  const hints = new Set<string>();
  for (const line of log) {
    const program = NOT_FOUND.exec(line)?.[1];
    if (program !== undefined) hints.add(programMissing(program));
    const module = NO_MODULE.exec(line)?.[1]?.split('.')[0];
    if (module !== undefined)
      hints.add(`Python has no module \`${module}\`: name it in requirements.txt, and install that in \`setup\`.`);
    if (NO_REPOSITORY.test(line))
      hints.add(
        'Builds and sessions have no git repository: files come without .git. Let the script that asks git go on without one ' +
          '(`"prepare": "husky || true"`), or have the build clone the repository: `git` in burstflare.yaml.',
      );
  }
  return [...hints];
}

function programMissing(program: string): string {
  const needs = `This template needs \`${program}\`, and the session’s image has none:`;
  const npm = FROM_NPM[program];
  if (npm !== undefined)
    return `${needs} \`npm install --global ${npm}\` in \`setup\` installs it, and /home/dev/.local/bin and lib in \`persistedPaths\` keep it.`;
  const debian = PACKAGES[program];
  const how = debian === undefined ? '' : ` (Debian: apt-get install ${debian})`;
  return `${needs} install it in \`setup\`, or on the machine that runs BurstFlare${how}.`;
}
