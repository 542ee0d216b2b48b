// Every change that the contract wants in the audit, as one person makes them all, one after the
// other.
import { createHash } from 'node:crypto';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient, type Reply, type RequestOptions } from '../../support/http.ts';
import { type AuthResult, expectStatus, newEmail } from '../../support/people.ts';

/** Who makes the changes, and what they made so far, by the names that the table gives. */
export class AuditWorld {
  readonly anybody: HttpClient;
  readonly email = newEmail();
  readonly password = 'a long enough password for the audit';
  readonly ids = new Map<string, string>();
  #person: (AuthResult & { readonly http: HttpClient }) | undefined;

  constructor(url: string) {
    this.anybody = new HttpClient(url);
  }

  get person() {
    if (!this.#person) throw new Error('Nobody has signed up yet: that is the first change.');
    return this.#person;
  }

  signedUp(reply: Reply): void {
    const result = reply.json<AuthResult>();
    this.ids.set('person', result.user.id);
    this.#person = { ...result, http: this.anybody.as({ token: result.tokens?.accessToken ?? '' }) };
  }

  /** `{name}` stands for what was made under that name. */
  fill(text: string): string {
    return text.replaceAll(/\{([\w ]+)\}/g, (_, name: string) => {
      const id = this.ids.get(name);
      if (id === undefined) throw new Error(`No earlier change made ${name}.`);
      return id;
    });
  }

  /** Sends as the person, or by another client, and keeps the id of what was made. */
  async send(line: string, options: RequestOptions & { made?: string; by?: HttpClient } = {}): Promise<Reply> {
    const { made, by = this.person.http, ...request } = options;
    const [method = '', path = ''] = this.fill(line).split(' ');
    const reply = await by.request(method, path, request);
    if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
    if (made) this.ids.set(made, reply.json<{ id: string }>().id);
    return reply;
  }
}

interface Done {
  readonly reply: Reply;
  /** Facts that the entry has to tell, besides who and what. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Change {
  readonly operation: string;
  readonly event: string;
  /** The name of what the entry says was changed; null where that is the person's own sign-in. */
  readonly target: string | null;
  perform(world: AuditWorld): Promise<Done>;
}

const change = (
  operation: string,
  event: string,
  target: string | null,
  perform: (world: AuditWorld) => Promise<Done>,
): Change => ({ operation, event, target, perform });

const image = 'burstflare/base';
const octets = { 'content-type': 'application/octet-stream' };
// No archive, so that its build fails and can be tried again.
const bundle = (name: string) => Buffer.from(`no archive: ${name}`);

async function awaitBundle(world: AuditWorld, name: string): Promise<void> {
  const bytes = bundle(name);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const json = { manifest: { image }, bundle: { digest, bytes: bytes.length } };
  await world.send('POST /api/templates/{template}/versions', { json, made: name });
}

async function deadBuildOf(world: AuditWorld, version: string): Promise<void> {
  const path = world.fill(`/api/templates/{template}/versions/{${version}}`);
  const { buildId } = (await world.person.http.get(path)).json<{ buildId: string }>();
  world.ids.set(`build of ${version}`, buildId);
  const build = async () => (await world.person.http.get(`/api/template-builds/${buildId}`)).json<{ state: string }>();
  await waitUntil(async () => (await build()).state === 'dead_lettered', 60_000, 'the build to be given up');
}

interface DeviceStart {
  readonly deviceCode: string;
  readonly userCode: string;
}

async function startDevice(world: AuditWorld): Promise<DeviceStart> {
  const started = await world.send('POST /api/auth/device/start', { json: {}, by: world.anybody });
  const { deviceCode, userCode } = started.json<DeviceStart>();
  world.ids.set('deviceCode', deviceCode).set('userCode', userCode);
  return { deviceCode, userCode };
}

async function logIn(world: AuditWorld): Promise<Reply> {
  const { email, password } = world;
  return world.send('POST /api/auth/login', { json: { email, password }, by: world.anybody });
}

/** In an order in which each finds what it changes. */
export const changes: readonly Change[] = [
  change('registerUser', 'auth.registered', 'person', async (world) => {
    const { email, password } = world;
    const reply = await world.send('POST /api/auth/register', { json: { email, password }, by: world.anybody });
    world.signedUp(reply);
    return { reply };
  }),
  change('logIn', 'auth.logged_in', null, async (world) => ({ reply: await logIn(world) })),
  change('refreshTokens', 'auth.refresh_reused', null, async (world) => {
    const { refreshToken } = (await logIn(world)).json<Required<AuthResult>>().tokens;
    const refresh = { json: { refreshToken } };
    await world.send('POST /api/auth/refresh', { ...refresh, by: world.anybody });
    const thief = world.anybody.as({ headers: { 'user-agent': 'thief' } });
    return { reply: expectStatus(await thief.post('/api/auth/refresh', refresh), 401) };
  }),
  change('approveDevice', 'auth.device_approved', null, async (world) => {
    const { userCode } = await startDevice(world);
    const reply = await world.send('POST /api/auth/device/requests/{userCode}/approve');
    return { reply, detail: { userCode } };
  }),
  change('pollDeviceLogin', 'auth.logged_in', null, async (world) => {
    const json = { deviceCode: world.fill('{deviceCode}') };
    return { reply: await world.send('POST /api/auth/device/token', { json, by: world.anybody }) };
  }),
  change('denyDevice', 'auth.device_denied', null, async (world) => {
    const { userCode } = await startDevice(world);
    return { reply: await world.send('POST /api/auth/device/requests/{userCode}/deny'), detail: { userCode } };
  }),
  change('logOut', 'auth.logged_out', null, async (world) => {
    const { accessToken } = (await logIn(world)).json<Required<AuthResult>>().tokens;
    return { reply: await world.send('POST /api/auth/logout', { by: world.anybody.as({ token: accessToken }) }) };
  }),

  change('createTemplate', 'template.created', 'template', async (world) => ({
    reply: await world.send('POST /api/templates', { json: { name: 'audited' }, made: 'template' }),
  })),
  change('createTemplateVersion', 'template.version_created', 'first', async (world) => {
    const json = { manifest: { image } };
    return { reply: await world.send('POST /api/templates/{template}/versions', { json, made: 'first' }) };
  }),
  change('grantBundleUpload', 'template.upload_granted', 'granted', async (world) => {
    await awaitBundle(world, 'granted');
    const reply = await world.send('POST /api/templates/{template}/versions/{granted}/upload-grant');
    world.ids.set('grant', new URL(reply.json<{ url: string }>().url).pathname);
    return { reply };
  }),
  change('uploadByGrant', 'template.bundle_uploaded', 'granted', async (world) => ({
    reply: await world.send('PUT {grant}', { body: bundle('granted'), headers: octets, by: world.anybody }),
  })),
  change('uploadBundle', 'template.bundle_uploaded', 'direct', async (world) => {
    await awaitBundle(world, 'direct');
    const content = { body: bundle('direct'), headers: { 'content-type': 'application/gzip' } };
    return { reply: await world.send('PUT /api/templates/{template}/versions/{direct}/bundle', content) };
  }),
  change('promoteTemplate', 'template.promoted', 'template', async (world) => {
    const versionId = world.fill('{first}');
    const reply = await world.send('POST /api/templates/{template}/promote', { json: { versionId } });
    return { reply, detail: { versionId, versionBefore: null } };
  }),
  change('rollbackTemplate', 'template.rolled_back', 'template', async (world) => {
    const json = { manifest: { image, start: 'sleep 10000' } };
    await world.send('POST /api/templates/{template}/versions', { json, made: 'second' });
    const [versionId, versionBefore] = [world.fill('{first}'), world.fill('{second}')];
    await world.send('POST /api/templates/{template}/promote', { json: { versionId: versionBefore } });
    const reply = await world.send('POST /api/templates/{template}/rollback', { json: {} });
    return { reply, detail: { versionId, versionBefore } };
  }),

  change('createSession', 'session.created', 'session', async (world) => {
    const json = { templateId: world.fill('{template}') };
    return { reply: await world.send('POST /api/sessions', { json, made: 'session' }) };
  }),
  change('grantSnapshotUpload', 'snapshot.upload_granted', 'filled', async (world) => {
    await world.send('POST /api/sessions/{session}/snapshots', { json: {}, made: 'filled' });
    const reply = await world.send('POST /api/sessions/{session}/snapshots/{filled}/upload-grant');
    world.ids.set('grant', new URL(reply.json<{ url: string }>().url).pathname);
    return { reply };
  }),
  change('uploadByGrant', 'snapshot.uploaded', 'filled', async (world) => ({
    reply: await world.send('PUT {grant}', { body: 'content', headers: octets, by: world.anybody }),
  })),
  change('uploadSnapshot', 'snapshot.uploaded', 'sent', async (world) => {
    await world.send('POST /api/sessions/{session}/snapshots', { json: {}, made: 'sent' });
    const content = { body: 'content', headers: octets };
    return { reply: await world.send('PUT /api/sessions/{session}/snapshots/{sent}/content', content) };
  }),
  change('deleteSnapshot', 'snapshot.deleted', 'sent', async (world) => ({
    reply: await world.send('DELETE /api/sessions/{session}/snapshots/{sent}'),
  })),
  change('startSession', 'session.started', 'session', async (world) => ({
    reply: await world.send('POST /api/sessions/{session}/start'),
  })),
  change('createSnapshot', 'snapshot.created', 'saved', async (world) => ({
    reply: await world.send('POST /api/sessions/{session}/snapshots', { json: {}, made: 'saved' }),
  })),
  change('restoreSnapshot', 'snapshot.restored', 'saved', async (world) => ({
    reply: await world.send('POST /api/sessions/{session}/snapshots/{saved}/restore'),
  })),
  change('restartSession', 'session.restarted', 'session', async (world) => ({
    reply: await world.send('POST /api/sessions/{session}/restart'),
  })),
  change('stopSession', 'session.stopped', 'session', async (world) => ({
    reply: await world.send('POST /api/sessions/{session}/stop'),
  })),
  change('updateSession', 'session.renamed', 'session', async (world) => ({
    reply: await world.send('PATCH /api/sessions/{session}', { json: { name: 'renamed' } }),
  })),
  change('updateSnapshot', 'snapshot.labelled', 'saved', async (world) => ({
    reply: await world.send('PATCH /api/sessions/{session}/snapshots/{saved}', { json: { label: 'labelled' } }),
  })),
  change('deleteSession', 'session.deleted', 'session', async (world) => ({
    reply: await world.send('DELETE /api/sessions/{session}'),
  })),

  change('retryBuild', 'build.retried', 'build of granted', async (world) => {
    await deadBuildOf(world, 'granted');
    return { reply: await world.send('POST /api/template-builds/{build of granted}/retry') };
  }),
  change('retryDeadLetteredBuilds', 'build.retried', 'build of direct', async (world) => {
    await deadBuildOf(world, 'direct');
    return { reply: await world.send('POST /api/admin/builds/retry-dead-lettered') };
  }),
  change('updateTemplate', 'template.updated', 'template', async (world) => ({
    reply: await world.send('PATCH /api/templates/{template}', { json: { description: 'Changed' } }),
  })),
  change('archiveTemplate', 'template.archived', 'template', async (world) => ({
    reply: await world.send('POST /api/templates/{template}/archive'),
  })),
  change('restoreTemplate', 'template.restored', 'template', async (world) => ({
    reply: await world.send('POST /api/templates/{template}/restore'),
  })),
  change('deleteTemplate', 'template.deleted', 'template', async (world) => ({
    reply: await world.send('DELETE /api/templates/{template}'),
  })),
  change('logOutEverywhere', 'auth.logged_out_everywhere', null, async (world) => ({
    reply: await world.send('POST /api/auth/logout-all'),
  })),
];
