// How templates and their versions are shown: colours and words for their states.
import { allowedTemplateActions, isAllowed, stateMeaning, type TemplateAction } from '@burstflare/sdk';
import { account } from '#lib/account/account.svelte.ts';
import type { Schemas } from '#lib/api.ts';
import type { Tone } from '#lib/ui/state-badge.svelte';

export type Template = Schemas['Template'];
export type TemplateVersion = Schemas['TemplateVersion'];
export type Release = Schemas['Release'];
export type Manifest = Schemas['Manifest'];

const templateTones: Record<Template['state'], Tone> = { active: 'ok', archived: 'idle' };
const versionTones: Record<TemplateVersion['state'], Tone> = {
  uploading: 'busy',
  building: 'busy',
  ready: 'ok',
  failed: 'bad',
};

const word = (state: string) => state.charAt(0).toUpperCase() + state.slice(1);

export const templateState = ({ state }: Pick<Template, 'state'>) => ({
  tone: templateTones[state],
  label: word(state),
});
export const versionState = ({ state }: Pick<TemplateVersion, 'state'>) => ({
  tone: versionTones[state],
  label: word(state),
});

/** Becomes ready or failed by itself, or by the arrival of its bundle. */
export const isBeingMade = ({ state }: Pick<TemplateVersion, 'state'>): boolean =>
  state === 'building' || state === 'uploading';

/** Why something cannot be done to a template now, by the contract's tables; null if it can. */
export function templateRefusal(
  action: TemplateAction,
  template: Pick<Template, 'state'>,
  permissions: readonly string[] | undefined,
): string | null {
  const verdict = allowedTemplateActions(template, permissions)[action];
  return verdict.allowed ? null : verdict.reason;
}

/** Why there is nothing to roll back to; null if there is, or may be. `releases` are all there are, or null while they are not all known. */
export function noReleaseBefore({ activeVersion }: Template, releases: readonly Release[] | null): string | null {
  if (!activeVersion) return 'No version has been promoted yet.';
  // A roll-back makes a release too, so what counts is another version.
  return !releases || releases.some(({ versionNumber }) => versionNumber !== activeVersion.number)
    ? null
    : 'No other version was ever active.';
}

/** Why no session can be made from a template now; null if one can. */
export function newSessionRefusal({ state, activeVersion }: Template): string | null {
  if (state === 'archived') return 'It is archived. Restore it first.';
  return activeVersion ? null : 'No version has been promoted yet.';
}

/** Why a version cannot be promoted now; null if it can. */
export function promoteRefusal(template: Template, version: TemplateVersion): string | null {
  const verdict = isAllowed('promoteTemplate', null, account.me?.permissions);
  if (!verdict.allowed) return verdict.reason;
  if (template.state === 'archived') return 'The template is archived. Restore it first.';
  return version.state === 'ready'
    ? null
    : `It is ${version.state}: ${stateMeaning('version', version.state).toLowerCase()}.`;
}
