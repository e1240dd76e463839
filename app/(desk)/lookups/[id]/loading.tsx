import { Skeleton } from '#components/ui/skeleton.tsx'

export default function LookupLoading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-96 max-w-full" />
        <Skeleton className="h-4 w-72 max-w-full" />
      </div>
      <div className="flex flex-col gap-4 md:grid md:grid-cols-3">
        {Array.from({ length: 3 }, (_, column) => (
          <div key={column} className="flex flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs">
            <Skeleton className="h-9 w-3/5" />
            <Skeleton className="h-6 w-2/5" />
            <Skeleton className="h-28 w-full" />
            <Skeleton className="h-20 w-full" />
          </div>
        ))}
      </div>
    </div>
  )
}
