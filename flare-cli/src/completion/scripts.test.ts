import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scriptFor } from './scripts.ts';
import { placesOf } from './words.ts';

const flags = {
  state: {
    name: 'state',
    type: 'option' as const,
    options: ['running', 'sleeping'],
    description: 'Only these\nand more',
  },
  watch: { name: 'watch', type: 'boolean' as const, char: 'w' as const, allowNo: false, summary: "Don't stop" },
};
const commands = [
  { id: 'session:list', aliases: ['ls'], summary: 'List sessions', flags },
  { id: 'session:stop', aliases: [], summary: 'Stop sessions', flags: {} },
  { id: 'up', aliases: [], summary: 'Go', flags: {} },
] as unknown as Parameters<typeof placesOf>[0]; // what of a command is looked at
const topics = [{ name: 'session', description: 'Sessions' }, { name: 'session:list' }];
const places = placesOf(commands, topics);

/** What bash offers behind these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  const script = `${scriptFor('bash', places)}
COMP_WORDS=(flare "$@"); COMP_CWORD=$#; _flare; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test.each([
  [[''], ['session', 'ls', 'up']],
  [['se'], ['session']],
  [
    ['session', ''],
    ['list', 'stop'],
  ],
  [
    ['session', 'list', '--'],
    ['--state', '--watch'],
  ],
  [['ls', '--st'], ['--state']],
  [
    ['session', 'list', '--state', ''],
    ['running', 'sleeping'],
  ],
  [['session', 'list', '--watch', '--state', 's'], ['sleeping']],
  [['session', 'stop', 'my-session', ''], []],
  [
    ['nothing', ''],
    ['session', 'ls', 'up'],
  ],
])('behind %j bash offers %j', (words, expected) => {
  expect(offered(...words).toSorted()).toEqual(expected.toSorted());
});

test('fish gets each word and flag with its line of help, quotes and all', () => {
  const script = scriptFor('fish', places);
  expect(script).toContain(`-a list -d 'List sessions'`);
  expect(script).toContain(`-l state -x -a 'running sleeping' -d 'Only these'`);
  expect(script).toContain(`-l watch -s w -d 'Don'\\''t stop'`);
});

test('zsh reads what bash reads', () => {
  expect(scriptFor('zsh', places)).toMatch(/^#compdef flare\n.*bashcompinit\n_flare\(\)/);
});
