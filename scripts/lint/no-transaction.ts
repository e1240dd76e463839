import { findChild, readName, type Rule } from './rule.ts'

const banned = new Set(['begin', 'transaction'])

/** A connection that drops in a transaction of postgres.js lets the rest run outside it: atomic writes are one statement. */
export const noTransaction: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      const callee = findChild(node, 'callee')
      if (callee?.type !== 'MemberExpression') return
      const name = readName(findChild(callee, 'property'))
      if (name !== null && banned.has(name))
        context.report({ node, message: `.${name}( is banned: make the write one statement.` })
    },
  }),
}
