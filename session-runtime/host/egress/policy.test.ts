// Holds the policy to what it refuses, in every form in which an address can come.
import { expect, test } from 'vitest';
import { canonicalAddress, whyInside } from './address-rules.ts';
import { readAllowList } from './allow-list.ts';
import { addressesOfMachine, findRoute, type Policy } from './policy.ts';
import { Refusal } from './refusal.ts';
import { readTarget } from './target.ts';

const nobody: ReadonlySet<string> = new Set();

test.each([
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
  ],
  ...[
    '168.63.129.16',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
  ],
  ...['198.19.255.255', '198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...[
    '::',
    '::1',
    '::2',
    '::7f00:1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:10.0.0.1',
    '::ffff:0:127.0.0.1',
  ],
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::1',
    '64:ff9b:1::7f00:1',
    '100::1',
    'fe80::1',
    'fe80::1%eth0',
  ],
  ...[
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:a00:1::1',
  ],
  ...['3fff::1', '4000::1', '5f00::1', 'FE80::1', '0:0:0:0:0:0:0:1', '0000::ffff:7f00:0001'],
])('%s is not the outside', (address) => {
  expect(whyInside(canonicalAddress(address), nobody)).toMatch(/^(an?|the) /);
});

test.each([
  ...[
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '172.15.255.255',
  ],
  ...[
    '172.32.0.0',
    '192.0.1.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::1',
  ],
  ...['::ffff:1.1.1.1', '64:ff9b::101:101', '2001:200::1', '2001:4860:4860::8888'],
])('%s is the outside', (address) => {
  expect(whyInside(canonicalAddress(address), nobody)).toBeNull();
});

test('an address of the machine itself is refused though it is public', () => {
  expect(whyInside('1.1.1.1', new Set(['1.1.1.1']))).toBe('an address of the machine itself');
  expect(whyInside(canonicalAddress('64:ff9b::101:101'), new Set(['1.1.1.1']))).toBe(
    'an address of the machine itself',
  );
  expect(addressesOfMachine()).toContain('127.0.0.1');
});

test.each([
  ['127.0.0.1:80', '127.0.0.1'],
  ['2130706433:80', '127.0.0.1'],
  ['0x7f000001:80', '127.0.0.1'],
  ['017700000001:80', '127.0.0.1'],
  ['0x7f.1:80', '127.0.0.1'],
  ['0177.0.0.01:80', '127.0.0.1'],
  ['127.1:80', '127.0.0.1'],
  ['127.0.0.1.:80', '127.0.0.1'],
  ['0:80', '0.0.0.0'],
  ['[::ffff:127.0.0.1]:80', '127.0.0.1'],
  ['[0:0:0:0:0:ffff:7f00:1]:80', '127.0.0.1'],
  ['[0::1]:80', '::1'],
  ['LOCALHOST.:80', 'localhost'],
])('%s is read as %s', (authority, host) => {
  expect(readTarget(authority, null)).toEqual({ host, port: 80 });
});

test.each([
  ...[
    'user@127.0.0.1:80',
    'user:pw@host:80',
    'good.example@127.0.0.1:80',
    'good.example\\@127.0.0.1:80',
    'host',
    'host:0',
    'host:65536',
  ],
  ...[
    'host:80:80',
    '::1:80',
    '[::1',
    '[fe80::1%25eth0]:80',
    '%31%32%37.0.0.1:80',
    '127.0.0.1%00.example:80',
    'ho st:80',
    ':80',
    '.:80',
  ],
  ...[
    '1.2.3.4.5:80',
    '256.1.1.1:80',
    '0x1ffffffff:80',
    '127.0.0.1/x:80',
    '127。0。0。1:80',
    'ｌｏｃａｌｈｏｓｔ:80',
    'host:+80',
    'host:80 ',
  ],
])('%s is refused as a target', (authority) => {
  expect(readTarget(authority, null)).toBeNull();
});

const policy = (more: Partial<Policy> = {}, allow = ''): Policy => ({
  resolve: () => Promise.resolve([]),
  allowed: [readAllowList(allow)],
  unknownNames: 'refuse',
  ownAddresses: () => new Set(['127.0.0.1', '10.1.1.1', '8.8.4.4']),
  ...more,
});
const route = (authority: string, by: Policy) => {
  const target = readTarget(authority, null);
  if (target === null) throw new Error(`${authority} is no target.`);
  return findRoute(target, 'ses-a', by);
};
const named = (...addresses: string[]) => ({ resolve: () => Promise.resolve(addresses) });

test('each address of a name is checked, and only those that passed are connected to', async () => {
  await expect(route('a.example:80', policy(named('127.0.0.1', '::1')))).rejects.toMatchObject({ kind: 'refused' });
  expect((await route('a.example:80', policy(named('127.0.0.1', '1.1.1.1', 'fd00::1')))).addresses).toEqual([
    '1.1.1.1',
  ]);
  await expect(route('a.example:80', policy(named('::ffff:10.0.0.7')))).rejects.toMatchObject({ kind: 'refused' });
  await expect(route('a.example:80', policy())).rejects.toMatchObject({ kind: 'unknown_name' });
});

test('a name is resolved once: what it says the second time is never asked', async () => {
  const answers = [['1.1.1.1'], ['127.0.0.1']];
  const by = policy({ resolve: () => Promise.resolve(answers.shift() ?? []) });
  expect((await route('rebind.example:80', by)).addresses).toEqual(['1.1.1.1']);
  expect(answers).toEqual([['127.0.0.1']]);
});

test('a refusal says which address, why, and what an operator can do', async () => {
  const error = await route('metadata.example:80', policy(named('169.254.169.254'))).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Refusal);
  expect(String(error)).toContain('metadata.example:80, which leads inside: 169.254.169.254 is a link-local address.');
  expect(String(error)).toContain('BURSTFLARE_EGRESS_ALLOW=metadata.example:80');
});

test('an operator allows a host, a host with a port, an address or a range, and no more', async () => {
  const allowed = async (authority: string, allow: string, addresses: string[] = []) =>
    route(authority, policy(named(...addresses), allow)).then(
      (found) => found.addresses.length > 0,
      () => false,
    );
  expect(await allowed('nexus.corp:8081', 'nexus.corp', ['10.0.0.7'])).toBe(true);
  expect(await allowed('nexus.corp:8081', 'Nexus.corp:8081', ['10.0.0.7'])).toBe(true);
  expect(await allowed('nexus.corp:8082', 'nexus.corp:8081', ['10.0.0.7'])).toBe(false);
  expect(await allowed('x.nexus.corp:8081', 'nexus.corp:8081', ['10.0.0.7'])).toBe(false);
  expect(await allowed('10.0.0.7:8081', 'nexus.corp', [])).toBe(false);
  expect(await allowed('10.0.0.7:8081', '10.0.0.7:8081')).toBe(true);
  expect(await allowed('other.corp:8081', '10.0.0.7:8081', ['10.0.0.7'])).toBe(true);
  expect(await allowed('10.0.0.7:1', '10.0.0.7:8081')).toBe(false);
  expect(await allowed('10.2.0.7:1', '10.0.0.0/8, fd00::/8')).toBe(true);
  expect(await allowed('[fd00::7]:1', '10.0.0.0/8 fd00::/8')).toBe(true);
  expect(await allowed('[fd00::7]:1', '[fd00::7]:1')).toBe(true);
  expect(await allowed('[fd00::7]:2', '[fd00::7]:1')).toBe(false);
  expect(await allowed('[fd00::7]:2', 'fd00::7')).toBe(true);
  expect(await allowed('192.168.0.1:1', '10.0.0.0/8')).toBe(false);
});

test('a range opens the network around the machine, and not the machine', async () => {
  for (const authority of ['127.0.0.1:8787', '10.1.1.1:8787', '127.0.0.9:1', '[::1]:1', '0.0.0.0:1', '8.8.4.4:1']) {
    await expect(route(authority, policy({}, '0.0.0.0/0 ::/0'))).rejects.toMatchObject({ kind: 'refused' });
  }
  expect((await route('127.0.0.1:8787', policy({}, '127.0.0.1:8787'))).addresses).toEqual(['127.0.0.1']);
});

test.each(['10.0.0.0/33', 'x/8', 'user@host', 'http://host', 'host:port', '10.0.0/8'])(
  '%s is no entry to allow',
  (entry) => {
    expect(() => readAllowList(`good.example, ${entry}`)).toThrow(entry);
  },
);

test('a name that only the machine’s own proxy can resolve is passed to it, and one that leads inside is not', async () => {
  const by = policy({ unknownNames: 'pass' });
  expect((await route('a.example:443', by)).addresses).toEqual([]);
  const broken = { ...by, resolve: () => Promise.reject(new Refusal('unreachable', 'no DNS')) };
  expect((await route('a.example:443', broken)).addresses).toEqual([]);
  await expect(route('a.example:443', { ...by, ...named('10.0.0.7') })).rejects.toMatchObject({ kind: 'refused' });
});
