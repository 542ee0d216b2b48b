// Text as the contract counts it and the store keeps it.

/**
 * At most `max` characters of it, by code points, as the contract's `maxLength` counts. Cutting by
 * UTF-16 units could leave half a character: a lone surrogate, which D1 keeps as three characters.
 * One that was there before becomes one U+FFFD.
 */
export const clip = (text: string, max: number): string =>
  // No more than two units each: what comes after them need not be looked at.
  [...text.slice(0, max * 2)].slice(0, max).join('').toWellFormed();
