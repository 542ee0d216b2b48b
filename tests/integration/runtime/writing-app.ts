// Owns an app for tests that writes to a database all the time, and knows what has to be true of it
// whenever it is looked at.
import { DatabaseSync } from 'node:sqlite';

const ACCOUNTS = 8000;

/**
 * SQLite in WAL mode: three files that belong together. Each transaction moves money between rows
 * far apart, so the sum never changes. It serves its count on a port, a line for each byte that
 * comes, over one connection.
 */
export const WRITING_APP = String.raw`
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync('data.db');
db.exec('pragma journal_mode=wal; pragma wal_autocheckpoint=200; pragma synchronous=off');
db.exec('create table acc(id integer primary key, v integer, pad text); create index i on acc(pad)');
const pad = () => String(Math.floor(Math.random() * 1e6)).padStart(6, '0').repeat(60);
db.exec('begin');
const insert = db.prepare('insert into acc values (?, 1000, ?)');
for (let i = 0; i < ${ACCOUNTS}; i++) insert.run(i, pad());
db.exec('commit');
const take = db.prepare('update acc set v = v - ?, pad = ? where id = ?');
const give = db.prepare('update acc set v = v + ? where id = ?');
const any = () => Math.floor(Math.random() * ${ACCOUNTS});
let commits = 0;
(function work() {
  db.exec('begin immediate');
  for (let i = 0; i < 20; i++) {
    const amount = Math.floor(Math.random() * 50);
    take.run(amount, pad(), any());
    give.run(amount, any());
  }
  db.exec('commit');
  commits += 1;
  setImmediate(work);
})();
require('node:net').createServer((socket) => socket.on('data', () => socket.write(commits + '\n'))).listen(6060, () => {
  require('node:fs').writeFileSync('up', '');
});
`;

/** What is wrong with a copy of its files; null if nothing is. */
export function faultOf(file: string): string | null {
  try {
    const db = new DatabaseSync(file);
    try {
      const [check] = db.prepare('pragma integrity_check(1)').all();
      if (check?.integrity_check !== 'ok') return String(check?.integrity_check);
      const [{ sum, rows } = {}] = db.prepare('select sum(v) as sum, count(*) as rows from acc').all();
      return sum === ACCOUNTS * 1000 && rows === ACCOUNTS ? null : `the sum is ${sum} of ${rows} rows`;
    } finally {
      db.close();
    }
  } catch (error) {
    return String(error);
  }
}
