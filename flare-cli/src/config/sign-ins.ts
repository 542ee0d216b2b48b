// Owns who is signed in where: one profile for each deployment, and the SDK's view of its tokens.
import type { components, TokenStore } from '@burstflare/sdk';
import { isLoopback } from '../connect/loopback-names.ts';
import { EXIT, Failure, usageFailure } from '../failures.ts';
import { configPath, readConfig, updateConfig, writeConfig } from './config-file.ts';
import { withFileLock } from './lock.ts';

type AuthResult = components['schemas']['AuthResult'];

const DEFAULT_API_URL = 'http://localhost:8787';

/** The deployment to talk to: the flag or FLARE_API_URL, else that of the newest sign-in. */
export function apiUrlFrom(flag: string | undefined): string {
  return normalized(flag ?? readConfig().currentApiUrl ?? DEFAULT_API_URL);
}

function normalized(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw badUrl(text);
  }
  const { protocol, username, password, pathname, search, hash, origin } = url;
  if (protocol !== 'http:' && protocol !== 'https:') throw badUrl(text);
  if (username + password + search + hash !== '' || pathname !== '/') throw badUrl(origin);
  refusePlainHttp(url);
  return origin;
}

const badUrl = (text: string) =>
  usageFailure(`${text} is not the address of a deployment`, 'Give one such as https://burstflare.example.com.');

/**
 * Threat: over plain HTTP, whoever is on the way reads the tokens. Property: they leave this
 * machine only encrypted.
 */
function refusePlainHttp({ protocol, hostname, host }: URL): void {
  if (protocol === 'https:' || isLoopback(hostname)) return;
  throw usageFailure(`http://${host} would carry your tokens unencrypted`, `Use https://${host} instead.`);
}

/** What a sign-in shows as JSON: everything but the tokens. */
export function signedIn(apiUrl: string, { user, workspace, authSessionId }: AuthResult) {
  return { apiUrl, user, workspace, authSessionId };
}

export const isSignedIn = (apiUrl: string) => readConfig().profiles[apiUrl] !== undefined;

export function rememberSignIn(apiUrl: string, { user, workspace, tokens }: AuthResult): Promise<void> {
  if (tokens === undefined) throw noTokens(apiUrl);
  const { id, email, name } = user;
  const { workspaceId, name: workspaceName } = workspace;
  return updateConfig((config) => {
    config.currentApiUrl = apiUrl;
    config.profiles[apiUrl] = { user: { id, email, name }, workspace: { workspaceId, name: workspaceName }, tokens };
  });
}

export function forgetSignIn(apiUrl: string): Promise<void> {
  return updateConfig((config) => {
    delete config.profiles[apiUrl];
  });
}

/** The file is read for each request: another flare may have refreshed since. */
export function tokenStore(apiUrl: string): TokenStore {
  return {
    load: async () => readConfig().profiles[apiUrl]?.tokens,
    async save(tokens) {
      const config = readConfig();
      const profile = config.profiles[apiUrl];
      if (profile === undefined) return; // signed out meanwhile, and stays so
      if (tokens === undefined) delete config.profiles[apiUrl];
      else profile.tokens = tokens;
      writeConfig(config);
    },
    withLock: (work) => withFileLock(configPath(), work),
  };
}

function noTokens(apiUrl: string): Failure {
  return new Failure({
    code: 'no_tokens',
    title: `${apiUrl} signed you in without tokens`,
    detail: 'The deployment treated the CLI as a browser.',
    next: 'Check that flare and the deployment have the same version.',
    exitCode: EXIT.failure,
  });
}
