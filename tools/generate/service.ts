// Owns what tells the two internal services apart: the runtime in a session, and the host that runs
// it. The gateway calls both by tables of one form, and one plane serves both.
import type { Contract, OperationModel } from './contract.ts';
import { HOST, RUNTIME } from './header.ts';

export interface Service {
  contract: Contract;
  /** The document, for headers and messages. */
  source: string;
  bundle: string;
  /** Before the names of its tables in the gateway. */
  name: 'runtime' | 'host';
  /** Before the names of its files beside the plane. */
  files: '' | 'host-';
}

export const runtimeService = (contract: Contract): Service => ({
  ...{ contract, source: RUNTIME, bundle: 'runtime.json', name: 'runtime', files: '' },
});
export const hostService = (contract: Contract): Service => ({
  ...{ contract, source: HOST, bundle: 'host.json', name: 'host', files: 'host-' },
});

export const placeOf = ({ bundle }: Service, { path, method }: OperationModel) => `${bundle}#/paths/${path}/${method}`;
