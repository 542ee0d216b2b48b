// Owns the question whether a manifest asks for what a version has. The deployment fills in what a
// manifest leaves out; here both sides lose what is filled in. Should the contract come to fill in
// more, an unchanged folder gets a new version, whose build is reused.

/** Besides what is empty. */
const FILLED_IN: Record<string, unknown> = { persistedPaths: ['/workspace'], visibility: 'private' };

export const sameManifest = (mine: unknown, theirs: unknown): boolean =>
  JSON.stringify(normalForm(mine)) === JSON.stringify(normalForm(theirs));

function normalForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalForm);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value)
    .map(([key, content]): [string, unknown] => [key, normalForm(content)])
    .filter(([key, content]) => !isEmpty(content) && JSON.stringify(content) !== JSON.stringify(FILLED_IN[key]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(said);
}

const isEmpty = (value: unknown) =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
