/** The shape of a connection without anything in it, for who may not see them. */
export function ConnectionOutline() {
  return (
    <div className="flex flex-col gap-3 rounded-xl border bg-card p-4 text-muted-foreground shadow-xs">
      <p className="text-sm font-semibold">Connection</p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-t pt-3 text-[13px] lg:grid-cols-4">
        {['Last answer', 'Last fault', 'Last hour', 'Limits'].map((label) => (
          <div key={label} className="flex flex-col gap-0.5">
            <dt className="text-xs">{label}</dt>
            <dd>not shown to you</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
