// Owns the sentences about an operation's policy: permission, limit, states, keys. They stand in
// its description, where people and their tools read.
import type { Document, OperationNode } from '../document.ts';

export function policyText(document: Document, node: OperationNode): string {
  const sentences = [permission(document, node), limit(document, node), states(node), key(node), page(node)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function permission({ 'x-permissions': table }: Document, { 'x-permission': name }: OperationNode): string {
  if (name === undefined || name === 'public') return 'Needs no sign-in.';
  if (name === 'self') return 'For any signed-in person.';
  return `Needs the permission \`${name}\`, which the role ${table[name]} and stronger ones hold.`;
}

const WHOM: Record<string, string> = {
  ip: 'for each address',
  user: 'for each person',
  session: 'for each person and session',
};

function limit({ 'x-rate-limits': table }: Document, { 'x-rate-limit': name }: OperationNode): string {
  const rule = name === undefined ? undefined : table[name];
  if (!rule) return '';
  const seconds = rule.windowSeconds === 60 ? 'a minute' : `${rule.windowSeconds} seconds`;
  return `Limit: ${rule.limit} requests in ${seconds} ${WHOM[rule.by] ?? rule.by} (\`${name}\`).`;
}

const listed = (names: string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const states = ({ 'x-allowed-states': names }: OperationNode): string =>
  names === undefined ? '' : `Possible in the state ${listed(names.map((name) => `\`${name}\``))}.`;

const key = ({ 'x-idempotent': flag }: OperationNode): string =>
  flag === true ? 'Takes an `Idempotency-Key`.' : flag === false ? 'Refuses an `Idempotency-Key`.' : '';

const page = ({ 'x-navigation': navigation }: OperationNode): string =>
  navigation === true ? 'To a person who navigates here in a browser, a refusal is shown as a page of HTML.' : '';
