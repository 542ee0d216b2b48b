// Password hashes: scrypt (RFC 7914), its parameters in the hash so that they can be raised later.
import { scrypt } from 'node:crypto';
import { base64Url, fromBase64Url } from './crypto.ts';
import { Turns } from './turns.ts';

// N=2^14 and r=8 take 16 MiB each; N=2^17 would take a Worker's whole memory. p=5 makes up in time
// (OWASP's table).
const current = { N: 16_384, r: 8, p: 5 };
const keyBytes = 32;

/** A derivation takes the isolate's only thread for 0.15 s, and 16 MiB: they take turns. */
const turns = new Turns();

/**
 * Leave to derive once: taken before anything else is looked up, so that a refused sign-in costs
 * next to nothing.
 */
export interface Turn {
  readonly of: string;
}

/** `caller` is whose turn it is: an address. Throws `sign_in_busy`. */
export async function takeTurn(caller: string): Promise<Turn> {
  await turns.take(caller);
  return { of: caller };
}

async function derive(password: string, salt: Uint8Array, { N, r, p }: typeof current): Promise<Uint8Array> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    ),
  );
}

export async function hashPassword(_turn: Turn, password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(password, salt, current);
  return `scrypt$${current.N}$${current.r}$${current.p}$${base64Url(salt)}$${base64Url(key)}`;
}

// What an unknown address is checked against, so that it takes as long as a wrong password. No
// password matches it: the key is random.
const nobody = `scrypt$${current.N}$${current.r}$${current.p}$${base64Url(new Uint8Array(16))}$`;

/**
 * Whether the password belongs to the hash. Pass null for an account that does not exist: it takes
 * as long and is false. Threat: telling accounts apart by time. Property: one derivation in every
 * case.
 */
export async function verifyPassword(_turn: Turn, password: string, hash: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (hash ?? nobody).split('$');
  const saltBytes = fromBase64Url(salt ?? '');
  const expected = fromBase64Url(key ?? '');
  if (scheme !== 'scrypt' || !saltBytes || !expected) throw new Error('The stored password hash has an unknown form.');
  const derived = await derive(password, saltBytes, { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === derived.length && crypto.subtle.timingSafeEqual(expected, derived);
}
