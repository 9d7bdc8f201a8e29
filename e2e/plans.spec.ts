import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  approval,
  checks,
  newPlan,
  order,
  ownApprovable,
  ownPlan,
  savedAs,
  seededPlan,
  stepRow,
} from './support/desk';

const builder = (script: string, ...vats: string[]) => ({
  module: `@agoric/builders/scripts/${script}`,
  entrypoint: 'defaultProposalBuilder',
  args: [],
  upgrades: vats.map((vat) => ({ vat, bundle: null, incarnation: null })),
});
const step = (id: string, title: string, ...proposals: unknown[]) => ({
  kind: 'core-eval',
  id,
  title,
  proposals,
  together: null,
  notes: '',
  links: [],
});

/** A plan for mainnet with one step that no chain can do. */
async function brokenPlan(page: Page): Promise<string> {
  const seeded = await seededPlan(page);
  return newPlan(page, 'Upgrade 24', {
    ...seeded,
    chain: 'agoric-3',
    upgradeName: 'agoric-upgrade-24',
    policy: { ...seeded.policy, excludeEditors: false },
    steps: [
      step('zcf', 'New ZCF', builder('vats/upgrade-zcf.js')),
      step('bank', 'Upgrade bank', builder('vats/upgrade-bank.js', 'bank')),
      step('boot', 'Upgrade bootstrap', builder('vats/upgrade-boot.js', 'bootstrap')),
    ],
  });
}

/** What axe calls serious or critical, one line each. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('plan, check, fix, request review, approve, edit, stale, approve again, export', async ({ page }) => {
  await page.goto(`/plans/${await brokenPlan(page)}`);
  await expect(checks(page).getByText('bootstrap, which cannot be upgraded', { exact: false })).toBeVisible();
  await approval(page).getByRole('button', { name: 'Request review' }).click();
  const approve = approval(page).getByRole('button', { name: /^Approve plan/ });
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await expect(
    approval(page)
      .getByText(/hard rule/)
      .first(),
  ).toBeVisible();

  await checks(page).getByRole('button', { name: 'Show Upgrade bootstrap' }).first().click();
  await expect(stepRow(page, 'Upgrade bootstrap')).toBeFocused();
  await page.keyboard.press('Delete');
  await savedAs(page, 2);
  await approve.click();
  await expect(page.getByText('approved', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Add step' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a step' });
  await dialog.getByLabel('Title').fill('Upgrade board');
  await dialog.getByLabel('Module').fill('@agoric/builders/scripts/vats/upgrade-board.js');
  await dialog.getByLabel('Arguments (JSON list)').fill('[{"variant" "MAINNET"}]');
  await expect(dialog.getByText(/not JSON at line 1, column \d+/)).toBeVisible();
  await dialog.getByLabel('Arguments (JSON list)').fill('[]');
  await dialog.getByRole('button', { name: /^Fill from the catalogue/ }).click();
  await expect(dialog.getByLabel('Vat', { exact: true })).toHaveValue('board');
  await dialog.getByRole('button', { name: 'Add step' }).click();
  await savedAs(page, 3);
  await expect(approval(page).getByText(/stale/)).toBeVisible();
  await approval(page).getByRole('button', { name: 'What changed since' }).click();
  await expect(approval(page).getByText(/Added "Upgrade board"/)).toBeVisible();
  await approve.click();
  await expect(page.getByText('approved', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Core proposals JSON…' }).click();
  const written = page.getByRole('dialog', { name: 'Core proposals JSON' });
  await expect(written.getByText('upgrade-board.js', { exact: false }).first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    written
      .getByRole('link', { name: /^Download/ })
      .first()
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
});

test('orders with the keyboard alone: several together, split, merge, undo, position', async ({ page }) => {
  await page.goto(`/plans/${await ownPlan(page, 'By keys')}`);
  const row = (title: string) => stepRow(page, title);
  await row('Upgrade bank').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(row('Upgrade bank')).toHaveAccessibleName('Upgrade bank, position 3 of 6');
  await expect(row('Upgrade board')).toHaveAccessibleName('Upgrade board, position 4 of 6');
  await savedAs(page, 2);
  await page.keyboard.press('Control+z');
  await expect(row('Upgrade bank')).toHaveAccessibleName('Upgrade bank, position 2 of 6');
  await savedAs(page, 3);

  const open = async (title: string) => {
    await page.getByRole('button', { name: `Actions on ${title}`, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
  };
  await open('Upgrade contract');
  await page.getByRole('menuitem', { name: 'Move to position…' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(row('Upgrade contract')).toHaveAccessibleName('Upgrade contract, position 1 of 6');
  await savedAs(page, 4);
  await open('Upgrade bridge');
  await page.getByRole('menuitem', { name: 'Merge with the next step' }).focus();
  await page.keyboard.press('Enter');
  await expect(order(page).getByRole('button', { name: /position \d of 5$/ })).toHaveCount(5);
  await savedAs(page, 5);
});

/** Takes a proposal by its grip and holds it over a place of a step's row. */
async function carry(page: Page, grip: Locator, row: Locator, below: boolean): Promise<void> {
  const from = await grip.boundingBox();
  const over = await row.boundingBox();
  if (!from || !over) throw new Error('the grip or the row is not on the page');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 10);
  await page.mouse.move(over.x + 40, over.y + (below ? over.height - 4 : 4), { steps: 4 });
}

test('drags a proposal into another step, puts it back with Esc, undoes, and is told what takes none', async ({
  page,
}) => {
  const seeded = await seededPlan(page);
  const byHand = {
    kind: 'act',
    id: 'c',
    title: 'Wait',
    act: 'wait',
    what: 'prices',
    notes: '',
    links: [],
    proposals: [],
  };
  const steps = [
    step('a', 'First', builder('vats/one.js', 'bank'), builder('vats/two.js', 'board')),
    step('b', 'Second', builder('vats/three.js', 'zoe')),
    byHand,
  ];
  await page.goto(`/plans/${await newPlan(page, 'Dragged', { ...seeded, steps })}`);
  const first = page.getByRole('list', { name: 'Proposals of First' }).getByRole('listitem');
  const second = page.getByRole('list', { name: 'Proposals of Second' }).getByRole('listitem');
  const grip = first.filter({ hasText: 'board' }).getByTitle('Drag into another step');

  await carry(page, grip, stepRow(page, 'Second'), true);
  await expect(page.getByText('into step 2, Second, as proposal 2 of 2')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(first).toHaveCount(2);

  await carry(page, grip, stepRow(page, 'Second'), true);
  await page.mouse.up();
  await expect(second).toHaveCount(2);
  await expect(second.nth(1)).toContainText('board');
  await expect(page.getByText(/moved into step 2, Second, as proposal 2 of 2/)).toBeAttached();
  await savedAs(page, 2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(first).toHaveCount(2);

  await carry(page, grip, stepRow(page, 'Wait'), true);
  await expect(page.getByText('"Wait" is not code; it takes no proposals.').first()).toBeVisible();
  await page.mouse.up();
  await expect(first).toHaveCount(2);
});

test('two browsers edit at once: the loser sees what the other did and puts theirs on top', async ({
  page,
  context,
}) => {
  const planId = await ownPlan(page, 'Two at once');
  const other = await context.newPage();
  await page.goto(`/plans/${planId}`);
  await other.goto(`/plans/${planId}`);
  const held = { over: false };
  // The other tab saves unseen: it does not ask the server again before it saves.
  await other.route(/\/api\/plans\/[^/]+$/, (route) =>
    route.request().method() === 'GET' && !held.over ? route.abort() : route.continue(),
  );
  await stepRow(page, 'Upgrade zoe').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await savedAs(page, 2);
  await stepRow(other, 'Upgrade contract').focus();
  await other.keyboard.press('Alt+ArrowUp');
  held.over = true;
  const notice = other.getByRole('alert').filter({ hasText: 'saved first' });
  await expect(notice).toContainText('Upgrade zoe');
  await expect(notice.getByRole('list', { name: 'My changes' })).toContainText(
    'Upgrade contract, moved to position 5 of 6',
  );
  await notice.getByRole('button', { name: /on top$/ }).click();
  await savedAs(other, 3);
  const titles = await order(other)
    .getByRole('button', { name: /, position/ })
    .allInnerTexts();
  expect(titles.map((text) => text.replace(/[\d\n]+/g, ''))).toEqual(
    ['bridge', 'bank', 'zoe', 'board', 'contract', 'provisioning'].map((vat) => `Upgrade ${vat}`),
  );
});

test('keeps what was done while the server does not answer, and saves it when it does', async ({ page }) => {
  await page.goto(`/plans/${await ownPlan(page, 'Offline')}`);
  await page.context().setOffline(true);
  await stepRow(page, 'Upgrade zoe').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByText('not saved', { exact: true })).toBeVisible();
  await expect(stepRow(page, 'Upgrade zoe')).toHaveAccessibleName('Upgrade zoe, position 3 of 6');
  await page.context().setOffline(false);
  await savedAs(page, 2);
});

test('says which rule a move breaks, orders by itself, and shows history, rules and comments', async ({
  page,
}) => {
  const planId = await ownApprovable(page, 'Rules');
  await page.goto(`/plans/${planId}?v=1&tab=rules`);
  await page.getByLabel('First (vat or module)').fill('zoe');
  await page.getByLabel('Then (vat or module)').fill('contract');
  await page.getByLabel('Reason').fill('Contracts are upgraded through zoe');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('button', { name: /^Steps/ }).click();
  await savedAs(page, 2);
  await stepRow(page, 'Upgrade zoe').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText(/Your last change breaks/)).toBeVisible();
  await expect(checks(page).getByText('Contracts are upgraded through zoe')).toBeVisible();
  await page.getByRole('button', { name: 'Order for me…' }).click();
  await page
    .getByRole('dialog', { name: 'Order for me' })
    .getByRole('button', { name: 'Apply this order' })
    .click();
  await expect(checks(page).getByText('Contracts are upgraded through zoe')).toHaveCount(0);
  await savedAs(page, 4);

  await page.getByRole('button', { name: 'Comment on Upgrade bank' }).click();
  const comments = page.getByRole('dialog', { name: 'Comments on Upgrade bank' });
  await comments.getByLabel('Your comment').fill('Seen on devnet');
  await comments.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(comments.getByText('Seen on devnet')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`/plans/${planId}?v=1&tab=history&from=1&to=3`);
  await expect(page.getByRole('list', { name: 'Changes from revision 1 to 3' })).toContainText('zoe');
  await page.getByRole('button', { name: 'Restore revision 1', exact: true }).click();
  const restore = page.getByRole('dialog', { name: 'Restore revision 1' });
  await restore.getByLabel('Reason').fill('Begin again');
  await restore.getByRole('button', { name: 'Restore as new revision' }).click();
  await expect(page.getByRole('cell', { name: /Restored revision 1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Audit' }).last().click();
  await expect(page.getByRole('cell', { name: 'Begin again' }).first()).toBeVisible();
});

test('makes plans from an import, from known builders, and refuses to lose what could not be read', async ({
  page,
}) => {
  await page.goto('/plans?new=import');
  const dialog = page.getByRole('dialog', { name: 'New plan' });
  await dialog.getByLabel('Text').fill('{"steps": [["@agoric/builders/scripts/vats/upgrade-bank.js"], [7]]}');
  await dialog.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText(/steps/);
  await dialog.getByLabel('Text').fill('{"steps": [["@agoric/builders/scripts/vats/upgrade-bank.js"]]}');
  await dialog.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(dialog.getByRole('region', { name: 'What was read' })).toContainText('1 steps');
  await dialog.getByLabel('Title').fill('Imported');
  await dialog.getByLabel('Upgrade name').fill('agoric-upgrade-25');
  await dialog.getByRole('button', { name: 'Save as plan' }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();

  await page.goto('/plans?new=catalogue');
  await dialog.getByLabel('Start from what a past upgrade did').selectOption('agoric-upgrade-20');
  await dialog.getByLabel('Title').fill('As upgrade 20');
  await dialog.getByLabel('Upgrade name').fill('agoric-upgrade-26');
  await dialog.getByRole('button', { name: 'Make plan' }).click();
  await expect(page.getByRole('heading', { name: 'As upgrade 20' })).toBeVisible();
  await expect(order(page).getByRole('button', { name: /, position \d of 4$/ })).toHaveCount(4);
});

test('every part of a plan page is sound for axe, in both themes, wide and narrow', async ({ page }) => {
  test.setTimeout(240_000);
  const planId = await brokenPlan(page);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const tab of ['steps', 'review', 'rules', 'history', 'audit']) {
        await page.goto(`/plans/${planId}?v=1&tab=${tab}`);
        await page.waitForLoadState('load');
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await faults(page), tab).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${tab} at ${width} px is wider than the window`).toBeLessThanOrEqual(0);
      }
      await page.goto('/audit');
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(await faults(page), 'audit').toEqual([]);
    }
});
