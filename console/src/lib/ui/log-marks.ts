// Colours parts of a log without touching its text: the CSS Custom Highlight API paints ranges of
// the one text node, so a log of 400,000 characters stays one element. A browser without it
// (Firefox before 140) shows the log plain; finding still goes from hit to hit.

import type { Colour } from '#lib/data/ansi.ts';

type Mark = 'log-find' | 'log-found' | 'log-own' | 'log-bad' | `log-${Colour}`;

const supported = typeof CSS !== 'undefined' && 'highlights' in CSS;
/** More hits than anybody steps through; painting them all would hold up the page. */
export const mostHits = 2000;

export interface Span {
  start: number;
  end: number;
}

/** Where `words` stand in a text, without regard to case. */
export function hitsOf(text: string, words: string): Span[] {
  if (words === '') return [];
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
  const hits: Span[] = [];
  for (const { index, 0: hit } of text.matchAll(pattern)) {
    hits.push({ start: index, end: index + hit.length });
    if (hits.length === mostHits) break;
  }
  return hits;
}

/** The platform's own lines of a build's log, and those of them that tell a failure. */
export function ownLinesOf(text: string): { own: Span[]; bad: Span[] } {
  const own: Span[] = [];
  const bad: Span[] = [];
  for (const { index, 0: line } of text.matchAll(/^\[burstflare\].*$/gm)) {
    const into = /^\[burstflare\] (?:failed|dead_lettered)\b/.test(line) ? bad : own;
    into.push({ start: index, end: index + line.length });
    if (own.length + bad.length === mostHits) break;
  }
  return { own, bad };
}

/** Where marks lie over each other: a hit over all, the platform's own words over colours. */
const priorities: Partial<Record<Mark, number>> = { 'log-found': 3, 'log-find': 2, 'log-own': 1, 'log-bad': 1 };

/** Paints spans of a text node; what it returns takes the paint off again. */
export function paint(mark: Mark, node: Text, spans: readonly Span[]): () => void {
  if (!supported || spans.length === 0) return () => {};
  const highlight = CSS.highlights.get(mark) ?? new Highlight();
  highlight.priority = priorities[mark] ?? 0;
  CSS.highlights.set(mark, highlight);
  const ranges = spans
    .filter(({ end }) => end <= node.length)
    .map(
      ({ start, end }) =>
        new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
    );
  for (const range of ranges) highlight.add(range);
  return () => {
    for (const range of ranges) highlight.delete(range);
  };
}
