// What one person has for the matrix: something of every kind, so that another person's request for
// it can be told from one for nothing.
import type { HttpClient } from '../support/http.ts';
import { askForPreview, openPreview } from '../integration/preview/opened-preview.ts';
import { expectStatus, registerPerson } from '../support/people.ts';
import { operations, type Parameter } from './matrix-contract.ts';

export interface World {
  readonly http: HttpClient;
  /** Credentials of this person that are good for one thing, none of it an operation of the API. */
  readonly narrow: readonly string[];
  /** A real id of this person for a path parameter. */
  idFor(parameter: Parameter): string;
}

export async function makeWorld(url: string): Promise<World> {
  const { http, email } = await registerPerson(url);
  const create = async (path: string, json: unknown) => {
    const reply = await http.post(path, { json });
    if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
    return reply.json<{ id: string }>();
  };
  const template = await create('/api/templates', { name: 'matrix' });
  const manifest = { image: 'burstflare/base', start: 'sleep infinity', ports: [{ number: 8000 }] };
  const version = await create(`/api/templates/${template.id}/versions`, { manifest });
  const promoted = await http.post(`/api/templates/${template.id}/promote`, { json: { versionId: version.id } });
  expectStatus(promoted, 201);
  const session = await create('/api/sessions', { templateId: template.id });
  // Stopping saves, so there is a snapshot.
  expectStatus(await http.post(`/api/sessions/${session.id}/start`), 200);
  const { pass } = await openPreview(http, session.id);
  const ticket = new URL((await askForPreview(http, session.id)).signInUrl).searchParams.get('ticket') ?? '';
  expectStatus(await http.post(`/api/sessions/${session.id}/stop`), 200);
  const snapshot = await create(`/api/sessions/${session.id}/snapshots`, {});
  const granted = await http.post(`/api/sessions/${session.id}/snapshots/${snapshot.id}/upload-grant`);
  const grant = expectStatus(granted, 201).json<{ url: string }>().url.split('/').at(-1) ?? '';
  await http.post('/api/auth/device/start', { json: { clientName: 'matrix', email } });
  const known = await harvest(http, [JSON.stringify({ template, version, session }), promoted.text]);
  return {
    http,
    narrow: [ticket, pass, grant],
    idFor({ name, schema }) {
      if (!schema.pattern) throw new Error(`The path parameter ${name} has no pattern in the contract.`);
      const pattern = new RegExp(schema.pattern.replace(/^\^/, '(?<=")').replace(/\$$/, '(?=")'));
      const id = pattern.exec(known)?.[0];
      if (!id)
        throw new Error(
          `Nobody has anything for the path parameter ${name}: make one in tests/contract/matrix-world.ts.`,
        );
      return id;
    },
  };
}

/**
 * Ids come from whatever the person's own lists tell: a new kind of thing that is listed joins by
 * itself.
 */
async function harvest(http: HttpClient, texts: string[]): Promise<string> {
  const first = /"(tpl|ses)-[a-z2-7]{20}"/g;
  const byName = new Map([...texts.join().matchAll(first)].map(([id, kind]) => [kind, id.slice(1, -1)]));
  for (const { method, path, upgrade, stream } of operations) {
    const filled = path
      .replace('{templateId}', byName.get('tpl') ?? '')
      .replace('{sessionId}', byName.get('ses') ?? '');
    if (method !== 'GET' || upgrade || stream || filled.includes('{') || filled.startsWith('/runtime/')) continue;
    texts.push((await http.get(filled)).text);
  }
  return texts.join('\n');
}
