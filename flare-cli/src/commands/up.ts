import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { appPort, appWords, type components, isAppDown, sizeText } from '@burstflare/sdk';
import { stringify } from 'yaml';
import { listFiles } from '../bundle/list-files.ts';
import { withBundle } from '../bundle/pack.ts';
import { usageFailure } from '../failures.ts';
import { FlareCommand } from '../flare-command.ts';
import { type FolderManifest, folderManifest, nothingDetected } from '../manifest/of-folder.ts';
import { openBrowser } from '../open-browser.ts';
import { asArgument } from '../output/text.ts';
import { isInteractive } from '../prompt.ts';
import { askedManifest } from '../up/ask.ts';
import { type AppOutlook, awaitApp, restartApp } from '../up/await-app.ts';
import { oneAtATime } from '../up/memory.ts';
import { begin, type Coming, folderSession, type Packed, type Seat } from '../up/seat.ts';

type Session = components['schemas']['Session'];

export default class Up extends FlareCommand<typeof Up> {
  static override summary = 'From a folder to a running session';
  static override description = `Sends the folder, builds it, starts a session, waits for its app, and prints the address of the preview.
If the app crashes, ends, or does not open its port in time, the command fails with the end of the app's log; the session runs on.
How to run the folder is read from burstflare.yaml, or detected from its files (see template init). Files that .gitignore and .flareignore
exclude are not sent.
The folder keeps its session and address. What changed in the folder is put into the session, which is saved first; the setup runs again if what
it goes by changed. A file that changed in the session as well is named, and nothing is overwritten without --force. With --new, or where the
manifest changed, a new session is created; the previous one is saved and put to sleep.`;
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
    new: Flags.boolean({ description: 'Create another session, of a version with the folder as it is' }),
    force: Flags.boolean({ description: 'Overwrite files that changed in the session as well; it is saved before' }),
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
    const coming: Coming = {
      ...{ client, apiUrl, folder, manifest, quiet, say },
      ...{ name: flags.name, isNew: flags.new, force: flags.force },
      again: `flare up ${relative(process.cwd(), folder) === '' ? '' : asArgument(this.args.dir)}`.trimEnd(),
    };
    const seat = await oneAtATime(coming, async () => {
      const begun = await this.#withBundle(manifest, (packed) => begin(coming, packed));
      return folderSession(coming, begun);
    });
    const present = seat.reused ? await this.#startedAgain(seat.session) : seat.session;
    const outlook = await awaitApp({ client, seconds: flags['wait-seconds'], quiet }, present);
    return this.#tellResult(seat, outlook);
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
  async #withBundle<R>({ manifest, root }: FolderManifest, use: (packed: Packed) => Promise<R>): Promise<R> {
    if (manifest.git !== undefined) return use({ bundle: undefined, listing: undefined });
    const listing = await listFiles(root);
    for (const remark of listing.remarks) this.say(remark);
    return withBundle(listing, async (bundle) => {
      const files = listing.entries.filter(({ type }) => type !== 'directory').length;
      this.say(`Packed ${files} ${files === 1 ? 'file' : 'files'}, ${sizeText(bundle.bytes)}.`);
      return use({ bundle, listing });
    });
  }

  /** The cause for which its app went down may be gone. */
  async #startedAgain(session: Session): Promise<Session> {
    if (session.app === null || !isAppDown(session.app)) return session;
    this.say(`${appWords(session)}; starting it again.`);
    return restartApp(this.client, session);
  }

  async #tellResult(seat: Seat, { session, trouble }: AppOutlook) {
    const { previous, version } = seat;
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
      version: { id: version.id, number: version.number, buildId: version.buildId, reused: seat.versionReused },
      session,
      sessionReused: seat.reused,
      changed: seat.changed ?? null,
      previousSession: previous === undefined ? null : { id: previous.id, name: previous.name, state: previous.state },
      preview: port === null ? null : { port: port.number, state: port.state, url: port.url },
    };
  }

  async #open(sessionId: string): Promise<void> {
    const { signInUrl } = await this.client.call('openPreview', { params: { sessionId } });
    if (!(await openBrowser(signInUrl))) this.say('No browser could be opened here; open the address yourself.');
  }
}
