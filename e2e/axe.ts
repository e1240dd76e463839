import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Expects the page, as it stands, to be accessible in the light and in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`,
    )
    expect(found, `accessibility in the ${colorScheme} theme`).toEqual([])
  }
}

/**
 * Opens, one after the other, whatever on a page opens something – menus, lists, dialogs – and expects each to be
 * accessible as it stands open: the first twelve, since further ones are those of more rows of a list. Gives how many.
 */
export async function expectOpenedAccessible(page: Page): Promise<number> {
  const closed = page
    .getByRole('button', { expanded: false })
    .or(page.getByRole('combobox', { expanded: false }))
    .filter({ visible: true })
  const count = await closed.count()
  const opened = Math.min(count, 12)
  for (let n = 0; n < opened; n += 1) {
    await closed.nth(n).click()
    await expect(closed).not.toHaveCount(count)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(closed).toHaveCount(count)
  }
  return opened
}
