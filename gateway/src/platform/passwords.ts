// Password hashes: scrypt (RFC 7914), its parameters in the hash so that they can be raised later.
import { scrypt } from 'node:crypto';
import { base64Url, fromBase64Url } from './crypto.ts';

// N=2^14 and r=8 take 16 MiB each; N=2^17 would take a Worker's whole memory. p=5 makes up in time (OWASP's table).
const current = { N: 16_384, r: 8, p: 5 };
const keyBytes = 32;

/** Longer than a derivation takes. */
const slotMs = 250;
let nextSlot = 0;

/**
 * Threat: whoever sends many sign-ins at once keeps everybody waiting, for a derivation takes the isolate's only thread for 0.15 s and
 * 16 MiB. Property: they begin one after the other, with room for other requests between two. Each request waits by a timer of its own: one
 * that is cut off must not leave the next ones waiting for it.
 */
async function ownSlot(): Promise<void> {
  const now = Date.now();
  const slot = Math.max(now, nextSlot);
  nextSlot = slot + slotMs;
  if (slot > now) await new Promise((resolve) => setTimeout(resolve, slot - now));
}

async function derive(password: string, salt: Uint8Array, { N, r, p }: typeof current): Promise<Uint8Array> {
  await ownSlot();
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    ),
  );
}

export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(password, salt, current);
  return `scrypt$${current.N}$${current.r}$${current.p}$${base64Url(salt)}$${base64Url(key)}`;
}

// What an unknown address is checked against, so that it takes as long as a wrong password. No password matches it: the key is random.
const nobody = `scrypt$${current.N}$${current.r}$${current.p}$${base64Url(new Uint8Array(16))}$`;

/**
 * Whether the password belongs to the hash. Pass null for an account that does not exist: it takes as long and is false.
 * Threat: telling accounts apart by time. Property: one derivation in every case.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (hash ?? nobody).split('$');
  const saltBytes = fromBase64Url(salt ?? '');
  const expected = fromBase64Url(key ?? '');
  if (scheme !== 'scrypt' || !saltBytes || !expected) throw new Error('The stored password hash has an unknown form.');
  const derived = await derive(password, saltBytes, { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === derived.length && crypto.subtle.timingSafeEqual(expected, derived);
}
