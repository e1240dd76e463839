/** A node of the syntax tree (ESTree), as far as our rules look at it. */
export interface Node {
  readonly type: string
  readonly parent?: Node
  readonly name?: string
  readonly value?: unknown
  readonly [child: string]: unknown
}

export interface Context {
  report(problem: { readonly node: Node; readonly message: string }): void
  readonly sourceCode: { getCommentsBefore(node: Node): readonly unknown[] }
}

/** A rule in the form that oxlint takes plugins' rules in. */
export interface Rule {
  create(context: Context): Readonly<Record<string, (node: Node) => void>>
}

/** The node under that key; null when there is none. */
export function findChild(node: Node, key: string): Node | null {
  const child = node[key]
  return isNode(child) ? child : null
}

/** The nodes under that key; none when there is no list. */
export function listChildren(node: Node, key: string): readonly Node[] {
  const children = node[key]
  return Array.isArray(children) ? children.filter(isNode) : []
}

/** The name of an identifier or the text of a literal; null for anything else. */
export function readName(node: Node | null): string | null {
  if (node?.type === 'Identifier') return node.name ?? null
  return typeof node?.value === 'string' ? node.value : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
