/** How a link to a view of the list is drawn. */
export const viewChip =
  'inline-flex h-7 max-w-56 items-center gap-1.5 rounded-md border bg-card px-2.5 text-xs text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50 aria-[current]:border-primary aria-[current]:text-foreground'
