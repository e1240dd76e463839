'use client'

import { Menu } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from '#components/ui/sheet.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { NavLinks } from './nav-links.tsx'
import type { DestinationId } from './navigation.ts'

interface MobileNavProps {
  readonly shown: readonly DestinationId[]
  readonly account: AccountMenuProps
}

/** The navigation as a drawer, for narrow screens. */
export function MobileNav({ shown, account }: MobileNavProps) {
  const [open, setOpen] = useState(false)
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Menu">
          <Menu />
        </Button>
      </SheetTrigger>
      <SheetContent side="left" aria-describedby={undefined} className="gap-4 bg-sidebar p-3">
        <SheetTitle className="px-2 pt-1.5">
          <Brand />
        </SheetTitle>
        <NavLinks shown={shown} onNavigate={() => setOpen(false)} />
        <div className="mt-auto">
          <AccountMenu {...account} />
        </div>
      </SheetContent>
    </Sheet>
  )
}
