/** Whether a key pressed there belongs to what the person writes or chooses, and not to the desk. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="menu"]') !== null
}
