import { expect, test } from '@playwright/test';
import { boardRow, kernelReady, rehearse } from './support/desk';

/** Not a journey: renews the pictures of the README, when asked by PICTURES=1. */
test.skip(process.env.PICTURES !== '1', 'PICTURES=1 takes the pictures of the README anew');
test.use({ viewport: { width: 1440, height: 960 } });

for (const colorScheme of ['light', 'dark'] as const)
  test(`a picture of a rehearsal while it runs, ${colorScheme}`, { tag: '@pictures' }, async ({ page }) => {
    test.setTimeout(420_000);
    await page.emulateMedia({ colorScheme });
    await page.goto('/plans');
    await page.getByRole('main').getByRole('link', { name: 'Rehearsal upgrade' }).first().click();
    await kernelReady(page);
    await rehearse(page, 'All well');
    await expect(boardRow(page, 'provisioning').getByText('upgraded')).toBeVisible({ timeout: 90_000 });
    await page.mouse.move(2, 2);
    await page.screenshot({ path: `e2e/pictures/run-${colorScheme}.png` });
  });
