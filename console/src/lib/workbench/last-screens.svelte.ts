// The last screen of each session's terminal, as text, to be shown while it sleeps. It may hold
// anything that somebody typed, so it is kept in no storage: a page that is loaded again has none.
import { SvelteMap } from 'svelte/reactivity';
import { Memory } from '#lib/data/sign-in-memory.ts';

const mostChars = 20_000;
// Reactive: on a quick machine the sleeping session is shown before its terminal was taken down and
// left its screen.
const screens = new Memory<string>(new SvelteMap());

export function keepScreen(sessionId: string, text: string): void {
  const trimmed = text.trimEnd().slice(-mostChars);
  if (trimmed !== '') screens.set(sessionId, trimmed);
}

export const lastScreen = (sessionId: string): string | null => screens.get(sessionId) ?? null;
