// What SvelteKit's own types are told about this app.
import type { ShownError } from '#lib/data/errors.ts';

declare global {
  namespace App {
    // What +error.svelte is given: hooks.client.ts makes it from whatever a load threw.
    interface Error extends ShownError {}
  }
}
