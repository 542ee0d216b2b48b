// Owns the order of the rules: the first one that applies decides. What names its framework by a
// file of its own comes before package.json, which such projects have as well; hints that were
// written for other machines come after what a tool of the project goes by.
import { denoRule } from './deno.ts';
import { composeRule, dockerfileRule, makefileRule, procfileRule } from './hints.ts';
import { goRule, rustRule } from './compiled.ts';
import { nodeRule } from './node/node.ts';
import { pagesRule } from './pages.ts';
import { laravelRule, phpRule } from './php.ts';
import { djangoRule, fastapiRule, flaskRule, pythonRule, streamlitRule } from './python.ts';
import { rackRule, railsRule, rubyRule } from './ruby.ts';
import type { Rule } from './rule.ts';
import { hugoRule, jekyllRule, mkdocsRule } from './sites.ts';

export const RULES: readonly Rule[] = [
  djangoRule,
  railsRule,
  laravelRule,
  hugoRule,
  jekyllRule,
  mkdocsRule,
  denoRule,
  nodeRule,
  streamlitRule,
  fastapiRule,
  flaskRule,
  rackRule,
  goRule,
  rustRule,
  phpRule,
  pythonRule,
  rubyRule,
  procfileRule,
  makefileRule,
  composeRule,
  dockerfileRule,
  pagesRule,
];
