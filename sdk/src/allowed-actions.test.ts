import { expect, test } from 'vitest';
import { allowedActions, allowedTemplateActions, holds } from './allowed-actions.ts';

test('a state that the contract excludes disables the action and says why', () => {
  expect(allowedActions({ state: 'stopping' }).startSession).toEqual({
    allowed: false,
    reason: 'Possible when it is created, starting, running, sleeping or failed; it is stopping.',
  });
  expect(allowedActions({ state: 'sleeping' }).startSession).toEqual({ allowed: true });
});

test('a missing permission disables the action whatever the state', () => {
  expect(allowedActions({ state: 'sleeping' }, ['sessions:read']).startSession).toEqual({
    allowed: false,
    reason: 'This needs the role member or a stronger one.',
  });
});

test('an action without states is allowed in each of them', () => {
  expect(allowedTemplateActions({ state: 'archived' }).deleteTemplate).toEqual({ allowed: true });
  expect(allowedTemplateActions({ state: 'active' }).deleteTemplate).toEqual({ allowed: true });
});

test('roles hold what weaker roles hold', () => {
  expect(holds('owner', 'templates:read')).toBe(true);
  expect(holds('viewer', 'templates:write')).toBe(false);
});
