/** The mark and the name. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 text-[15px] font-semibold tracking-tight text-foreground">
      <svg viewBox="0 0 24 24" aria-hidden className="size-6 shrink-0">
        <rect width="24" height="24" rx="6" className="fill-primary" />
        <g className="stroke-primary-foreground" strokeWidth="2" strokeLinecap="round" fill="none">
          <path d="M6 8h6M6 12h4M6 16h6" opacity=".65" />
          <path d="m13.5 12.5 2 2 3.5-4.5" />
        </g>
      </svg>
      Statusdesk
    </span>
  )
}
