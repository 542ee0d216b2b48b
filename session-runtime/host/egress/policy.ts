// Owns the decision where a session may be connected to, and the words of a refusal.
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { canonicalAddress, whyInside } from './address-rules.ts';
import type { AllowList } from './allow-list.ts';
import { Refusal } from './refusal.ts';
import type { Resolve } from './resolver.ts';
import { showTarget, type Target } from './target.ts';

export interface Route {
  readonly target: Target;
  /**
   * The addresses that were checked, and the only ones that may be connected to. Empty: only an
   * upstream proxy can resolve the name.
   */
  readonly addresses: readonly string[];
}

export interface Policy {
  readonly resolve: Resolve;
  /** In this order: what the operator allows, and the machine's own package registries. */
  readonly allowed: readonly AllowList[];
  /** A name that this machine cannot resolve may be passed to the machine's own proxy. */
  readonly unknownNames: 'refuse' | 'pass';
  /** Read anew for each decision: they change. */
  readonly ownAddresses?: () => ReadonlySet<string>;
}

/**
 * Threat: a session reaches what only this machine can: its own services, its neighbours, a cloud's
 * metadata; by an address, by a name that leads there, or by a name that leads elsewhere when it is
 * asked a second time. Property: a name is resolved once, here; each of its addresses is checked;
 * and the connection is made to those that passed, never to the name.
 */
export async function findRoute(target: Target, sessionId: string, policy: Policy): Promise<Route> {
  const literal = isIP(target.host) !== 0;
  const found = literal ? [target.host] : await resolved(target.host, sessionId, policy);
  if (found.length === 0) {
    if (policy.unknownNames === 'pass') return { target, addresses: [] };
    throw new Refusal('unknown_name', `The name ${target.host} has no address.`, 'ENOTFOUND');
  }
  const addresses = found.map(canonicalAddress);
  if (policy.allowed.some((list) => list.allowsHost(target))) return { target, addresses };
  const own = (policy.ownAddresses ?? addressesOfMachine)();
  const reasons = new Map(addresses.map((address) => [address, whyRefused(address, target.port, own, policy.allowed)]));
  const free = addresses.filter((address) => reasons.get(address) === null);
  if (free.length > 0) return { target, addresses: free };
  throw new Refusal('refused', refusal(target, [...reasons], literal));
}

async function resolved(name: string, sessionId: string, { resolve, unknownNames }: Policy): Promise<string[]> {
  try {
    return await resolve(name, sessionId);
  } catch (error) {
    // Behind a proxy a machine often has no DNS for the outside at all.
    if (unknownNames === 'pass' && error instanceof Refusal && error.kind === 'unreachable') return [];
    throw error;
  }
}

/**
 * A range never opens the machine itself: whoever allows a network means its other members. It
 * takes the address alone, or its name.
 */
function whyRefused(
  address: string,
  port: number,
  own: ReadonlySet<string>,
  allowed: readonly AllowList[],
): string | null {
  const why = whyInside(address, own);
  if (why === null || allowed.some((list) => list.allowsHost({ host: address, port }))) return null;
  const machine = own.has(address) || /^127\.|^0\.|^::1?$/.test(address);
  return !machine && allowed.some((list) => list.allowsAddress(address)) ? null : why;
}

function refusal(target: Target, reasons: [string, string | null][], literal: boolean): string {
  const found = reasons.map(([address, why]) => `${address} is ${why}`).join('; ');
  return [
    `BurstFlare does not connect sessions to ${showTarget(target)}${literal ? '' : ', which leads inside'}: ${found}.`,
    'Sessions reach the public internet and the package registries of this machine.',
    `An operator can allow more: BURSTFLARE_EGRESS_ALLOW=${showTarget(target)} when the platform starts.`,
  ].join('\n');
}

export function addressesOfMachine(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return new Set(all.map(({ address }) => canonicalAddress(address)));
}
