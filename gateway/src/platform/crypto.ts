// Random ids and tokens, digests and keyed digests, on WebCrypto.

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * 20 characters of lower-case base32: the 100 leading bits of `bytes` (at least 20 bytes, 5 bits of
 * each are used).
 */
function idBody(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 20), (byte) => base32[byte & 31]).join('');
}

/** A new id such as `tpl-k3v7q2xw5mzt4n6ypa2b`. */
export function randomId(prefix: string): string {
  return `${prefix}-${idBody(crypto.getRandomValues(new Uint8Array(20)))}`;
}

/** The id that belongs to a digest: the same input gives the same id. */
export function idFromDigest(prefix: string, digest: Uint8Array): string {
  return `${prefix}-${idBody(digest)}`;
}

export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const encode = (text: string) => new TextEncoder().encode(text);

export async function sha256Hex(content: string | ArrayBuffer): Promise<string> {
  const bytes = typeof content === 'string' ? encode(content) : content;
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * Digests keyed with the deployment's SERVER_KEY. `purpose` separates uses, so that no value can
 * stand in for another.
 */
export class ServerKey {
  readonly #key: Promise<CryptoKey>;

  constructor(secret: string) {
    this.#key = crypto.subtle.importKey('raw', encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
      'verify',
    ]);
  }

  async mac(purpose: string, message: string): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.sign('HMAC', await this.#key, encode(`${purpose}\0${message}`)));
  }

  /** In constant time, so that a guess cannot be improved byte by byte. */
  async verify(purpose: string, message: string, mac: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return crypto.subtle.verify('HMAC', await this.#key, mac, encode(`${purpose}\0${message}`));
  }
}

/** Bytes of a base64url text, or null when it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  // One character past a group of four carries no whole byte: atob throws at it.
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** A secret of 256 random bits with a prefix that secret scanners can look for: `bfa_…`. */
export function randomToken(prefix: string): string {
  return `${prefix}_${base64Url(crypto.getRandomValues(new Uint8Array(32)))}`;
}

/** Whether two texts are equal, in a time that depends on their lengths only. */
export function sameText(a: string, b: string): boolean {
  const left = encode(a);
  const right = encode(b);
  if (left.length !== right.length) return false;
  return crypto.subtle.timingSafeEqual(left, right);
}

/** Bytes of a base64 text whose form was checked before. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
