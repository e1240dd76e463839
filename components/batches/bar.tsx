interface BarProps {
  readonly percent: number
  /** Grey while nothing moves. */
  readonly resting?: boolean
}

/** A bar filled so far. Drawn by attributes, since a style in what the server renders is not obeyed. */
export function Bar({ percent, resting = false }: BarProps) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      className="block h-full w-full overflow-hidden rounded-full bg-muted"
    >
      <rect width={percent} height="1" className={resting ? 'fill-muted-foreground' : 'fill-primary'} />
    </svg>
  )
}
