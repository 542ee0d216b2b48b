// Writes the Worker's bindings as wrangler reads them out of wrangler.toml, so that the platform
// starts without loading wrangler.
//   tsx tools/start/worker-options.ts <file>
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { root } from './settings.ts';

const [target] = process.argv.slice(2);
if (!target) throw new Error('Usage: worker-options.ts <file>');
const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'));
writeFileSync(target, JSON.stringify(workerOptions));
