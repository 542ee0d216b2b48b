// Owns taking single cookies out of a request.
import { pairs, type RawHeaders } from '../src/http/headers.ts';

/**
 * The headers without these cookies. Everything else stays as it is, byte for byte: which encoding
 * an app's own cookies have is between it and the browser.
 */
export function withoutCookies(raw: RawHeaders, names: ReadonlySet<string>): string[] {
  return [...pairs(raw)].flatMap(([name, value]) => {
    if (name.toLowerCase() !== 'cookie') return [name, value];
    const left = value.split(';').filter((cookie) => !names.has(nameOf(cookie)));
    const kept = left.join(';').replace(/^[\t ]+|[\t ]+$/g, '');
    return kept === '' ? [] : [name, kept];
  });
}

const nameOf = (cookie: string) => cookie.split('=', 1)[0]?.trim() ?? '';
