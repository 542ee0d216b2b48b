// Owns the operations on archives, saves and restores.
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import type { OpenAPIHono } from '@hono/zod-openapi';
import * as routes from '../../generated/routes.ts';
import type { Bindings } from '../app.ts';
import { Problem } from '../problems.ts';
import type { Session } from '../session.ts';
import { keepLastSnapshot } from './last-snapshot.ts';

/** A sender that says nothing for so long is gone. */
const SILENCE_MS = 120_000;
/** How long the rest of a refused body is read away. */
const DRAIN_MS = 30_000;

export function addLayerRoutes(api: OpenAPIHono<{ Bindings: Bindings }>, { layers }: Session): void {
  const { saves, restores } = layers;
  api.openapi(routes.importArchive, async (c) => {
    const { maxEntries, maxBytes } = c.req.valid('query');
    const limits = { entries: maxEntries, bytes: maxBytes };
    return c.json(await withBody(c.env, (body) => restores.importArchive(body, limits)), 200);
  });
  api.openapi(routes.keepLastSnapshot, async (c) => {
    await layers.ready;
    return c.json(await withBody(c.env, (body) => keepLastSnapshot(layers.places.workspace, body)), 200);
  });
  api.openapi(routes.startSave, (c) => c.json(saves.start(c.req.valid('json')), 200));
  api.openapi(routes.getSave, async (c) => {
    const { fromFrame, waitSeconds } = c.req.valid('query');
    const { saveId } = c.req.valid('param');
    return c.json(await saves.get(saveId, fromFrame, waitSeconds * 1000, c.req.raw.signal), 200);
  });
  api.openapi(routes.deleteSave, async (c) => {
    await saves.delete(c.req.valid('param').saveId);
    return c.body(null, 204);
  });
  api.openapi(routes.readSaveChunk, async (c) => {
    const { saveId, digest } = c.req.valid('param');
    return c.body(await saves.chunk(saveId, digest), 200, { 'content-type': 'application/octet-stream' });
  });
  api.openapi(routes.startRestore, async (c) => {
    await layers.ready; // It may know this one from before a crash.
    return c.json(restores.start(c.req.valid('json')), 200);
  });
  api.openapi(routes.getRestore, async (c) => {
    await layers.ready;
    return c.json(restores.get(c.req.valid('param').restoreId), 200);
  });
  api.openapi(routes.receiveRestore, async (c) => {
    await layers.ready;
    const { restoreId } = c.req.valid('param');
    return c.json(await withBody(c.env, (body) => restores.receive(restoreId, body)), 200);
  });
}

/** Hands the body on as Node's own stream, and reads the rest of it away: a refusal sent while the other side still sends may never arrive. */
async function withBody<T>({ incoming }: Bindings, use: (body: IncomingMessage) => Promise<T>): Promise<T> {
  if (incoming === undefined) throw new Problem('bad_request');
  incoming.setTimeout(SILENCE_MS, () => incoming.destroy());
  try {
    return await use(incoming);
  } finally {
    incoming.resume();
    const signal = AbortSignal.timeout(DRAIN_MS);
    if (!incoming.readableEnded) await finished(incoming, { signal, cleanup: true }).catch(() => incoming.destroy());
    incoming.setTimeout(0);
  }
}
