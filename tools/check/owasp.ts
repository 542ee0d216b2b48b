// Holds the served contract against the OWASP ruleset of Spectral, and the list of exceptions
// against what it finds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ISpectralDiagnostic, RulesetDefinition } from '@stoplight/spectral-core';
import type { Exception } from '../../openapi/owasp.ts';

// Spectral is CommonJS, and its named exports do not show through import.
const require = createRequire(import.meta.url);
const { Document, Ruleset, Spectral } =
  require('@stoplight/spectral-core') as typeof import('@stoplight/spectral-core');
const parsers = require('@stoplight/spectral-parsers') as typeof import('@stoplight/spectral-parsers');
const owasp = require('@stoplight/spectral-owasp-ruleset') as RulesetDefinition;

type Finding = Pick<ISpectralDiagnostic, 'code' | 'path' | 'message'>;

/** Every rule as it is meant, warnings too. */
export async function owaspFindings(root: string): Promise<Finding[]> {
  const spectral = new Spectral();
  spectral.setRuleset(new Ruleset({ extends: [[owasp, 'all']] }));
  const text = readFileSync(join(root, 'openapi/generated/openapi.json'), 'utf8');
  return spectral.run(new Document(text, parsers.Json, 'openapi/generated/openapi.json'));
}

/** One line for each finding without an exception, and for each exception without a finding. */
export function complaints(findings: readonly Finding[], exceptions: readonly Exception[]): string[] {
  const used = new Set<string>();
  const left = findings.filter((finding) => {
    const place = placeOf(finding);
    const exception = exceptions.find(({ rule, at }) => rule === finding.code && (at?.includes(place) ?? true));
    if (exception) used.add(keyOf(exception.rule, exception.at ? place : 'all'));
    return !exception;
  });
  const unused = exceptions
    .flatMap(({ rule, at = ['all'] }) => at.map((place) => [rule, place] as const))
    .filter(([rule, place]) => !used.has(keyOf(rule, place)));
  return [
    ...left.map(({ code, path, message }) => `${String(code)} at ${path.join('/')}: ${message}`),
    ...unused.map(([rule, place]) => `${rule}: the exception for ${place} is not needed`),
  ];
}

const keyOf = (rule: string, place: string) => `${rule} ${place}`;

/** An operation, or the part of the document. */
function placeOf({ path: [section, path, method] }: Finding): string {
  return section === 'paths' ? `${String(method).toUpperCase()} ${String(path)}` : `${String(section)}/${String(path)}`;
}
