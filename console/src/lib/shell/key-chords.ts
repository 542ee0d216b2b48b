// Shortcuts of the whole console: one key with the command modifier (`mod+k`), or two plain keys
// one after the other (`g s`).

export interface Chord {
  keys: string;
  run(): void;
}

const secondKeyWithinMs = 1200;

/** Plain keys belong to whoever is typing, and to an open dialog or menu. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], .xterm') !== null
  );
}

/** A handler for `keydown` on the window. */
export function keyChords(chords: () => Chord[]): (event: KeyboardEvent) => void {
  let first = '';
  let firstAt = 0;
  return (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const key = event.key.toLowerCase();
    if (event.metaKey || event.ctrlKey) {
      const chord = chords().find(({ keys }) => keys === `mod+${key}`);
      // In a terminal Ctrl-K is the shell's "delete to the end of the line"; there the command key
      // alone opens the palette.
      const inTerminal = event.target instanceof HTMLElement && event.target.closest('.xterm') !== null;
      if (!chord || (inTerminal && !event.metaKey)) return;
      event.preventDefault();
      chord.run();
      return;
    }
    if (event.altKey || isTaken(event)) return;
    const pair = event.timeStamp - firstAt < secondKeyWithinMs ? `${first} ${key}` : '';
    const chord = chords().find(({ keys }) => keys === pair);
    first = chord ? '' : key;
    firstAt = event.timeStamp;
    if (!chord) return;
    event.preventDefault();
    chord.run();
  };
}
