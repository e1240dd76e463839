import { findChild, listChildren, type Node, readName, type Rule } from './rule.ts'

/** `as` hides mistakes: but for `as const` it may only be all that a named function does, which says why. */
export const noCast: Rule = {
  create: (context) => {
    const judge = (node: Node) => {
      const name = findChild(findChild(node, 'typeAnnotation') ?? node, 'typeName')
      if (readName(name) === 'const') return
      const owner = findOwner(node)
      if (!owner)
        context.report({ node, message: 'A forced cast is the one line of a function named for it.' })
      else if (context.sourceCode.getCommentsBefore(owner).length === 0)
        context.report({ node, message: 'A forced cast says why in a comment above its function.' })
    }
    return { TSAsExpression: judge, TSTypeAssertion: judge }
  },
}

/** The function that does nothing but return this cast, with the `export` before it. */
function findOwner(cast: Node): Node | null {
  const statement = cast.parent
  const body = statement?.parent
  const owner = body?.parent
  const alone = statement?.type === 'ReturnStatement' && body && listChildren(body, 'body').length === 1
  if (!alone || owner?.type !== 'FunctionDeclaration') return null
  return owner.parent?.type === 'ExportNamedDeclaration' ? owner.parent : owner
}
