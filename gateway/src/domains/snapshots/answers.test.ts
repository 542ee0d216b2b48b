import { expect, test } from 'vitest';
import { snapshotAnswer } from './answers.ts';
import type { SnapshotRow } from './store.ts';

const capture = {
  capturedAt: '2026-11-21T09:30:00.000Z',
  files: 1,
  rawBytes: 10,
  bytes: 5,
  uploadedBytes: 5,
  chunks: 1,
  newChunks: 1,
  milliseconds: 100,
};

const answerWith = (captured: object) =>
  // only what is read of a row
  snapshotAnswer({ paths: '[]', warnings: null, created_at: 0, capture: JSON.stringify(captured) } as SnapshotRow);

test('a capture that was stored before pauses were noted says of its pause that it is not known', () => {
  expect(answerWith(capture).runtimeCapture).toEqual({ ...capture, pauseMs: null });
  expect(answerWith({ ...capture, pauseMs: 12 }).runtimeCapture).toEqual({ ...capture, pauseMs: 12 });
});
