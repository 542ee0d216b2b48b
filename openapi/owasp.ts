// Owns what the contract does otherwise than the OWASP ruleset of Spectral asks, each with its
// reason. `npm run check` holds the served contract against all other rules; what is listed here
// and not needed any more fails as well.

export interface Exception {
  rule: string;
  /**
   * What it is for: operations, as `POST /api/…`, or parts of the document; everything if absent.
   */
  at?: readonly string[];
  because: string;
}

const signIn = [
  'POST /api/auth/register',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/auth/device/start',
  'POST /api/auth/device/token',
];

export const exceptions: readonly Exception[] = [
  {
    rule: 'owasp:api2:2023-write-restricted',
    at: [...signIn, 'PUT /api/uploads/{grantId}'],
    because: 'Who signs in has no sign-in yet. A grant is a secret of its own, in the address.',
  },
  {
    rule: 'owasp:api2:2023-read-restricted',
    at: ['GET /api/health'],
    because: 'Monitors ask for the health without an account.',
  },
  {
    rule: 'owasp:api8:2023-define-error-responses-401',
    at: [
      'POST /api/auth/register',
      'POST /api/auth/device/start',
      'POST /api/auth/device/token',
      'PUT /api/uploads/{grantId}',
      'GET /api/health',
    ],
    because: 'They look at no credential, so none can be wrong. A wrong grant does not exist: 404.',
  },
  {
    rule: 'owasp:api4:2023-rate-limit',
    because:
      'The headers are there under names of this product, x-burstflare-rate-limit-…, which clients know; the rule knows others only.',
  },
  {
    rule: 'owasp:api8:2023-define-cors-origin',
    at: ['components/headers', 'components/schemas'],
    because: 'The rule takes the table of headers, and a field of that name, for the headers of a response.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    because:
      'Texts for people (names, reasons, logs) have any characters. Each is bounded in length, and what becomes an address, a path or a command has a pattern.',
  },
];
