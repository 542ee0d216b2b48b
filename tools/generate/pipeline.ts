// Owns the order of the contract's pipeline: lint, bundle, mount, emit, format. It writes nothing;
// see freshness.ts.
import { join } from 'node:path';
import { format, type Options } from 'prettier';
import type { Contract } from './contract.ts';
import { readContract } from './contract.ts';
import { completed } from './complete/complete.ts';
import { widened } from './complete/integers.ts';
import { parseDocument } from './document.ts';
import { mountRuntime } from './mount.ts';
import { hostBundle, publicBundle, runtimeBundle } from './outputs/bundles.ts';
import { runtimeFrames, sdkFrames } from './outputs/frames.ts';
import { gatewayClient } from './outputs/gateway-client.ts';
import { gatewayOperations } from './outputs/gateway-operations.ts';
import { gatewayPolicy } from './outputs/gateway-policy.ts';
import { gatewayTypes } from './outputs/gateway-types.ts';
import { planeOperations } from './outputs/plane-operations.ts';
import { planeProblems } from './outputs/plane-problems.ts';
import { gatewaySchemas, planeSchemas } from './outputs/schemas.ts';
import { sdkApi, sdkOperations, sdkPolicy } from './outputs/sdk.ts';
import { migratedSchema } from './outputs/sql.ts';
import { bundle, lint } from './redocly.ts';
import { hostService, runtimeService, type Service } from './service.ts';

/** Generated files by their path from the root. */
export type Outputs = Map<string, string>;

/** Every folder that holds generated files and nothing else. */
export const GENERATED = [
  'openapi/generated',
  'gateway/generated',
  'sdk/generated',
  'session-runtime/generated',
  'sql/generated',
];

export interface Documents {
  contract: Contract;
  runtime: Contract;
  host: Contract;
}

/**
 * The linted, bundled contract with the runtime's public operations mounted, the runtime's own, and
 * the host's.
 */
export async function readDocuments(root: string, config = join(root, 'openapi/redocly.yaml')): Promise<Documents> {
  const openapi = join(root, 'openapi');
  const [, contract, runtime, host] = await Promise.all([
    lint(openapi, config, ['public', 'runtime', 'host']),
    bundle(openapi, config, 'public'),
    bundle(openapi, config, 'runtime'),
    bundle(openapi, config, 'host'),
  ]);
  const runtimeDocument = parseDocument(runtime, 'runtime.json');
  const mounted = mountRuntime(parseDocument(contract, 'openapi.json'), runtimeDocument);
  return {
    contract: readContract(parseDocument(completed(mounted), 'openapi.json')),
    runtime: readContract(widened(runtimeDocument)),
    host: readContract(widened(parseDocument(host, 'host.json'))),
  };
}

export async function generate(root: string, config?: string): Promise<Outputs> {
  const documents = await readDocuments(root, config);
  const { contract } = documents;
  const [runtime, host] = [runtimeService(documents.runtime), hostService(documents.host)];
  const sql = migratedSchema(join(root, 'sql/migrations'));
  const sources: [string, string | Promise<string>][] = [
    ['openapi/generated/openapi.json', publicBundle(contract.document)],
    ['openapi/generated/runtime.json', runtimeBundle(documents.runtime.document)],
    ['openapi/generated/host.json', hostBundle(documents.host.document)],
    ['gateway/generated/schemas.ts', gatewaySchemas(contract)],
    ['gateway/generated/operations.ts', gatewayOperations(contract)],
    ['gateway/generated/types.ts', gatewayTypes(contract)],
    ['gateway/generated/policy.ts', gatewayPolicy(contract)],
    ['gateway/generated/runtime.ts', gatewayClient(contract, runtime)],
    ['gateway/generated/host.ts', gatewayClient(contract, host)],
    ['sdk/generated/api.ts', sdkApi(publicBundle(contract.document))],
    ['sdk/generated/policy.ts', sdkPolicy(contract)],
    ['sdk/generated/operations.ts', sdkOperations(contract)],
    ['sdk/generated/frames.ts', sdkFrames(documents.runtime)],
    ['session-runtime/generated/frames.ts', runtimeFrames(documents.runtime)],
    ...planeFiles(runtime),
    ...planeFiles(host),
    ['sql/generated/schema.sql', sql.schema],
    ['sql/generated/rows.ts', sql.rows],
  ];
  const formatted = sources.map(async ([path, source]) => [path, await styled(path, await source)] as const);
  return new Map(await Promise.all(formatted));
}

const planeFiles = (service: Service): [string, string][] => [
  [`session-runtime/generated/${service.files}schemas.ts`, planeSchemas(service)],
  [`session-runtime/generated/${service.files}operations.ts`, planeOperations(service)],
  [`session-runtime/generated/${service.files}problems.ts`, planeProblems(service)],
];

// The same as .prettierrc.json, which names a plugin for Svelte that need not be loaded here.
const STYLE: Options = { parser: 'typescript', printWidth: 120, singleQuote: true };

/** TypeScript is formatted; JSON and SQL come in their final form. */
const styled = (path: string, source: string) => (path.endsWith('.ts') ? format(source, STYLE) : source);
