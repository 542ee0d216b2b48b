// A transition by itself: what it takes no notice of, and what it leaves alone.
import { expect, test } from 'vitest';
import { declaredPorts, newView, type Operation, type SessionRecord } from '../../record.ts';
import { transition } from './transition.ts';
import type { Input, StepEnd } from './terms.ts';

const spec = { image: 'node', features: [], persistedPaths: ['/workspace'], env: {}, ports: [{ number: 3000 }] };
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
      ...{ diskReady: true, savedAt: 0 },
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
    ...{ record, moved: false, event: null, audit: null, effects: [], outcome: null },
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

test('while a command is under way, that one finds out what became of the machine', () => {
  const record = recordWith(stopOf('opn-b', 3), 'running');
  const inputs: Input[] = [
    { type: 'lost', code: 'runtime_lost', reason: 'It is gone.', instanceId: null },
    { type: 'ports_seen', ports: [{ number: 3000, state: 'open' }] },
  ];
  for (const input of inputs) expect(transition(record, input, tick)).toMatchObject({ record, moved: false });
});
