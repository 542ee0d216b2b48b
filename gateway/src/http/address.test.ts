import { expect, test } from 'vitest';
import { callerAddress, networkOf, setForwardedFor } from './address.ts';

const request = (headers: Record<string, string>) => new Request('http://localhost/', { headers });

test('an address is believed only in the header that the deployment names', () => {
  const said = request({
    'cf-connecting-ip': '203.0.113.9',
    'x-forwarded-for': '203.0.113.8',
    'x-real-ip': '203.0.113.7',
  });
  expect(callerAddress({ callerAddressHeader: null }, said)).toBe('127.0.0.1');
  expect(callerAddress({ callerAddressHeader: 'cf-connecting-ip' }, said)).toBe('203.0.113.9');
  expect(callerAddress({ callerAddressHeader: 'cf-connecting-ip' }, request({}))).toBe('127.0.0.1');
  for (const wrong of ['a name', '1.2.3.4, 5.6.7.8', '1'.repeat(100), "'; --"])
    expect(callerAddress({ callerAddressHeader: 'x-real-ip' }, request({ 'x-real-ip': wrong }))).toBe('127.0.0.1');
});

test('an IPv6 network is one caller, however its addresses are written', () => {
  for (const address of ['2001:db8:0:1::7', '2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1:0:0:0:1'])
    expect(networkOf(address)).toBe('2001:db8:0:1::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
});

test('an app is told the true address, and nothing that the client claims', () => {
  const headers = new Headers({
    'x-forwarded-for': '1.1.1.1',
    forwarded: 'for=1.1.1.1',
    'cf-connecting-ip': '1.1.1.1',
    'x-real-ip': '1.1.1.1',
  });
  setForwardedFor(headers, '203.0.113.9');
  expect([...headers]).toEqual([['x-forwarded-for', '203.0.113.9']]);
});
