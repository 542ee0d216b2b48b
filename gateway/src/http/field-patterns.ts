// What each pattern of the contract asks for, in a person's words. A test holds every pattern that
// a request is checked against to be here.

const ID = /^\^([a-z]{3})-\[a-z2-7\]\{20\}\$$/;

const words: Record<string, string> = {
  '^[^\\s\\x00-\\x1f\\x7f-\\x9f/-]([^\\x00-\\x1f\\x7f-\\x9f/]*[^\\s\\x00-\\x1f\\x7f-\\x9f/])?$':
    'Must hold no slash and no control character, not begin with a hyphen or a blank, and not end with a blank',
  '^[^\\s\\x00-\\x1f\\x7f-\\x9f]([^\\x00-\\x1f\\x7f-\\x9f]*[^\\s\\x00-\\x1f\\x7f-\\x9f])?$':
    'Must hold no control character, and not begin or end with a blank',
  '^[^\\x00-\\x1f\\x7f-\\x9f]*$': 'Must be one line without control characters',
  '^[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]*$': 'Must not hold control characters other than tabs and line ends',
  '^[^\\x00]*$': 'Must not hold a NUL character',
  '^((file|program):[0-9a-f]{64}|link:[^\\x00]+)$': 'Must be the digest of a file or program, or the target of a link',
  '^[^\\x00]+$': 'Must not be empty, and hold no NUL character',
  '^(/[A-Za-z0-9._@+-]+)+$': 'Must be an absolute path of letters, digits and ._@+-, such as /workspace/data',
  '^/([^/\\\\]|$)': 'Must be a path that begins with one slash, such as /docs',
  '^https?://[^\\s@\\x00-\\x1f\\x7f-\\x9f]+$': 'Must be an address by http or https, without credentials and blanks',
  '^[A-Za-z0-9][A-Za-z0-9._/-]*$': 'Must be a branch, a tag or a commit: letters, digits and ._/-',
  '^(\\*\\.)?[A-Za-z0-9.-]+$': 'Must be a host name, or *. and a domain',
  '^[A-Za-z_][A-Za-z0-9_]{0,99}$': 'Must be the name of a variable: letters, digits and _, no digit first',
  '^[a-z0-9][a-z0-9-]*$': 'Must be of small letters, digits and hyphens, no hyphen first',
  '^[a-z0-9-]+$': 'Must be of small letters, digits and hyphens',
  '^[a-z0-9]+$': 'Must be of small letters and digits',
  '^[A-Za-z0-9_-]+$': 'Must be what an earlier reply gave for it',
  '^[\\x21-\\x7e]*$': 'Must be of printable ASCII characters without blanks',
  '^[\\x21-\\x7e]+$': 'Must be of printable ASCII characters without blanks',
  '^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$': 'Must be a code such as BCDF-GHJK',
  '^bfr_[A-Za-z0-9_-]+$': 'Must be a refresh token',
  '^bfd_[A-Za-z0-9_-]+$': 'Must be the device code that the sign-in began with',
  '^bfu_[A-Za-z0-9_-]{43}$': 'Must be the grant that the upload was given',
  '^sha256:[0-9a-f]{64}$': 'Must be sha256: and 64 hexadecimal digits',
  '^sha-256=:[A-Za-z0-9+/]{43}=:$': 'Must be sha-256=: and the digest in base64, then a colon (RFC 9530)',
};

/** Undefined for a pattern that the contract does not have. */
export function patternWords(pattern: string): string | undefined {
  const [, prefix] = ID.exec(pattern) ?? [];
  return prefix === undefined ? words[pattern] : `Must be an id such as ${prefix}-k3v7q2xw5mzt4n6ypa2b`;
}
