// What other parts may ask of builds.
export { enqueueBuild, type EnqueuedBuild } from './enqueue.ts';
export { buildFind, buildFindLayer } from './store.ts';
export { sweepBuilds } from './reconcile.ts';
