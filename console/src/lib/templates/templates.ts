// How templates and their versions are shown: colours and words for their states.
import { refusalOf } from '#lib/account/refusal.ts';
import type { Schemas } from '#lib/data/api.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Template = Schemas['Template'];
export type TemplateVersion = Schemas['TemplateVersion'];
export type Manifest = Schemas['Manifest'];

const versionTones: Record<TemplateVersion['state'], Tone> = {
  uploading: 'busy',
  building: 'busy',
  ready: 'ok',
  failed: 'bad',
};

const word = (state: string) => state.charAt(0).toUpperCase() + state.slice(1);

export const versionState = ({ state }: Pick<TemplateVersion, 'state'>) => ({
  tone: versionTones[state],
  label: word(state),
});

/** Why no session can be made from a template now; null if one can. */
export function newSessionRefusal({ state, activeVersion }: Template): string | null {
  const refused = refusalOf('createSession');
  if (refused) return refused;
  if (state === 'archived') return 'The template is archived. Restore it first.';
  return activeVersion ? null : 'No version has been promoted yet.';
}
