import { findChild, listChildren, readName, type Rule } from './rule.ts'

const bannedImports = new Set(['cacheLife', 'cacheTag', 'unstable_cache'])
const message = 'What belongs to a person is never kept from one request to the next.'

/** Next.js may keep nothing: neither functions (`use cache`), nor values (`unstable_cache`), nor fetched replies. */
export const noCache: Rule = {
  create: (context) => ({
    ExpressionStatement: (node) => {
      if (readName(findChild(node, 'expression'))?.startsWith('use cache')) context.report({ node, message })
    },
    ImportDeclaration: (node) => {
      if (readName(findChild(node, 'source')) !== 'next/cache') return
      for (const specifier of listChildren(node, 'specifiers'))
        if (bannedImports.has(readName(findChild(specifier, 'imported')) ?? ''))
          context.report({ node: specifier, message })
    },
    CallExpression: (node) => {
      if (readName(findChild(node, 'callee')) !== 'fetch') return
      const options = listChildren(node, 'arguments')[1]
      for (const option of options ? listChildren(options, 'properties') : []) {
        const key = readName(findChild(option, 'key'))
        const value = readName(findChild(option, 'value'))
        if (key === 'next' || (key === 'cache' && value !== 'no-store'))
          context.report({ node: option, message })
      }
    },
  }),
}
