// Owns adding a version with its bundle: announced by digest, and sent only if the deployment does
// not have it.
import { type Client, type components, ProblemError } from '@burstflare/sdk';
import type { Bundle } from '../bundle/pack.ts';
import { sendByGrant } from '../transfer/upload.ts';

type Version = components['schemas']['TemplateVersion'];

export interface VersionDraft {
  manifest: Record<string, unknown>;
  notes?: string | undefined;
  bundle: Bundle | undefined;
  /** Puts file and line in place of the request's field paths. */
  locate(problem: ProblemError): ProblemError;
}

export async function uploadVersion(
  client: Client,
  templateId: string,
  { manifest, notes, bundle, locate }: VersionDraft,
  quiet: boolean,
): Promise<Version> {
  const version = await client
    .call('createTemplateVersion', {
      params: { templateId },
      body: {
        // The deployment judges what the file holds; its response names every invalid field.
        manifest: manifest as { image: string },
        notes,
        bundle: bundle && { digest: bundle.digest, bytes: bundle.bytes },
      },
    })
    .catch((error: unknown) => {
      throw error instanceof ProblemError ? locate(error) : error;
    });
  return bundle === undefined ? version : sendBundle(client, version, bundle, quiet);
}

/** Sends the bundle that a version waits for, if it does. */
export async function sendBundle(client: Client, version: Version, bundle: Bundle, quiet: boolean): Promise<Version> {
  const { id: versionId, templateId, state } = version;
  if (state !== 'uploading') return version;
  const params = { templateId, versionId };
  const grant = await client.call('grantBundleUpload', { params });
  await sendByGrant(client, grant.url, bundle, 'application/gzip', quiet);
  return client.call('getTemplateVersion', { params });
}
