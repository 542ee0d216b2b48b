// What a release is, and why a version cannot be promoted or gone back to.
import { stateMeaning } from '@burstflare/sdk';
import { refusalOf } from '#lib/account/refusal.ts';
import type { Schemas } from '#lib/data/api.ts';
import type { Template, TemplateVersion } from '#lib/templates/templates.ts';

export type Release = Schemas['Release'];

const archived = 'The template is archived. Restore it first.';

export const releaseTitle = ({ binding, versionNumber }: Release) => `${binding.templateName} version ${versionNumber}`;

/**
 * Why there is nothing to roll back to; null if there is, or may be. `releases` are all there are,
 * or null while they are not all known.
 */
export function noReleaseBefore({ activeVersion }: Template, releases: readonly Release[] | null): string | null {
  if (!activeVersion) return 'No version has been promoted yet.';
  // A roll-back makes a release too, so what counts is another version.
  return !releases || releases.some(({ versionNumber }) => versionNumber !== activeVersion.number)
    ? null
    : 'No other version was ever active.';
}

/** Why nothing can be rolled back now, as far as it is known; null if it can. */
export function rollbackRefusal(template?: Template): string | null {
  return refusalOf('rollbackTemplate') ?? (template?.state === 'archived' ? archived : null);
}

/** Why a version cannot be promoted now; null if it can. */
export function promoteRefusal(template: Template, version: TemplateVersion): string | null {
  const refused = refusalOf('promoteTemplate');
  if (refused) return refused;
  if (template.state === 'archived') return archived;
  return version.state === 'ready'
    ? null
    : `It is ${version.state}: ${stateMeaning('version', version.state).toLowerCase()}.`;
}
