// `kill -9` of each part of the platform while each thing is done with a session. Whatever was met:
// the session ends in a named state, what was acknowledged is there, nobody is told a success that
// is none, it can be started, saved, stopped and deleted, and nothing is left.
import { afterAll, beforeAll, expect } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { detail, type Session } from '../../integration/sessions/made-session.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import { Gate } from '../hard-cases/gate.ts';
import {
  hasEnded,
  inShell,
  makeSession,
  sessionOf,
  site,
  snapshotsOf,
  untilBuild,
  upload,
} from '../hard-cases/project.ts';
import type { Activity, Outcome, Scene } from './activities.ts';
import type { Victim } from './victims.ts';

let platform: TestPlatform;
let inventory: Inventory;
let person: Person;
let template: { templateId: string; versionId: string };

const path = (id: string, rest = '') => `/api/sessions/${id}${rest}`;

async function startedAgain(id: string): Promise<void> {
  expectStatus(await person.http.post(path(id, '/start')), 200);
}

async function sceneOf(): Promise<Scene> {
  const { id } = await sessionOf(person, template);
  await startedAgain(id);
  await inShell(person, id, 'echo saved > saved.txt; echo one > which.txt');
  const saved = expectStatus(await person.http.post(path(id, '/snapshots'), { json: {} }), 201).json<{ id: string }>();
  await inShell(person, id, 'echo unsaved > unsaved.txt; echo two > which.txt');
  return { platform, inventory, person, id, saved: saved.id };
}

/** Undefined when it is gone. */
async function settled(id: string): Promise<Session | undefined> {
  await platform.sweep();
  if ((await person.http.get(path(id))).status === 404) return undefined;
  // One whose machine was killed says that it runs until its host has noticed.
  const answers = async () => (await person.http.get(`/runtime/sessions/${id}/ports`)).status === 200;
  let session = await detail(person.http, id);
  const look = async () => {
    session = await detail(person.http, id);
    return session.state === 'running' ? answers() : !['starting', 'stopping'].includes(session.state);
  };
  await waitUntil(look, 60_000, 'the session to settle');
  return session;
}

/** What a call says was done is done. */
async function checkClaim(activity: string, outcome: Outcome, scene: Scene, session: Session | undefined) {
  if (activity === 'is read') return expect(outcome).not.toBe(0);
  if (outcome === 'cut off' || outcome >= 400) return;
  if (activity === 'is saved') {
    const [newest] = await snapshotsOf(scene.person, scene.id);
    expect(newest?.state).toBe('ready');
  }
  // A victim may have been killed just after what was asked for was done.
  if (activity === 'stops') expect(['sleeping', 'failed']).toContain(session?.state);
  if (activity === 'is deleted') expect(session?.state ?? 'deleted').toBe('deleted');
}

/** Everything that can be done with a session can be done with this one. */
async function checkWhole({ id }: Scene, keepsUnsaved: boolean): Promise<void> {
  if ((await detail(person.http, id)).state !== 'running') await startedAgain(id);
  const [savedText, which, unsaved] = (
    await inShell(person, id, 'cat saved.txt which.txt; cat unsaved.txt 2>/dev/null || echo none')
  ).split('\n');
  expect(savedText).toBe('saved');
  if (keepsUnsaved) expect([which, unsaved]).toEqual(['two', 'unsaved']);
  // Restored or not, and never half of it.
  else expect(['one none', 'two unsaved']).toContain(`${which} ${unsaved}`);
  const save = expectStatus(await person.http.post(path(id, '/snapshots'), { json: {} }), 201).json<{ id: string }>();
  const saves = await snapshotsOf(person, id);
  expect(saves.find((found) => found.id === save.id)?.state).toBe('ready');
  expect(saves.filter(({ state }) => state === 'saving')).toEqual([]);
  expect(expectStatus(await person.http.post(path(id, '/stop')), 200).json<Session>().state).toBe('sleeping');
}

const remains = (id: string) => inventory.tracesOf(id).filter((trace) => /^(disk|process)/.test(trace));

async function checkGone(id: string): Promise<void> {
  const reply = await person.http.delete(path(id));
  expect([204, 404]).toContain(reply.status);
  expect(remains(id)).toEqual([]);
}

async function build(victim: Victim): Promise<void> {
  const gate = await Gate.start();
  try {
    const version = await upload(person, tarGz(site), gate.manifest);
    await gate.untilAsked();
    const { id } = await untilBuild(person, version, ({ phase }) => phase === 'setup', 'the setup to run');
    // That a build goes on without this as well, after half a minute, is seen where workerd alone
    // is killed.
    await victim.kill(platform, id, () => inventory.letBuildsFallQuiet());
    gate.open();
    await platform.sweep();
    const ended = await untilBuild(person, version, hasEnded, 'the build to end');
    // A runtime may have been killed by its own build; nobody else's death costs the build an
    // attempt.
    const attempts = victim.name === 'the runtime' ? 2 : 1;
    expect(ended).toMatchObject({ state: 'succeeded', attempts });
    await waitUntil(() => remains(id).length === 0, 10_000, 'the builder to be gone');
  } finally {
    gate.close();
  }
}

/**
 * On a platform of the file's own: a test for each activity that it is killed in, for a build, and
 * for what remains of all.
 */
export function killing(victim: Victim) {
  beforeAll(async () => {
    platform = await startPlatform();
    inventory = new Inventory(platform.dataDir);
    person = await registerPerson(platform.url);
    template = { templateId: (await makeSession(person)).templateId, versionId: '' };
  });

  afterAll(() => platform?.stop());

  return {
    async during({ name, keepsUnsaved, begin }: Activity): Promise<void> {
      const scene = await sceneOf();
      const end = await begin(scene);
      await victim.kill(platform, scene.id);
      const outcome = await end();
      const session = await settled(scene.id);
      await checkClaim(name, outcome, scene, session);
      if (session && session.state !== 'deleted') {
        if (name === 'is deleted') expectStatus(await person.http.delete(path(scene.id)), 204);
        else await checkWhole(scene, keepsUnsaved);
      }
      await checkGone(scene.id);
    },

    duringBuild: () => build(victim),

    async nothingRemains(): Promise<void> {
      await platform.terminate();
      inventory.letTenMinutesPass();
      await platform.start();
      await platform.sweep();
      await platform.sweep();
      expect(inventory.looseEnds()).toEqual([]);
    },
  };
}
