import { TriangleAlert } from 'lucide-react'
import { Alert, AlertDescription } from '#components/ui/alert.tsx'

/** Why it did not work. */
export function ProblemAlert({ message }: { readonly message: string }) {
  return (
    <Alert variant="destructive">
      <TriangleAlert aria-hidden />
      <AlertDescription>{message}</AlertDescription>
    </Alert>
  )
}
