import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { appPort, appWords, type Client, type components, isAppDown, ProblemError, sizeText } from '@burstflare/sdk';
import { stringify } from 'yaml';
import { listFiles } from '../bundle/list-files.ts';
import { type Bundle, withBundle } from '../bundle/pack.ts';
import { EXIT, Failure, usageFailure } from '../failures.ts';
import { FlareCommand } from '../flare-command.ts';
import { type FolderManifest, folderManifest, nothingDetected, templateNameOf } from '../manifest/of-folder.ts';
import { openBrowser } from '../open-browser.ts';
import { asArgument } from '../output/text.ts';
import { isInteractive } from '../prompt.ts';
import { askedManifest } from '../up/ask.ts';
import { type AppOutlook, awaitApp, restartApp } from '../up/await-app.ts';
import { folderSession, type Seat } from '../up/seat.ts';
import { sessionOfFolder } from '../up/remembered.ts';
import { beginVersion, type Begun, finishVersion } from '../up/ready-version.ts';

type Session = components['schemas']['Session'];
type Template = components['schemas']['Template'];

export default class Up extends FlareCommand<typeof Up> {
  static override summary = 'From a folder to a running session';
  static override description = `Sends the folder, builds it, starts a session, waits for its app, and prints the address of the preview.
If the app
crashes, ends, or does not open its port in time, the command fails with the end of the app's log; the session runs on. How to run the folder is read from burstflare.yaml, or detected from its files (see template init). Files that .gitignore and .flareignore
exclude are not sent. For an unchanged folder, the same session is started again. For a changed folder, a new session is created; the
previous one is saved and put to sleep.`;
  static override examples = [
    { description: 'The current folder', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Another one, and show it in the browser',
      command: '<%= config.bin %> <%= command.id %> web --open',
    },
  ];
  static override args = { dir: Args.string({ description: 'The folder', default: '.' }) };
  static override flags = {
    name: Flags.string({
      description: 'Name of the template; the manifest’s `name` or the folder’s own if absent',
      helpValue: '<text>',
    }),
    open: Flags.boolean({ description: 'Open the preview in the browser' }),
    'wait-seconds': Flags.integer({
      default: 60,
      min: 0,
      description: 'How long to wait for the app to open its port',
      helpValue: '<n>',
    }),
  };

  async run() {
    const { client, apiUrl, flags } = this;
    const quiet = this.jsonEnabled();
    const say = (text: string) => this.say(text);
    const folder = resolve(this.args.dir);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw usageFailure(`${folder} is not a folder`);
    const manifest = (await folderManifest(folder)) ?? (await this.#asked(folder));
    this.#tellManifest(manifest);
    const name = flags.name ?? manifest.name ?? templateNameOf(folder);
    const known = await templateNamed(client, name);
    const again = `flare up ${relative(process.cwd(), folder) === '' ? '' : asArgument(this.args.dir)}`.trimEnd();
    const { readying, begun } = await this.#withBundle(manifest, async (bundle) => {
      const template = known ?? (await newTemplate(client, name, manifest));
      if (known === undefined) say(`Created the template ${name}.`);
      else if (sessionOfFolder(apiUrl, folder) === undefined)
        say(`The template ${known.name} already exists and gets this folder; --name creates another one.`);
      const readying = { client, template, manifest, quiet, say, again };
      return { readying, begun: await beginVersion(readying, bundle) };
    });
    const version = await finishVersion(readying, begun.version);
    const seat = await folderSession({ client, apiUrl, folder, version, quiet, say });
    const present = seat.reused ? await this.#startedAgain(seat.session) : seat.session;
    const outlook = await awaitApp({ client, seconds: flags['wait-seconds'], quiet }, present);
    return this.#tellResult({ ...begun, version }, seat, outlook);
  }

  async #asked(folder: string): Promise<FolderManifest> {
    if (this.jsonEnabled() || !isInteractive()) throw nothingDetected(folder);
    const schemaUrl = `${this.apiUrl}/manifest.schema.json`;
    return askedManifest({ folder, schemaUrl, say: (text) => this.say(text) });
  }

  #tellManifest({ manifest, file, found, unsupported }: FolderManifest): void {
    for (const line of found) this.say(`Found ${line}`);
    for (const line of unsupported) this.say(`Not used: ${line}`);
    if (file !== undefined) return;
    this.say('There is no burstflare.yaml; using this one (flare template init writes it):');
    for (const line of stringify(manifest).trimEnd().split('\n')) this.say(`  ${line}`);
  }

  /** A repository that the build clones takes the place of the folder's files. */
  async #withBundle<R>(
    { manifest, root }: FolderManifest,
    use: (bundle: Bundle | undefined) => Promise<R>,
  ): Promise<R> {
    if (manifest.git !== undefined) return use(undefined);
    const listing = await listFiles(root);
    for (const remark of listing.remarks) this.say(remark);
    return withBundle(listing, async (bundle) => {
      const files = listing.entries.filter(({ type }) => type !== 'directory').length;
      this.say(`Packed ${files} ${files === 1 ? 'file' : 'files'}, ${sizeText(bundle.bytes)}.`);
      return use(bundle);
    });
  }

  /** The cause for which its app went down may be gone. */
  async #startedAgain(session: Session): Promise<Session> {
    if (session.app === null || !isAppDown(session.app)) return session;
    this.say(`${appWords(session)}; starting it again.`);
    return restartApp(this.client, session);
  }

  async #tellResult({ version, reused }: Begun, seat: Seat, { session, trouble }: AppOutlook) {
    const { previous } = seat;
    const port = appPort(session);
    const [named] = session.ports;
    this.say(`${session.name}: ${session.state}. ${appWords(session)}.`);
    const opened = session.app?.port ?? null;
    if (opened !== null && named !== undefined && named.state !== 'open')
      this.say(`The manifest names port ${named.number}, but the app opened ${opened}.`);
    if (previous !== undefined)
      this.say(
        `The previous session is ${previous.state}, with its files. Start it again: flare session start ${asArgument(previous.name)}`,
      );
    this.say(`Terminal: flare session terminal ${asArgument(session.name)}`);
    this.say(`Stop: flare session stop ${asArgument(session.name)}`);
    if (trouble !== undefined) throw trouble;
    if (port !== null) this.log('%s', port.url);
    if (this.flags.open && port !== null) await this.#open(session.id);
    return {
      template: { id: version.templateId, name: session.templateName },
      version: { id: version.id, number: version.number, buildId: version.buildId, reused },
      session,
      sessionReused: seat.reused,
      previousSession: previous === undefined ? null : { id: previous.id, name: previous.name, state: previous.state },
      preview: port === null ? null : { port: port.number, state: port.state, url: port.url },
    };
  }

  async #open(sessionId: string): Promise<void> {
    const { signInUrl } = await this.client.call('openPreview', { params: { sessionId } });
    if (!(await openBrowser(signInUrl))) this.say('No browser could be opened here; open the address yourself.');
  }
}

/** With a manifest that the deployment refuses, nothing is created. */
function newTemplate(client: Client, name: string, { manifest, locate }: FolderManifest): Promise<Template> {
  // The deployment judges what the file holds; its response names every invalid field.
  const body = { name, manifest: manifest as { image: string } };
  return client.call('createTemplate', { body }).catch((error: unknown) => {
    throw error instanceof ProblemError ? locate(error) : error;
  });
}

async function templateNamed(client: Client, name: string): Promise<Template | undefined> {
  const query = { q: [...name].slice(0, 100).join(''), limit: 100 };
  for await (const template of client.items('listTemplates', { query })) {
    if (template.name.toLowerCase() !== name.toLowerCase()) continue;
    if (template.state === 'archived') throw archived(template.name);
    return template;
  }
  return undefined;
}

function archived(name: string): Failure {
  return new Failure({
    code: 'template_archived',
    title: `The template ${name} is archived`,
    detail: 'No new sessions can be created from it.',
    next: `Restore it with \`flare template restore ${asArgument(name)}\`, or use another name with --name.`,
    exitCode: EXIT.conflict,
  });
}
