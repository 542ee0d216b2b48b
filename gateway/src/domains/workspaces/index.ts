// What other parts may ask of workspaces.
export { followed } from './service.ts';
