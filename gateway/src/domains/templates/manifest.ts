// What of a manifest the schema cannot say: the image catalogue, and paths and ports that must not
// collide.
import type { Manifest } from '../../../generated/schemas.ts';
import { type FieldError, Problem } from '../../errors.ts';

/**
 * The images that this deployment runs. One container class runs one image, so each entry is a
 * binding of its own.
 */
export const imageCatalogue = ['burstflare/base'] as const;

/**
 * Where persisted paths may lie: what else is in a session belongs to the image or to the platform.
 */
const persistableRoots = ['/workspace', '/home/dev'];
const isInside = (path: string, root: string) => path === root || path.startsWith(`${root}/`);

function* pathErrors(paths: readonly string[]): Generator<FieldError> {
  for (const [index, path] of paths.entries()) {
    const at = `body.manifest.persistedPaths[${index}]`;
    if (path.split('/').some((part) => part === '.' || part === '..')) {
      yield { path: at, message: 'Must be normalised: without `.` and `..`' };
    } else if (!persistableRoots.some((root) => isInside(path, root))) {
      yield { path: at, message: `Must lie in ${persistableRoots.join(' or ')}` };
    } else if (isInside(path, '/workspace/.burstflare')) {
      yield { path: at, message: 'Is where the platform writes' };
    }
    const outer = paths.find((other) => other !== path && isInside(path, other));
    if (outer) yield { path: at, message: `Lies inside ${outer}, which is persisted already` };
  }
}

/** Throws `manifest_invalid` that names every field at fault. */
export function checkManifest(manifest: Manifest): void {
  const errors: FieldError[] = [...pathErrors(manifest.persistedPaths ?? [])];
  if (!imageCatalogue.some((image) => image === manifest.image)) {
    errors.push({
      path: 'body.manifest.image',
      message: `Not in this deployment's catalogue; choose one of: ${imageCatalogue.join(', ')}`,
    });
  }
  const seen = new Set<number>();
  for (const [index, { number }] of (manifest.ports ?? []).entries()) {
    if (seen.has(number))
      errors.push({ path: `body.manifest.ports[${index}].number`, message: `Port ${number} is named twice` });
    seen.add(number);
  }
  if (errors.length) throw new Problem('manifest_invalid', {}, undefined, errors);
}
