// Owns what may be typed before a command besides its own name: flags that all commands have, and
// `help`. oclif takes the first word for the command whatever it is.

/** Those of the flags that all commands have which take a value. */
const WITH_VALUE = ['--api-url', '--output'];

/** The words in the order that oclif reads: the command, its arguments, the flags behind them. */
export function inOrder(argv: readonly string[]): string[] {
  const words = [...argv];
  const flags: string[] = [];
  for (let first = words[0]; first !== undefined && isGlobalFlag(first); first = words[0])
    flags.push(...words.splice(0, WITH_VALUE.includes(first) ? 2 : 1));
  if (words[0] === 'help') {
    words.shift();
    if (words.length > 0) words.push('--help');
  }
  if (words.length === 0) return [];
  const end = words.indexOf('--');
  words.splice(end < 0 ? words.length : end, 0, ...flags);
  return words;
}

const isGlobalFlag = (word: string) =>
  word === '--json' || WITH_VALUE.some((flag) => word === flag || word.startsWith(`${flag}=`));
