/** A member of an object, with the half-open character range in which its value stands. */
export interface JsonMember {
  readonly name: string
  readonly valueStart: number
  readonly valueEnd: number
  /** Which object holds it: a number per object, in the order in which they open. */
  readonly object: number
}

/** What a single pass over a text sees. `deepest` counts open brackets. */
export interface JsonScan {
  readonly members: readonly JsonMember[]
  readonly deepest: number
}

interface Container {
  readonly object: number | null
  name: string | null
  valueStart: number | null
}

/**
 * Finds every object member of a JSON text and where its value stands, in one pass, without recursion and
 * without an opinion on validity: a truncated or broken text gives the members seen so far, the last value
 * running to the end of the text. Names are unescaped, so `"\u0074oken"` is found as `token`. Stops early when
 * the text is nested deeper than `deepestWanted`.
 */
export function scanJson(text: string, deepestWanted = Number.POSITIVE_INFINITY): JsonScan {
  const members: JsonMember[] = []
  const open: Container[] = []
  let objects = 0
  let deepest = 0
  let valueEnd = 0

  const endMember = () => {
    const top = open.at(-1)
    if (!top || top.object === null || top.name === null || top.valueStart === null) return
    const end = Math.max(valueEnd, top.valueStart)
    members.push({ name: top.name, valueStart: top.valueStart, valueEnd: end, object: top.object })
    top.name = null
    top.valueStart = null
  }

  let at = 0
  while (at < text.length && deepest <= deepestWanted) {
    const char = text[at]
    const top = open.at(-1)
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') {
      at += 1
    } else if (char === ',') {
      endMember()
      at += 1
    } else if (char === '}' || char === ']') {
      endMember()
      open.pop()
      at += 1
      valueEnd = at
    } else {
      const end = tokenEnd(text, at)
      const isName = char === '"' && top !== undefined && top.object !== null && top.name === null
      if (isName) {
        top.name = unescape(text.slice(at, end))
      } else if (char !== ':') {
        if (top && top.name !== null && top.valueStart === null) top.valueStart = at
        if (char === '{' || char === '[') {
          open.push({ object: char === '{' ? objects++ : null, name: null, valueStart: null })
          deepest = Math.max(deepest, open.length)
        }
        valueEnd = end
      }
      at = end
    }
  }
  valueEnd = text.length
  while (open.length > 0) {
    endMember()
    open.pop()
  }
  return { members, deepest }
}

function tokenEnd(text: string, start: number): number {
  const char = text[start]
  if (char === '{' || char === '[' || char === ':') return start + 1
  if (char === '"') return stringEnd(text, start)
  let at = start + 1
  while (at < text.length && !'{}[],:" \n\r\t'.includes(text.charAt(at))) at += 1
  return at
}

function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const char = text[at]
    if (char === '\\') at += 2
    else if (char === '"') return at + 1
    else at += 1
  }
  return text.length
}

function unescape(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}
