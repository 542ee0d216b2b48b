// Owns what may be typed behind each command: made from the manifest, so that it is never behind
// the commands themselves. Names of sessions are not asked for: a key must not wait for a network.
import type { Command } from '@oclif/core';

/** A command or the beginning of one, and what may follow it. */
export interface Place {
  words: string;
  /** The next words of commands below it; of a command itself, none. */
  next: { word: string; summary: string }[];
  flags: { name: string; char: string | undefined; summary: string; values: readonly string[] }[];
}

type Loadable = Pick<Command.Loadable, 'id' | 'aliases' | 'summary' | 'flags'>;

export function placesOf(
  commands: readonly Loadable[],
  topics: readonly { name: string; description?: string | undefined }[],
): Place[] {
  const places = new Map<string, Place>([['', { words: '', next: [], flags: [] }]]);
  const at = (words: string): Place => {
    const known = places.get(words) ?? { words, next: [], flags: [] };
    places.set(words, known);
    return known;
  };
  // oclif makes a topic of each command within one as well.
  for (const { name, description = '' } of topics.filter(({ name }) => !name.includes(':')))
    at('').next.push({ word: name, summary: description });
  for (const { id, aliases, summary = '', flags } of commands) {
    for (const words of [id, ...aliases].map((one) => one.replaceAll(':', ' '))) {
      const all = words.split(' ');
      const before = at(all.slice(0, -1).join(' '));
      const word = all.at(-1) ?? '';
      if (!before.next.some((known) => known.word === word)) before.next.push({ word, summary });
      at(words).flags = Object.values(flags)
        .filter(({ hidden }) => hidden !== true)
        .map(({ name, char, summary: short, description: long, ...flag }) => ({
          name,
          char,
          summary: firstLine(short ?? long ?? ''),
          values: flag.type === 'option' ? (flag.options ?? []) : [],
        }));
    }
  }
  return [...places.values()];
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';
