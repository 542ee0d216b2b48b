// What the console's browser tests share: a platform, people who are signed in, and what a page
// complained about.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { BrowserFixture } from '../../support/browser.ts';
import { expectStatus, newEmail, registerPerson, type Person } from '../../support/people.ts';
import { freePort } from '../../support/free-port.ts';

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface SignedIn {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly person: Person;
}

/** A person of their own, signed in by the console's own form. */
export async function signedIn(
  { newContext }: BrowserFixture,
  url: string,
  options: BrowserContextOptions = desktop,
): Promise<SignedIn> {
  const person = await registerPerson(url, { email: newEmail(), name: 'Ada Lovelace' });
  const context = await newContext(options);
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await signIn(page, person);
  await page.waitForURL('**/sessions');
  return { page, context, person };
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/**
 * Until the page asks for nothing more: the stream that it follows does not end, and is not waited
 * for.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const count = performance.getEntriesByType('resource').length;
    const last = (globalThis as { seen?: { count: number; at: number } }).seen;
    if (last?.count === count) return performance.now() - last.at > 500;
    (globalThis as { seen?: { count: number; at: number } }).seen = { count, at: performance.now() };
    return false;
  });
}

/** Collects what goes wrong on a page: errors, policy violations, requests to anywhere else. */
export function complaintsOf(page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== url) complaints.push(`asks ${request.url()}`);
  });
  return complaints;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what axe finds, and where. Pages are looked at as they are, with nothing left out. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Under way, an animation's half-transparent text would count as too faint.
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const results = await page.evaluate(
    // axe puts itself on the window when its source is evaluated; a preview's frame is another
    // origin's and its own affair
    async () =>
      await (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        iframes: false,
        resultTypes: ['violations'],
      }),
  );
  const findings = results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' | ')})`,
  );
  expect(findings, what).toEqual([]);
}

export interface Site {
  readonly templateId: string;
  readonly port: number;
}

/** A template with one promoted version that serves /workspace over HTTP. */
export async function makeSite(person: Person, name = 'site'): Promise<Site> {
  const port = await freePort();
  const start = `echo '<h1>Hello from the session</h1>' > index.html; exec python3 -m http.server ${port}`;
  return { templateId: await makeReleased(person, name, start, port), port };
}

/** A template whose sessions run this command and are to have this port open. */
export async function makeReleased(person: Person, name: string, start: string, port: number): Promise<string> {
  const template = expectStatus(
    await person.http.post('/api/templates', { json: { name, description: 'A page' } }),
    201,
  ).json<{ id: string }>();
  const manifest = {
    image: 'burstflare/base',
    features: ['preview', 'terminal'],
    start,
    ports: [{ number: port, label: 'Site' }],
  };
  const version = expectStatus(
    await person.http.post(`/api/templates/${template.id}/versions`, { json: { manifest, notes: 'First' } }),
    201,
  ).json<{ id: string }>();
  expectStatus(
    await person.http.post(`/api/templates/${template.id}/promote`, { json: { versionId: version.id } }),
    201,
  );
  return template.id;
}

export async function makeSession(person: Person, templateId: string, name: string): Promise<string> {
  const reply = await person.http.post('/api/sessions', { json: { templateId, name } });
  return expectStatus(reply, 201).json<{ id: string }>().id;
}
