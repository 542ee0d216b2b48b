// Owns the completion scripts of the shells.
import type { Place } from './words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function scriptFor(shell: Shell, places: readonly Place[]): string {
  if (shell === 'fish') return fish(places);
  const script = bash(places);
  return shell === 'bash' ? script : `#compdef flare\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const optionsOf = ({ flags }: Place) =>
  flags.flatMap(({ name, char }) => [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]);

/** zsh reads it too, by bashcompinit: nothing here is bash's alone. */
function bash(places: readonly Place[]): string {
  const words = places.map((place) => {
    const what = [...place.next.map(({ word }) => word), ...optionsOf(place)].join(' ');
    return `    ${quoted(place.words)}) words=${quoted(what)} ;;`;
  });
  const values = places.flatMap((place) =>
    place.flags
      .filter((flag) => flag.values.length > 0)
      .map((flag) => `    ${quoted(`${place.words} --${flag.name}`)}) words=${quoted(flag.values.join(' '))} ;;`),
  );
  return `_flare() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" place="" words="" word known
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    known="\${place:+$place }$word"
    case "$known" in
      ${places.map(({ words: known }) => quoted(known)).join('|')}) place="$known" ;;
    esac
  done
  case "$place" in
${words.join('\n')}
  esac
  case "$place $before" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _flare flare
`;
}

/** What each line for fish begins with. */
const RULE = 'complete -c flare';

function fish(places: readonly Place[]): string {
  const lines = places.flatMap((place) => {
    const here = `-n ${quoted(`test (__flare_place) = ${quoted(place.words)}`)}`;
    return [
      ...place.next.map(({ word, summary }) => `${RULE} -f ${here} -a ${word} -d ${quoted(summary)}`),
      ...place.flags.map(
        ({ name, char, summary, values }) =>
          `${RULE} ${here} -l ${name}${char === undefined ? '' : ` -s ${char}`}${values.length === 0 ? '' : ` -x -a ${quoted(values.join(' '))}`} -d ${quoted(summary)}`,
      ),
    ];
  });
  const known = places.filter(({ words }) => words !== '').map(({ words }) => quoted(words));
  return `function __flare_place
  set -l place
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and continue
    set -l longer (string join ' ' $place $word)
    contains -- "$longer" ${known.join(' ')}; and set place $longer
  end
  string join ' ' $place
end
${lines.join('\n')}
`;
}
