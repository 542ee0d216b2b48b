// What a local platform keeps, read from outside and past its API: D1's rows, objects, the storage
// of Durable Objects, the disks of its process host, and processes. It is read only; a test that
// has to age or spoil something says so and does it here.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { processesOf } from './processes.ts';

type Row = Record<string, SQLOutputValue>;

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** The file with the object's bytes; undefined if they are gone. */
  readonly file: string | undefined;
}

export class Inventory {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Rows of D1. */
  rows<T = Row>(sql: string, ...values: string[]): T[] {
    // the caller names the columns that the statement asks for
    return this.#read(this.#d1, (db) => db.prepare(sql).all(...values) as T[]);
  }

  /**
   * Lets ten minutes pass for a platform that does not run: leases run out, deleted sessions are
   * due to be purged.
   */
  letTenMinutesPass(): void {
    const db = new DatabaseSync(this.#d1);
    db.exec(`update chunk_leases set lease_until = lease_until - 600000 where lease_until > 0;
      update objects_to_delete set due_at = due_at - 600000 where due_at > 0;
      update sessions set deleted_at = deleted_at - 600000 where deleted_at is not null`);
    db.close();
  }

  /**
   * Lets half a minute pass for the builds of a platform that does not run: the sweep of its start
   * looks after those under way.
   */
  letBuildsFallQuiet(): void {
    this.change("update builds set heartbeat_at = heartbeat_at - 30000 where status = 'building'");
  }

  /**
   * Changes rows, to what a crash of a platform that does not run may have left, or to what no
   * operation does yet.
   */
  change(sql: string, ...values: string[]): void {
    const db = new DatabaseSync(this.#d1, { timeout: 10_000 });
    db.prepare(sql).run(...values);
    db.close();
  }

  /**
   * Holds D1, or all buckets' keys, as another connection in a transaction does: who writes
   * meanwhile finds them locked.
   */
  hold(what: 'd1' | 'r2'): Disposable {
    const paths = what === 'd1' ? [this.#d1] : this.#databases(join(this.#state, 'r2'));
    // The platform may be writing itself at this moment.
    const held = paths.map((path) => new DatabaseSync(path, { timeout: 10_000 }));
    for (const db of held) db.exec('begin immediate');
    return {
      [Symbol.dispose]() {
        for (const db of held.splice(0)) db.close();
      },
    };
  }

  objects(): StoredObject[] {
    const folder = join(this.#state, 'r2');
    const files = new Map<string, string>();
    for (const bucket of this.#list(folder)) {
      for (const blob of this.#list(join(folder, bucket, 'blobs')))
        files.set(blob, join(folder, bucket, 'blobs', blob));
    }
    return this.#databases(folder).flatMap((path) =>
      this.#read(path, (db) => {
        if (!tablesOf(db).includes('_mf_objects')) return [];
        const rows = db.prepare('select key, size, blob_id from _mf_objects').all();
        return rows.map(({ key, size, blob_id }) => ({
          key: String(key),
          bytes: Number(size),
          file: files.get(String(blob_id)),
        }));
      }),
    );
  }

  keys(): string[] {
    return this.objects()
      .map(({ key }) => key)
      .sort();
  }

  /** The keys of the chunks that a layer names. */
  chunkKeysOf(layerId: string): string[] {
    return this.rows<{ workspace_id: string; digest: string }>('select * from layer_chunks where layer_id = ?', layerId)
      .map(({ workspace_id, digest }) => `${workspace_id}/chunks/${digest.slice('sha256:'.length)}`)
      .sort();
  }

  /** Where a disk of a session or builder would be. */
  disk(id: string): string {
    return join(this.#dataDir, 'host/instances', id);
  }

  /**
   * The files on it, seen as the process host sees them: what that mounts is there for no other
   * process.
   */
  files(id: string): string {
    // the platform wrote it, by rename
    const { hostPid } = JSON.parse(readFileSync(join(this.#dataDir, 'platform.json'), 'utf8')) as { hostPid: number };
    const disk = join('/proc', String(hostPid), 'root', this.disk(id));
    return existsSync(join(disk, 'volume')) ? join(disk, 'volume') : disk;
  }

  /**
   * Every place that still names the id, the audit log aside: it is the record of what was. Windows
   * of rate limits are left out as well: they end by themselves within a minute.
   */
  tracesOf(id: string): string[] {
    const d1 = this.#read(this.#d1, (db) => columnsNaming(db, id, ['audit_entries']).map((place) => `D1 ${place}`));
    const objectStores = this.#databases(join(this.#state, 'do')).filter((path) => !path.includes('RateLimiter'));
    const durable = objectStores.flatMap((path) =>
      this.#read(path, (db) => columnsNaming(db, id, []).map((place) => `Durable Object ${place}`)),
    );
    const objects = this.keys()
      .filter((key) => key.includes(id))
      .map((key) => `object ${key}`);
    const disks = this.#hostFolders().filter((name) => name.includes(id));
    const processes = processesOf(id).map((pid) => `process ${pid}`);
    return [...d1, ...durable, ...objects, ...disks.map((name) => `disk ${name}`), ...processes];
  }

  /**
   * What nothing accounts for, when nothing is under way: objects without a row and rows without an
   * object, layers that nobody names, chunks held by no layer, disks and processes of no session,
   * work that claims to go on.
   */
  looseEnds(): string[] {
    return [...this.#looseRows(), ...this.#looseObjects(), ...this.#looseDisks()];
  }

  #looseRows(): string[] {
    const questions: Record<string, string> = {
      'a snapshot that is being saved for ever': "select id from snapshots where state = 'saving'",
      'a build that goes on for ever': "select id from builds where status in ('queued', 'building', 'retrying')",
      'a session between two states': "select id from sessions where state in ('starting', 'stopping')",
      'a layer that nobody names': `select id from layers where id not in (select layer_id from builds where layer_id is not null)
        and id not in (select layer_id from snapshots where layer_id is not null)`,
      'a chunk that no layer names': `select digest as id from chunks
        where not exists (select 1 from layer_chunks l where l.workspace_id = chunks.workspace_id and l.digest = chunks.digest)`,
      'a chunk that a layer names and the store lacks': `select l.digest as id from layer_chunks l
        left join chunks c on c.workspace_id = l.workspace_id and c.digest = l.digest where c.stored_at is null or c.state <> 'live'`,
      'an object that is to be deleted': 'select key as id from objects_to_delete',
    };
    return Object.entries(questions).flatMap(([what, sql]) =>
      this.rows<{ id: string }>(sql).map(({ id }) => `${what}: ${id}`),
    );
  }

  #looseObjects(): string[] {
    const named = this.rows<{ key: string }>(
      `
      select manifest_key as key from layers
      union select workspace_id || '/chunks/' || substr(digest, 8) from chunks where stored_at is not null
      union select object_key from snapshots where object_key is not null
      union select bundle_key from template_versions where bundle_key is not null
      union select workspace_id || '/builds/' || id || '/config.json' from builds where status = 'succeeded'
      union select workspace_id || '/builds/' || id || '/manifest.json' from builds where status = 'succeeded'`,
    ).map(({ key }) => key);
    const builds = this.rows<{ prefix: string }>(
      "select workspace_id || '/builds/' || id || '/' as prefix from builds",
    );
    const stored = this.keys();
    const ofBuild = (key: string) => builds.some(({ prefix }) => key.startsWith(prefix));
    const empty = this.objects().filter(({ file }) => file === undefined);
    return [
      ...empty.map(({ key }) => `an object without its bytes: ${key}`),
      ...stored.filter((key) => !named.includes(key) && !ofBuild(key)).map((key) => `an object without a row: ${key}`),
      ...named.filter((key) => !stored.includes(key)).map((key) => `a row without its object: ${key}`),
    ];
  }

  #looseDisks(): string[] {
    const entitled = this.rows<{ id: string }>("select id from sessions where state in ('running', 'failed')");
    return this.#hostFolders()
      .filter((name) => !entitled.some(({ id }) => name === `instances/${id}`))
      .map((name) => `a disk without a session: ${name}`);
  }

  #hostFolders(): string[] {
    return ['instances', 'trash'].flatMap((folder) =>
      this.#list(join(this.#dataDir, 'host', folder)).map((name) => `${folder}/${name}`),
    );
  }

  get #state(): string {
    return join(this.#dataDir, 'state/v3');
  }

  get #d1(): string {
    const [path, ...more] = this.#databases(join(this.#state, 'd1'));
    if (!path || more.length > 0)
      throw new Error(`There should be one D1 database, not ${more.length + (path ? 1 : 0)}.`);
    return path;
  }

  #databases(folder: string): string[] {
    return this.#list(folder).flatMap((name) =>
      this.#list(join(folder, name))
        .filter((file) => file.endsWith('.sqlite') && file !== 'metadata.sqlite')
        .map((file) => join(folder, name, file)),
    );
  }

  #list(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  #read<T>(path: string, ask: (db: DatabaseSync) => T): T {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
    try {
      return ask(db);
    } finally {
      db.close();
    }
  }
}

/** Spoils an object's bytes in the store, its length as before. */
export function alterBytes(file: string): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  writeFileSync(file, bytes);
}

const tablesOf = (db: DatabaseSync): string[] =>
  db
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => String(name));

function columnsNaming(db: DatabaseSync, id: string, except: readonly string[]): string[] {
  return tablesOf(db)
    .filter((table) => !except.includes(table))
    .flatMap((table) => {
      const columns = db.prepare(`select name from pragma_table_info('${table}')`).all();
      return columns.flatMap(({ name }) => {
        const ask = `select count(*) as count from "${table}" where instr(cast("${String(name)}" as text), ?) > 0`;
        return Number(db.prepare(ask).get(id)?.count) > 0 ? [`${table}.${String(name)}`] : [];
      });
    });
}
