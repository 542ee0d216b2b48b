// Owns opening an address in the person's browser, where there is one.
import { spawn } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, [command: string, ...before: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** False if there is nothing to open it with. What the browser then does is not known. */
export async function openBrowser(url: string): Promise<boolean> {
  // An address comes from the deployment: nothing but a web page is opened, and no shell reads it.
  if (!/^https?:\/\//.test(url)) return false;
  const [command, ...before] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...before, url], { stdio: 'ignore', detached: true });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
