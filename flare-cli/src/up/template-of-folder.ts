// Owns which template a folder gets: the one that it had, else one of its name, unless that is
// another folder's.
import { basename } from 'node:path';
import { type Client, type components, ProblemError } from '@burstflare/sdk';
import { EXIT, Failure } from '../failures.ts';
import { type FolderManifest, templateNameOf } from '../manifest/of-folder.ts';
import { asArgument } from '../output/text.ts';
import { allMemories, type Memory } from './memory.ts';

type Template = components['schemas']['Template'];

export interface Naming {
  client: Client;
  apiUrl: string;
  folder: string;
  manifest: FolderManifest;
  /** What was asked for by --name. */
  name: string | undefined;
  memory: Memory | undefined;
  say(text: string): void;
}

const MAX_NAME = 100;

export async function templateOfFolder(naming: Naming): Promise<Template> {
  const { client, folder, manifest, name: asked, memory, say } = naming;
  const given = asked ?? manifest.name;
  const had = memory === undefined ? undefined : await templateById(client, memory.templateId);
  // A name that is asked for is meant, also where the folder had another one.
  if (had !== undefined && (given === undefined || isNamed(had, given))) return usable(had);
  const wanted = given ?? templateNameOf(folder);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${[...wanted].slice(0, MAX_NAME - 6).join('')}-${number}`;
    const known = await templateNamed(client, name);
    if (known === undefined) return created(naming, name);
    const other = given === undefined ? folderOf(naming, known) : undefined;
    if (other === undefined) {
      say(`The template ${known.name} already exists and gets this folder; --name creates another one.`);
      return usable(known);
    }
    say(`The template ${known.name} belongs to ${other}; ${basename(folder)} gets one of its own.`);
  }
}

/** With a manifest that the deployment refuses, nothing is created. */
async function created({ client, manifest, say }: Naming, name: string): Promise<Template> {
  // The deployment judges what the file holds; its response names every invalid field.
  const body = { name, manifest: manifest.manifest as { image: string } };
  try {
    const template = await client.call('createTemplate', { body });
    say(`Created the template ${template.name}.`);
    return template;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Created by another flare at the same moment.
    const known = error.code === 'template_name_taken' ? await templateNamed(client, name) : undefined;
    if (known === undefined) throw manifest.locate(error);
    return usable(known);
  }
}

const isNamed = (template: Template, name: string) => template.name.toLowerCase() === name.toLowerCase();

/** The folder on this machine, other than this one, that a template is remembered for. */
const folderOf = ({ apiUrl, folder }: Naming, { id }: Template) =>
  allMemories(apiUrl).find((memory) => memory.templateId === id && memory.folder !== folder)?.folder;

async function templateById(client: Client, templateId: string): Promise<Template | undefined> {
  try {
    return await client.call('getTemplate', { params: { templateId } });
  } catch (error) {
    // Deleted, or it belongs to another account that was signed in here before.
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

async function templateNamed(client: Client, name: string): Promise<Template | undefined> {
  const query = { q: [...name].slice(0, MAX_NAME).join(''), limit: 100 };
  for await (const template of client.items('listTemplates', { query })) if (isNamed(template, name)) return template;
  return undefined;
}

function usable(template: Template): Template {
  if (template.state !== 'archived') return template;
  throw new Failure({
    code: 'template_archived',
    title: `The template ${template.name} is archived`,
    detail: 'No new sessions can be created from it.',
    next: `Restore it with \`flare template restore ${asArgument(template.name)}\`, or use another name with --name.`,
    exitCode: EXIT.conflict,
  });
}
