// Owns finding what an argument means: an id, or a name that only one thing has.
import type { Client, components } from '@burstflare/sdk';
import * as Args from '@oclif/core/args';
import { EXIT, Failure } from './failures.ts';
import { noteName } from './typed-names.ts';

type Template = components['schemas']['Template'];
type Session = components['schemas']['Session'];
type Version = components['schemas']['TemplateVersion'];

const TEMPLATE_ID = /^tpl-[a-z2-7]{20}$/;
const SESSION_ID = /^ses-[a-z2-7]{20}$/;
const VERSION_ID = /^ver-[a-z2-7]{20}$/;
const BUILD_ID = /^bld-[a-z2-7]{20}$/;

export async function findTemplate(client: Client, name: string): Promise<Template> {
  if (TEMPLATE_ID.test(name)) return client.call('getTemplate', { params: { templateId: name } });
  return onlyOne('template', name, client.items('listTemplates', { query: searchFor(name) }));
}

export async function findTemplateId(client: Client, name: string): Promise<string> {
  return TEMPLATE_ID.test(name) ? name : (await findTemplate(client, name)).id;
}

export async function findSessionId(client: Client, name: string): Promise<string> {
  if (SESSION_ID.test(name)) return name;
  const found = await onlyOne('session', name, client.items('listSessions', { query: searchFor(name) }));
  return found.id;
}

export async function findSession(client: Client, name: string): Promise<Session> {
  return client.call('getSession', { params: { sessionId: await findSessionId(client, name) } });
}

/** By id or number; without either, the newest that can be promoted. */
export async function findVersion(client: Client, templateId: string, version: string | undefined): Promise<Version> {
  if (version !== undefined && VERSION_ID.test(version)) {
    return client.call('getTemplateVersion', { params: { templateId, versionId: version } });
  }
  for await (const candidate of client.items('listTemplateVersions', {
    params: { templateId },
    query: { limit: 100 },
  })) {
    if (version === undefined ? candidate.state === 'ready' : String(candidate.number) === version) return candidate;
  }
  throw new Failure({
    code: 'not_found',
    title:
      version === undefined ? 'The template has no version that is ready' : `The template has no version ${version}`,
    next: `Run \`flare template versions ${templateId}\` to see what it has, or \`flare template upload ${templateId} --dir <folder>\` to add one.`,
    exitCode: EXIT.notFound,
  });
}

/**
 * By id, or by the name of its template: the newest of that, or the one of the version behind an @,
 * as in web@3.
 */
export async function findBuildId(client: Client, name: string): Promise<string> {
  if (BUILD_ID.test(name)) return name;
  const [, templateName = name, number] = /^(.+)@(\d+)$/.exec(name) ?? [];
  const { id: templateId } = await findTemplate(client, templateName);
  for await (const build of client.items('listBuilds', { query: { templateId, limit: 100 } })) {
    if (number !== undefined && String(build.versionNumber) !== number) continue;
    noteName(build.id, name);
    return build.id;
  }
  throw new Failure({
    code: 'not_found',
    title: number === undefined ? `${templateName} has no builds` : `Version ${number} of ${templateName} has no build`,
    next: `Run \`flare build list\` to see what there is.`,
    exitCode: EXIT.notFound,
  });
}

export const buildArgs = {
  build: Args.string({ description: 'Id of the build, or its template, or template@version', required: true }),
};

const searchFor = (name: string) => ({ q: [...name].slice(0, 100).join(''), limit: 100 });

async function onlyOne<T extends { id: string; name: string }>(
  what: 'template' | 'session',
  name: string,
  candidates: AsyncIterable<T>,
): Promise<T> {
  const similar: string[] = [];
  const found: T[] = [];
  for await (const candidate of candidates) {
    if (candidate.name.toLowerCase() === name.toLowerCase()) found.push(candidate);
    else if (similar.length < 3) similar.push(candidate.name);
  }
  const [first, second] = found;
  if (first === undefined) throw nothingNamed(what, name, similar);
  if (second !== undefined) throw severalNamed(what, name, found);
  noteName(first.id, first.name);
  return first;
}

function nothingNamed(what: string, name: string, similar: string[]): Failure {
  return new Failure({
    code: 'not_found',
    title: `There is no ${what} named ${name}`,
    ...(similar.length > 0 && { detail: `Similar: ${similar.join(', ')}` }),
    next: `Run \`flare ${what} list\` to see what there is.`,
    exitCode: EXIT.notFound,
  });
}

function severalNamed(what: string, name: string, found: { id: string }[]): Failure {
  return new Failure({
    code: 'ambiguous_name',
    title: `${found.length} ${what}s are named ${name}`,
    detail: found.map(({ id }) => id).join('\n'),
    next: 'Use the id instead of the name.',
    exitCode: EXIT.usage,
  });
}
