'use server'

import { after } from 'next/server'
import { action } from '#lib/access/action.ts'
import { askAgain as askAgainOf, askAgainInput } from '#lib/lookups/ask-again.ts'

export const askAgain = action('lookup.ask', askAgainInput, (actor, input) => askAgainOf(actor, input, after))
