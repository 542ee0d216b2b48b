// What other parts may ask of builds.
export { buildViews } from './answers.ts';
export { getBuild, type LogScope, readLog } from './service.ts';
export { enqueueBuild, type EnqueuedBuild } from './enqueue.ts';
export { buildFind, buildFindLayer } from './store.ts';
export { takeBuildMessages } from './queue.ts';
export { sweepBuilds } from './reconcile.ts';
