// Without a platform behind it the console says so, on every page, until something answers.
import { expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform } from '../../support/platform.ts';
import { signedIn } from './console.ts';

describeWithBrowser('the console without its platform', (browser) => {
  test('a page that cannot be fetched says that nothing answers, and comes when it does', async () => {
    const platform = await startPlatform();
    try {
      const { page, context } = await signedIn(browser, platform.url);
      const mark = page.getByRole('banner').getByRole('status');
      await mark.getByText('Live').waitFor();
      // Offline: nothing on the page has noticed yet when the link is followed.
      await context.setOffline(true);
      await page.getByRole('link', { name: 'Releases', exact: true }).click();
      await page.getByRole('heading', { name: 'BurstFlare does not answer' }).waitFor();
      await mark.getByText('Reconnecting').waitFor();
      // On a phone's width too.
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await mark.isVisible()).toBe(true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await context.setOffline(false);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'Releases', exact: true }).waitFor();
      await mark.getByText('Live').waitFor();

      // Stopped: the page has noticed, and the next one does not make it good.
      await platform.terminate();
      await mark.getByText('Reconnecting').waitFor();
      await page.getByRole('link', { name: 'Templates', exact: true }).click();
      await page.getByRole('heading', { name: 'BurstFlare does not answer' }).waitFor();
      expect(await mark.textContent()).toContain('Reconnecting');
      await context.close();
    } finally {
      await platform.stop();
    }
  });
});
