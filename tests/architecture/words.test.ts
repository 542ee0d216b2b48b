// English that a stranger reads once: the words of contract and CLI name their subject and say what
// a call returns.
import ts from 'typescript';
import { expect, test } from 'vitest';
import { isTest, read, sourceFiles, violations } from './source-files.ts';

interface Rule {
  readonly word: RegExp;
  readonly cure: string;
}

const rules: readonly Rule[] = [
  { word: /…|\.\.\.(?!\w)/, cure: 'write the sentence to its end, without an ellipsis' },
  { word: /\b(?:is|are|was|were|be|been) told\b|\btold (?:by|of|to)\b/i, cure: 'say who receives or reports what' },
  { word: /\banswer(?:s|ed)?\b/i, cure: '"returns", "responds", "response"' },
  { word: /\b(?:turn|turned|turns)\b.{0,30}\baway\b/i, cure: '"denied" or "declined"' },
  { word: /\b(?:let|lets) (?:\w+ ){0,2}in\b/i, cure: '"approved"' },
  { word: /\bmade\b|\bmakes? an?\b|^make one\b/i, cure: '"created"' },
  { word: /\bleave to\b/i, cure: '"a grant to"' },
  { word: /\bgoes on\b/i, cure: '"continues"' },
  { word: /(?<!there )\bis no\b/i, cure: '"is not"' },
  { word: /\bare taken\b|\bnot taken\b|\btaken here\b/i, cure: '"accepted" or "supported"' },
];

function faults(where: string, text: string): string[] {
  return rules
    .filter(({ word }) => word.test(text))
    .map(({ word, cure }) => `${where}: "${word.exec(text)?.[0]}" in "${text.slice(0, 100)}": ${cure}`);
}

const textKeys = new Set(['summary', 'description', 'title', 'detail', 'next']);

/** Texts of the contract; what an example shows is data. */
function texts(value: unknown, at: string): [at: string, text: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    if (key === 'examples' || key === 'example') return [];
    const isText = textKeys.has(key) || /x-audit-events|x-state-machines/.test(at);
    if (typeof inner === 'string' && isText) return [[`${at}/${key}`, inner]];
    return texts(inner, `${at}/${key}`);
  });
}

test('the contract reads as one does that is meant for strangers', () => {
  const found = ['openapi', 'runtime'].flatMap((name) => {
    const contract: unknown = JSON.parse(read(`openapi/generated/${name}.json`));
    return texts(contract, name).flatMap(([at, text]) => faults(at, text));
  });
  expect(violations(found, 'change the text in openapi/, then run npm run generate')).toBe('');
});

/** Texts in string literals; a single word is an identifier. */
function literals(path: string, text: string): [where: string, text: string][] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || isTemplatePart(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (/\w \w/.test(node.text)) found.push([`${path}:${line}`, node.text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isTemplatePart = (node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

test('the texts of CLI and SDK do too', () => {
  const files = sourceFiles().filter(({ path }) => /^(flare-cli|sdk)\/src\//.test(path) && !isTest(path));
  const found = files.flatMap(({ path, text }) => literals(path, text).flatMap(([at, words]) => faults(at, words)));
  expect(violations(found, 'name the subject, and say what happened in plain words')).toBe('');
});

/** Where comments are wrapped at 100 columns, so that they can be read beside the code. */
const wrapped = ['console/', 'flare-cli/', 'gateway/', 'openapi/', 'sdk/src/', 'session-runtime/', 'tools/'];

test('comments are wrapped at 100 columns', () => {
  const found = sourceFiles()
    .filter(({ path }) => !isTest(path) && !/\/generated\/|^tools\/generate\/outputs\//.test(path))
    .filter(({ path }) => wrapped.some((part) => path.startsWith(part)))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (isLongComment(line) ? [`${path}:${index + 1}`] : [])),
    );
  expect(violations(found, 'wrap the comment at 100 columns')).toBe('');
});

const isLongComment = (line: string) =>
  line.length > 100 && /^\s*(?:\/\/|\/\*\*|\*)\s/.test(line) && !line.includes('oxlint-disable');
