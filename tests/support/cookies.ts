// As much of a browser's cookie jar as the tests need: name, value, path, host, removal, and the
// rules of the name prefixes.
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export class CookieJar {
  readonly #byHost = new Map<string, Map<string, Cookie>>();

  store(url: URL, setCookies: readonly string[]): void {
    const cookies = this.#byHost.get(url.host) ?? new Map<string, Cookie>();
    this.#byHost.set(url.host, cookies);
    for (const line of setCookies) {
      const cookie = parse(line);
      if (!prefixHolds(cookie)) continue;
      const key = `${cookie.name};${cookie.path}`;
      if (isRemoval(cookie)) cookies.delete(key);
      else cookies.set(key, cookie);
    }
  }

  header(url: URL): string {
    return this.#of(url)
      .filter((cookie) => pathMatches(url.pathname, cookie.path))
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }

  get(url: URL, name: string): Cookie | undefined {
    return this.#of(url).find((cookie) => cookie.name === name);
  }

  #of(url: URL): Cookie[] {
    return [...(this.#byHost.get(url.host)?.values() ?? [])];
  }
}

function parse(line: string): Cookie {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const split = (text: string) => {
    const at = text.indexOf('=');
    return at < 0 ? ([text, ''] as const) : ([text.slice(0, at), text.slice(at + 1)] as const);
  };
  const attributes: Record<string, string> = {};
  for (const part of rest) {
    const [name, value] = split(part);
    attributes[name.toLowerCase()] = value;
  }
  const [name, value] = split(pair);
  return { name, value, path: attributes.path || '/', attributes };
}

/** A browser drops a cookie that breaks the promise of its name, without a word. */
function prefixHolds({ name, attributes }: Cookie): boolean {
  if (name.startsWith('__Host-')) return 'secure' in attributes && attributes.path === '/' && !('domain' in attributes);
  if (name.startsWith('__Secure-')) return 'secure' in attributes;
  return true;
}

function isRemoval({ attributes }: Cookie): boolean {
  if (attributes['max-age'] !== undefined) return Number(attributes['max-age']) <= 0;
  return attributes.expires !== undefined && Date.parse(attributes.expires) <= Date.now();
}

function pathMatches(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
