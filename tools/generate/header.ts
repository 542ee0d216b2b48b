// Owns the first lines of every generated file.

/**
 * Says what a file is made from; the same words everywhere, so that nobody edits one by mistake.
 */
export const header = (source: string, comment = '//') =>
  `${comment} Generated from ${source} by \`npm run generate\`. Do not edit: change the source and run it again.\n\n`;

export const PUBLIC = 'openapi/openapi.yaml';
export const RUNTIME = 'openapi/runtime.yaml';
export const HOST = 'openapi/host.yaml';

/** A description as JSDoc, on one or several lines; empty where there is none. */
export function jsdoc(text: string | undefined, indent = ''): string {
  const lines = (text ?? '').trim().replaceAll('*/', '* /').split('\n');
  if (lines.length === 1) return lines[0] === '' ? '' : `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}
