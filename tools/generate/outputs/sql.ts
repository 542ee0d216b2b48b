// Owns sql/generated: runs the migrations in SQLite and writes down the schema that they leave, as
// SQL and as Kysely's row types.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { header, jsdoc } from '../header.ts';

const SOURCE = 'sql/migrations';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  generated: boolean;
}

interface Table {
  name: string;
  sql: string;
  comment: string;
  columns: Column[];
}

export function migratedSchema(folder: string): { schema: string; rows: string } {
  const migrations = readMigrations(folder);
  const database = new DatabaseSync(':memory:');
  try {
    for (const { name, sql } of migrations) run(database, name, sql);
    const objects = database
      .prepare(
        `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type = 'table' DESC, name`,
      )
      .all()
      .map((row) => ({ type: String(row.type), name: String(row.name), sql: String(row.sql) }));
    const comments = tableComments(migrations.map(({ sql }) => sql));
    const tables = objects
      .filter(({ type }) => type === 'table')
      .map(({ name, sql }) => ({
        name,
        sql,
        comment: comments.get(name) ?? '',
        columns: columnsOf(database, name, sql),
      }));
    return {
      schema: header(SOURCE, '--') + objects.map(({ sql }) => `${sql};\n`).join('\n'),
      rows: rowTypes(tables),
    };
  } finally {
    database.close();
  }
}

/**
 * Migrations in their order: 0001_create_auth.sql, 0002_… without a gap, so that two people cannot
 * add the same number unnoticed.
 */
export function readMigrations(folder: string): { name: string; sql: string }[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  names.forEach((name, index) => {
    const expected = String(index + 1).padStart(4, '0');
    if (!new RegExp(`^${expected}_[a-z][a-z0-9_]*\\.sql$`).test(name)) {
      throw new Error(
        `${SOURCE}/${name}: the next migration is named ${expected}_<verb>_<noun>.sql; numbers have no gap and no twin`,
      );
    }
  });
  return names.map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }));
}

function run(database: DatabaseSync, name: string, sql: string) {
  try {
    database.exec(sql);
  } catch (error) {
    throw new Error(`${SOURCE}/${name} does not run: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The comment that stands directly above CREATE TABLE; SQLite does not keep it. */
function tableComments(sources: string[]): Map<string, string> {
  const found = sources.flatMap((sql) => [...sql.matchAll(/((?:^--.*\n)+)CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gm)]);
  return new Map(found.map(([, comment = '', name = '']) => [name, comment.replaceAll(/^--\s?/gm, '').trim()]));
}

function columnsOf(database: DatabaseSync, table: string, sql: string): Column[] {
  const rows = database
    .prepare(
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?) WHERE hidden IN (0, 2, 3) ORDER BY cid`,
    )
    .all(table);
  const singleKey = rows.filter((row) => Number(row.pk) > 0).length === 1;
  return rows.map((row) => {
    const name = String(row.name);
    const isKey = Number(row.pk) > 0;
    const rowId = isKey && singleKey && row.type === 'INTEGER';
    return {
      name,
      type: checkedValues(sql, name) ?? storageType(table, name, String(row.type)),
      // A key column of a STRICT table is never null, though SQLite does not report it as NOT NULL.
      nullable: row.notnull === 0 && !isKey,
      generated: row.dflt_value !== null || rowId,
    };
  });
}

const STORAGE: Record<string, string> = { TEXT: 'string', INTEGER: 'number', REAL: 'number', BLOB: 'Uint8Array' };

function storageType(table: string, column: string, type: string): string {
  const found = STORAGE[type];
  if (found === undefined)
    throw new Error(`${SOURCE}: ${table}.${column} is of type ${type}; known are ${Object.keys(STORAGE).join(', ')}`);
  return found;
}

/** CHECK (state IN ('active', 'archived')) as a union of its values. */
function checkedValues(sql: string, column: string): string | undefined {
  const values = new RegExp(`CHECK\\s*\\(\\s*${column}\\s+IN\\s*\\(([^()]*)\\)\\s*\\)`, 'i').exec(sql)?.[1];
  const items = values?.split(',').map((value) => value.trim());
  return items?.every((item) => /^('[^']*'|-?\d+)$/.test(item)) ? items.join(' | ') : undefined;
}

const pascal = (name: string) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

function rowTypes(tables: Table[]): string {
  const interfaces = tables.map(({ name, comment, columns }) => {
    const fields = columns.map((column) => {
      const value = column.nullable ? `${column.type} | null` : column.type;
      return `  ${column.name}: ${column.generated ? `Generated<${value}>` : value};\n`;
    });
    return `${jsdoc(comment)}export interface ${pascal(name)}Table {\n${fields.join('')}}\nexport type ${pascal(name)}Row = Selectable<${pascal(name)}Table>;\n`;
  });
  const generated = tables.some(({ columns }) => columns.some((column) => column.generated));
  const fields = tables.map(({ name }) => `  ${name}: ${pascal(name)}Table;\n`).join('');
  return [
    header(SOURCE),
    `import type { ${generated ? 'Generated, ' : ''}Selectable } from 'kysely';\n\n`,
    interfaces.join('\n'),
    `\n/** Every table of D1, as Kysely sees them. */\nexport interface Database {\n${fields}}\n`,
  ].join('');
}
