import { PageHeader } from '#components/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

interface ListSkeletonProps {
  readonly title: string
  /** What is awaited: “events”. */
  readonly of: string
}

/** A page with a filter and a list before its rows are there. */
export function ListSkeleton({ title, of }: ListSkeletonProps) {
  return (
    <>
      <PageHeader title={title} description={<Skeleton className="mt-1 h-4 w-56" />} />
      <Skeleton className="h-9 w-full" />
      <div
        role="status"
        aria-label={`Loading the ${of}`}
        className="divide-y overflow-hidden rounded-xl border bg-card"
      >
        {Array.from({ length: 10 }, (_, row) => (
          <div key={row} className="flex items-center gap-6 px-3 py-3">
            <Skeleton className="h-6 w-24 shrink-0" />
            <Skeleton className="h-4 flex-1" />
            <Skeleton className="h-4 w-24 max-md:hidden" />
            <Skeleton className="h-4 w-16" />
          </div>
        ))}
      </div>
    </>
  )
}
