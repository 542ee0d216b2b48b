// Owns the rules that each policy name in an operation stands in the contract's root tables.
import type { Rule, Visit } from './rule.ts';
import { entries, follow, isNode, list } from './rule.ts';

const TABLES = {
  'x-rate-limit': 'x-rate-limits',
  'x-audit': 'x-audit-events',
  'x-quota': 'x-quotas',
  'x-problems': 'x-problems',
} as const;

/**
 * Every operation has an x-permission and an x-rate-limit, and every name it uses is known; so are
 * the roles and permissions that the tables name, and the facts that examples need.
 */
export const policyNames: Rule = () => {
  let root: Record<string, unknown> = {};
  const known = (table: string) => entries(root[table]).map(([name]) => name);

  function check(visit: Visit, key: string, value: unknown, table: string, extra: string[] = []) {
    const names = [...known(table), ...extra];
    for (const name of list(value)) {
      if (typeof name === 'string' && names.includes(name)) continue;
      visit.report({ message: `${key} ${String(name)} is not in ${table}`, location: visit.location.child(key) });
    }
  }

  return {
    Root(document, visit) {
      root = document;
      const roles = list(root['x-roles']);
      for (const [permission, role] of entries(root['x-permissions'])) {
        if (roles.includes(role)) continue;
        const location = visit.location.child(['x-permissions', permission]);
        visit.report({ message: `The role ${String(role)} is not in x-roles`, location });
      }
      for (const [kind, held] of entries(root['x-principals'])) {
        for (const name of list(held)) {
          if (typeof name === 'string' && known('x-permissions').includes(name)) continue;
          const location = visit.location.child(['x-principals', kind]);
          visit.report({ message: `The permission ${String(name)} is not in x-permissions`, location });
        }
      }
      const facts = follow(root['x-problem-facts'], visit);
      for (const [code, problem] of entries(root['x-problems'])) {
        const missing = placeholders(problem).filter((name) => !entries(facts[code]).some(([fact]) => fact === name));
        if (missing.length === 0) continue;
        const location = visit.location.child(['x-problems', code]);
        visit.report({ message: `x-problem-facts needs ${missing.join(', ')} for an example of it`, location });
      }
      for (const [name, machine] of entries(root['x-state-machines'])) {
        const states = statesOf(machine);
        const moves = isNode(machine) ? list(machine['moves']).filter(isNode) : [];
        for (const state of moves.flatMap(({ from, to }) => [...list(from), to])) {
          if (states.includes(String(state))) continue;
          const location = visit.location.child(['x-state-machines', name]);
          visit.report({ message: `A move names ${String(state)}, which is no state of it`, location });
        }
      }
    },
    Operation(operation, visit) {
      const permission = operation['x-permission'];
      if (permission === undefined) {
        visit.report({ message: 'x-permission is missing: a key of x-permissions, public or self' });
      }
      if (operation['x-rate-limit'] === undefined) {
        visit.report({ message: 'x-rate-limit is missing: reads or writes, where it needs none of its own' });
      }
      check(visit, 'x-permission', permission, 'x-permissions', ['public', 'self']);
      for (const [key, table] of Object.entries(TABLES)) check(visit, key, operation[key], table);
      const isPublic = Array.isArray(operation.security) && operation.security.length === 0;
      if (permission !== undefined && isPublic !== (permission === 'public')) {
        visit.report({
          message: 'security: [] and x-permission: public come together',
          location: visit.location.child('x-permission'),
        });
      }
      const states = list(operation['x-allowed-states']);
      const machines = entries(root['x-state-machines']).map(([, machine]) => statesOf(machine));
      if (states.length > 0 && !machines.some((machine) => states.every((state) => machine.includes(String(state))))) {
        visit.report({
          message: 'x-allowed-states are states of one machine in x-state-machines',
          location: visit.location.child('x-allowed-states'),
        });
      }
    },
  };
};

const placeholders = (problem: unknown): string[] => {
  const texts = isNode(problem) ? `${String(problem.detail)} ${String(problem.next ?? '')}` : '';
  return [...new Set([...texts.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
};

const statesOf = (machine: unknown): string[] =>
  isNode(machine) ? entries(machine['states']).map(([state]) => state) : [];

/** An operation of the runtime that is mounted in public brings the public policy with it. */
export const mountPolicy: Rule = () => ({
  Operation(operation, { report, location }) {
    const mount = operation['x-public'];
    if (mount === undefined) return;
    for (const key of ['operationId', 'path', 'permission', 'rateLimit']) {
      if (!isNode(mount) || typeof mount[key] !== 'string') {
        report({ message: `x-public needs ${key}`, location: location.child('x-public') });
      }
    }
  },
});
