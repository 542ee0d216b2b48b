// The code that a device shows: eight consonants in two groups (RFC 8628 section 6.1).

const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const shape = new RegExp(`^[${letters}]{4}-[${letters}]{4}$`);

export const isUserCode = (code: string): boolean => shape.test(code);

/**
 * What people type, as the code is written: upper case, the hyphen after four letters, other
 * characters left out.
 */
export function formatUserCode(typed: string): string {
  const kept = Array.from(typed.toUpperCase())
    .filter((letter) => /[A-Z0-9]/.test(letter))
    .slice(0, 8)
    .join('');
  return kept.length > 4 ? `${kept.slice(0, 4)}-${kept.slice(4)}` : kept;
}
