// A transition by itself: what it takes no notice of, and what it leaves alone.
import { describe, expect, test } from 'vitest';
import type { App } from '../../../../../generated/schemas.ts';
import { declaredPorts, newView, type Operation, type SessionRecord } from '../../record.ts';
import { transition } from './transition.ts';
import type { Input, Seen, StepEnd } from './terms.ts';

const spec = {
  image: 'node',
  features: [],
  persistedPaths: ['/workspace'],
  env: {},
  ports: [{ number: 3000 }],
  start: 'npm start',
};
const facts = { name: 'site', templateId: 'tpl-a', templateName: 'site', templateVersionId: 'ver-a' };
const ids = { id: 'ses-a', workspaceId: 'wsp-a', releaseId: 'rel-a', createdBy: 'usr-a' };
const tick = { now: 1_000_000, id: 'opn-new' };

const stopOf = (id: string, seq: number): Operation => ({
  ...{ id, command: 'stop', discard: false, actorId: 'usr-a', step: { name: 'hook' }, seq },
});

function recordWith(operation: Operation | null, state: SessionRecord['view']['state'] = 'stopping'): SessionRecord {
  // What a transition does not ask of a manifest is left out.
  const manifest = spec as unknown as SessionRecord['spec'];
  const view = newView({ ...ids, ...facts, host: 'process', now: 0 }, manifest);
  return {
    view: {
      ...view,
      state,
      runtime: { ...view.runtime, operationId: operation?.id ?? null, instanceId: 'opn-machine' },
    },
    spec: manifest,
    internal: {
      ...{ baseLayerId: null, startFrom: null, fileSnapshot: null, stuckOn: null },
      ...{ diskReady: true, savedAt: 0, seen: null, noted: null },
    },
    operation,
  };
}

const ended = (operationId: string, seq: number, end: StepEnd): Input => ({
  type: 'step_ended',
  operationId,
  seq,
  instanceId: null,
  end,
});
const hooked: StepEnd = { step: 'hook', ok: true, value: false };

test('the result of the current step takes the command on', () => {
  const { record, effects } = transition(recordWith(stopOf('opn-b', 3)), ended('opn-b', 3, hooked), tick);
  expect(record.operation).toMatchObject({ id: 'opn-b', step: { name: 'find', silent: false }, seq: 4 });
  expect(effects).toEqual([{ kind: 'step', operation: record.operation }]);
});

test.each([
  ['of a command that was replaced', ended('opn-a', 3, hooked)],
  ['of an earlier step of the same name', ended('opn-b', 2, hooked)],
  ['of another step', ended('opn-b', 3, { step: 'wipe', ok: true, value: null })],
])('a result %s changes nothing', (_, input) => {
  const record = recordWith(stopOf('opn-b', 3));
  expect(transition(record, input, tick)).toEqual({
    ...{ record, moved: false, events: [], audit: null, effects: [], outcome: null },
  });
});

test.each([
  ['a step that is wiping', { name: 'wipe', silent: true } as const],
  ['one that keeps what could not be saved', { name: 'keep', reason: 'It is full.' } as const],
])('%s goes on with it when it is taken up: it was decided for good', (_, step) => {
  const operation = { ...stopOf('opn-b', 3), step };
  expect(transition(recordWith(operation), { type: 'resumed' }, tick).record.operation).toEqual({
    ...operation,
    seq: 4,
  });
});

test('the end of a machine that is not the current one is old news', () => {
  const record = recordWith(null, 'running');
  const lost = { type: 'lost', code: 'runtime_exited', reason: 'It was killed.' } as const;
  expect(transition(record, { ...lost, instanceId: 'opn-other' }, tick).moved).toBe(false);
  const failed = transition(record, { ...lost, instanceId: 'opn-machine' }, tick);
  expect(failed.record.view).toMatchObject({ state: 'failed', ports: declaredPorts(record.spec, 'closed') });
});

const at = '2026-11-28T10:00:00.000Z';
function look(version: number, app: Partial<App>, isOpen = false): Seen {
  return {
    ...{ instanceId: 'opn-machine', version, ports: [{ number: 3000, state: isOpen ? 'open' : 'waiting' }] },
    app: {
      ...{ state: 'starting', at, port: null, command: 'npm start', pid: 12, startedAt: at, exitCode: null },
      ...{ signal: null, crashes: 0, nextStartAt: null, portHolder: null, logEnd: 0, ...app },
    },
  };
}
const crashed = { state: 'crashed', exitCode: 1, crashes: 1, nextStartAt: at } as const;

describe('a look at a running machine', () => {
  const running = recordWith(null, 'running');
  const after = (record: SessionRecord, seen: Seen) => transition(record, { type: 'seen', ...seen }, tick);
  const up = after(running, look(2, { state: 'up', port: 3000 }, true));

  test('takes app and ports over, with an event for each thing that happened', () => {
    expect(up.record.view).toMatchObject({
      app: { state: 'up', port: 3000 },
      ports: [{ number: 3000, state: 'open' }],
    });
    expect(up.events.map(({ type, message }) => [type, message])).toEqual([
      ['port_opened', 'Port 3000 is open'],
      ['app_started', 'The app is up on port 3000'],
    ]);
    const down = after(up.record, look(3, crashed));
    expect(down.record.view.app).toMatchObject({ state: 'crashed', exitCode: 1, crashes: 1, port: null });
    expect(down.events.map(({ type, message }) => [type, message])).toEqual([
      ['port_closed', 'Port 3000 is closed'],
      ['app_crashed', 'The app crashed with code 1; it is started again'],
    ]);
  });

  test.each([
    ['an older one that came late', look(1, crashed)],
    ['the same one again', look(2, { state: 'up', port: 3000 }, true)],
    ['one of another machine', { ...look(9, crashed), instanceId: 'opn-other' }],
  ])('%s changes nothing', (_, seen) => {
    expect(after(up.record, seen)).toMatchObject({ record: up.record, moved: false, events: [] });
  });

  test('crashes between two looks are one event, which says how many', () => {
    const held = { port: 3000, pid: 57, name: 'node' };
    const left = look(3, { ...crashed, crashes: 6, nextStartAt: null, portHolder: held });
    expect(after(up.record, left).events.at(-1)?.message).toBe(
      'The app crashed with code 1, 6 times in a row. Port 3000 is held by node (process 57); it is left down',
    );
  });

  test('an app that goes up and down without end is noted sixty times in an hour, and its state goes on', () => {
    let [record, count] = [running, 0];
    const messages: string[] = [];
    for (let version = 1; version <= 400; version += 1) {
      const next = after(
        record,
        version % 2 ? look(version, { state: 'up', port: 3000 }, true) : look(version, crashed),
      );
      ({ record } = next);
      count += next.events.length;
      messages.push(...next.events.map(({ message }) => message));
    }
    expect(count).toBe(60);
    expect(messages.at(-1)).toMatch(/Until \d\d:\d\d UTC no more of this is noted$/);
    expect(record.view.app).toMatchObject({ state: 'crashed' });
    const later = transition(record, { type: 'seen', ...look(401, {}, true) }, { ...tick, now: tick.now + 3_600_000 });
    expect(later.events).toHaveLength(1);
  });
});

test('while a command is under way, that one finds out what became of the machine', () => {
  const record = recordWith(stopOf('opn-b', 3), 'running');
  const inputs: Input[] = [
    { type: 'lost', code: 'runtime_lost', reason: 'It is gone.', instanceId: null },
    { type: 'seen', ...look(1, { state: 'up', port: 3000 }, true) },
  ];
  for (const input of inputs) expect(transition(record, input, tick)).toMatchObject({ record, moved: false });
});
