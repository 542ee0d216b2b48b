// The row of a session's details that tells which limits the machine holds it to: it says what
// health says, of a machine that holds all of them, of one that does not, and of one that is not
// heard.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo, describeWithBrowser } from '../../support/browser.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { expectAccessible, makeSession, makeSite, signedIn } from './console.ts';

interface Limit {
  readonly name: string;
  readonly scope: 'session' | 'process' | 'none';
  readonly reason: string | null;
}

interface Health {
  sessions: { limits: Limit[] };
}

const words: Record<string, string> = { systemCalls: 'system calls' };
const wordOf = ({ name }: Limit) => words[name] ?? name;

const healthOf = async ({ http }: Person) => expectStatus(await http.get('/api/health'), 200).json<Health>();

describeWithBrowser('the limits of a session in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  async function opened() {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'bounded');
    const open = () => page.goto(`${platform.url}/sessions/${sessionId}?pane=details`);
    const row = page.locator('dt', { hasText: /^Limits$/ }).locator('xpath=following-sibling::dd[1]');
    return { page, context, person, open, row };
  }

  test('are those that health names: which hold for the session, and why others do not', async () => {
    const { page, context, person, open, row } = await opened();
    const { limits } = (await healthOf(person)).sessions;
    expect(limits.map(({ name }) => name)).toEqual(['memory', 'processes', 'processor', 'disk', 'systemCalls']);
    await open();
    await row.waitFor();
    const shown = await row.innerText();
    const held = limits.filter(({ scope }) => scope === 'session').map(wordOf);
    expect(shown).toContain(held.length > 0 ? `Held to its own ${held.join(', ')}` : 'None is enforced here');
    for (const limit of limits.filter(({ scope }) => scope !== 'session')) {
      const only = limit.scope === 'process' ? 'Only each process is limited in' : 'Not limited:';
      expect(shown).toContain(`${only} ${wordOf(limit)} (${limit.reason})`);
    }
    await expectAccessible(page, 'the details of a session');
    await context.close();
  });

  test('say what does not hold on a machine that enforces less', async () => {
    const { page, context, open, row } = await opened();
    await page.route('**/api/health', async (route) => {
      const response = await answerTo(route);
      // the contract's form; only the limits are of another machine
      const health = (await response.json()) as Health;
      health.sessions.limits = [
        { name: 'memory', scope: 'process', reason: 'no control groups' },
        { name: 'processes', scope: 'session', reason: null },
        { name: 'disk', scope: 'none', reason: 'the host is not root' },
      ];
      await route.fulfill({ response, json: health });
    });
    await open();
    await row.getByText('Held to its own processes').waitFor();
    await row.getByText('Only each process is limited in memory (no control groups)').waitFor();
    await row.getByText('Not limited: disk (the host is not root)').waitFor();
    await expectAccessible(page, 'the details of a session that is held to little');
    await context.close();
  });

  test('are left out, and nothing else of the page, where health does not answer', async () => {
    const { page, context, open, row } = await opened();
    await page.route('**/api/health', (route) => route.abort());
    await open();
    await page.getByText('Starts so far').waitFor();
    expect(await row.count()).toBe(0);
    await context.close();
  });
});
