/**
 * Makes the element around a menu a landmark, as the ref of the menu itself: it is drawn at the end of the page, outside
 * of every other. Radix makes that element, and lets nobody else say anything about it.
 */
export function putInRegion(menu: HTMLElement | null): void {
  const around = menu?.parentElement
  if (!menu || !around) return
  around.setAttribute('role', 'region')
  const labelledBy = menu.getAttribute('aria-labelledby')
  if (labelledBy === null) around.setAttribute('aria-label', menu.getAttribute('aria-label') ?? 'Choices')
  else around.setAttribute('aria-labelledby', labelledBy)
}
