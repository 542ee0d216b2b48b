// Every address of the console, built in one place. Addresses are part of what people bookmark and
// send to each other.

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

const id = encodeURIComponent;

export const paths = {
  home: () => '/',
  login: (query: { next?: string | undefined; reason?: string | undefined } = {}) => withQuery('/login', query),
  register: (query: { next?: string | undefined } = {}) => withQuery('/register', query),
  device: (userCode?: string) => withQuery('/device', { user_code: userCode }),
  sessions: (
    query: {
      q?: string | undefined;
      state?: string | undefined;
      template?: string | undefined;
      new?: string | undefined;
    } = {},
  ) => withQuery('/sessions', query),
  session: (sessionId: string, query: { pane?: string | undefined } = {}) =>
    withQuery(`/sessions/${id(sessionId)}`, query),
  templates: (query: { q?: string | undefined; state?: string | undefined; new?: string | undefined } = {}) =>
    withQuery('/templates', query),
  template: (templateId: string) => `/templates/${id(templateId)}`,
  newVersion: (templateId: string, from?: string) => withQuery(`/templates/${id(templateId)}/versions/new`, { from }),
  version: (templateId: string, versionId: string) => `/templates/${id(templateId)}/versions/${id(versionId)}`,
  builds: (query: { state?: string | undefined; template?: string | undefined } = {}) => withQuery('/builds', query),
  build: (buildId: string) => `/builds/${id(buildId)}`,
  releases: (query: { template?: string | undefined } = {}) => withQuery('/releases', query),
  release: (releaseId: string) => `/releases/${id(releaseId)}`,
};

/**
 * Where a session's app opens in a tab of its own: the gateway signs the browser in at the
 * preview's origin.
 */
export const previewPath = (sessionId: string, port?: number, path?: string) =>
  withQuery(`/runtime/sessions/${id(sessionId)}/preview`, {
    port: port === undefined ? undefined : String(port),
    path,
  });
