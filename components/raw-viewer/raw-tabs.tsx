'use client'

import type { ReactNode } from 'react'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import { useHydrated } from '#components/use-hydrated.ts'

interface RawTabsProps {
  readonly pretty: ReactNode
  readonly raw: ReactNode
  readonly headers: ReactNode
  readonly curl: ReactNode
}

const panel = 'flex min-w-0 flex-col gap-3'

export function RawTabs({ pretty, raw, headers, curl }: RawTabsProps) {
  // The server draws the first panel alone.
  const isHydrated = useHydrated()
  if (!isHydrated) return <div className={`${panel} pt-10`}>{pretty}</div>
  return (
    <Tabs defaultValue="pretty" className="min-w-0">
      <TabsList aria-label="How to show the exchange">
        <TabsTrigger value="pretty">Pretty</TabsTrigger>
        <TabsTrigger value="raw">Raw</TabsTrigger>
        <TabsTrigger value="headers">Headers</TabsTrigger>
        <TabsTrigger value="curl">cURL</TabsTrigger>
      </TabsList>
      <TabsContent value="pretty" className={panel}>
        {pretty}
      </TabsContent>
      <TabsContent value="raw" className={panel}>
        {raw}
      </TabsContent>
      <TabsContent value="headers" className={panel}>
        {headers}
      </TabsContent>
      <TabsContent value="curl" className={panel}>
        {curl}
      </TabsContent>
    </Tabs>
  )
}
