'use client'

import type { ReactNode } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { FilterField, Filters } from './filter-text.ts'

interface FilterMenuProps {
  readonly fields: readonly FilterField[]
  readonly filters: Filters
  readonly onChoose: (param: string, value: string) => void
  /** For a field that anything can be typed into. */
  readonly onType: (word: string) => void
  /** The button that opens it. */
  readonly children: ReactNode
}

/** The fields of a filter: those with known values open a list, the others go on in the text. */
export function FilterMenu({ fields, filters, onChoose, onType, children }: FilterMenuProps) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-48">
        {fields.map(({ param, word, label, values }) =>
          values === undefined ? (
            <DropdownMenuItem key={param} onSelect={() => onType(word)}>
              {label}…
            </DropdownMenuItem>
          ) : (
            <DropdownMenuSub key={param}>
              <DropdownMenuSubTrigger>{label}</DropdownMenuSubTrigger>
              <DropdownMenuSubContent>
                <DropdownMenuRadioGroup
                  value={filters[param] ?? ''}
                  onValueChange={(value) => onChoose(param, value)}
                >
                  {values.map((known) => (
                    <DropdownMenuRadioItem key={known.value} value={known.value}>
                      {known.label}
                    </DropdownMenuRadioItem>
                  ))}
                </DropdownMenuRadioGroup>
              </DropdownMenuSubContent>
            </DropdownMenuSub>
          ),
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
