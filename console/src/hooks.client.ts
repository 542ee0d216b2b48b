// Turns whatever a page's load threw into what +error.svelte shows.
import type { HandleClientError } from '@sveltejs/kit/hooks';
import { isUnreachable, shownError } from '#lib/data/errors.ts';
import { connection } from '#lib/data/connection.svelte.ts';

export const handleError: HandleClientError = (caught) => {
  if (caught.kind === 'app') return caught.error;
  if (caught.kind === 'unknown') {
    if (isUnreachable(caught.error)) connection.lost();
    return shownError(caught.error);
  }
  return caught.error.status === 404 ? notFound : { ...unexpected, status: caught.error.status };
};

const notFound = {
  status: 404,
  message: 'There is no such page',
  detail: 'The address leads nowhere, or to something that is gone.',
  next: 'Check the address, or start from your sessions.',
  code: 'route_not_found',
  requestId: null,
};

const unexpected = {
  message: 'This page could not be opened',
  detail: 'The console met an error that it did not expect.',
  next: 'Reload the page.',
  code: 'console_error',
  requestId: null,
};
