// Lengths in words.

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** `0 bytes`, `1.4 KB`, `23 MB`: by 1024, with one decimal below ten. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${unit === 0 && bytes === 1 ? 'byte' : (units[unit] ?? '')}`;
}

/** For a title: what the rounded figure leaves out. */
export const exactSize = (bytes: number): string => `${bytes.toLocaleString()} bytes`;
